// SPDX-License-Identifier: Apache-2.0
#include "join_bind.h"

#include "common_fields.h"
#include "join_config.h"

#include "weir/core/time.h"
#include "weir/expr/compile.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <vector>

namespace weir {
namespace {

using Kind = JoinConfig::Kind;

const char* kindWord(EdgeKind kind) { return kind == EdgeKind::Stream ? "stream" : kind == EdgeKind::Table ? "table" : "global table"; }

const char* kindPhrase(Kind kind) {
    switch (kind) {
    case Kind::StreamTable: return "when a stream joins a table: they meet by key, now";
    case Kind::StreamGlobal: return "when a stream joins a global table: it looks a row up, now";
    case Kind::StreamStream: return "when two streams join: they meet by key, near in time";
    case Kind::TableTable: return "when two tables join: they meet by key, whatever the time";
    case Kind::ForeignKey: return "in a foreign-key join: rows meet by the key that the left one names, whatever the time";
    }
    return "";
}

class JoinBinding {
public:
    explicit JoinBinding(BindContext& context) : m_context(context), m_left(context.input("left")), m_right(context.input("right")) {}

    void run() {
        if (!kindsFit() || m_left == nullptr || m_right == nullptr) return;
        const auto how = m_context.text("how").value_or("inner");
        m_config.how = how == "left" ? JoinConfig::How::Left : how == "outer" ? JoinConfig::How::Outer : JoinConfig::How::Inner;
        m_config.kind = m_right->produced.kind == EdgeKind::GlobalTable ? Kind::StreamGlobal
                        : m_right->produced.kind == EdgeKind::Stream    ? Kind::StreamStream
                        : m_left->produced.kind == EdgeKind::Stream     ? Kind::StreamTable
                        : m_context.field("foreign_key") != nullptr     ? Kind::ForeignKey
                                                                        : Kind::TableTable;
        if (!howFits() || !fieldsFit() || !sides() || !lookup() || !times() || !select()) return;
        stores();
        outputs();
        m_context.finish(std::move(m_config));
    }

private:
    bool refuse(std::string_view field, std::string message, std::string code = "invalid_parameter_value", std::optional<Fix> fix = {}) {
        m_context.error(field, std::move(message), std::move(code), {}, std::move(fix));
        return false;
    }

    std::optional<Fix> setting(const std::string& field, const std::string& value) const {
        return Fix{fmt::format("Set {} to {}", field, value), {SetField{m_context.node().id, field, value}}};
    }

    /// Also with one side wired: what can't be right whatever the other is.
    bool kindsFit() {
        if (m_left != nullptr && m_left->produced.kind == EdgeKind::GlobalTable) {
            const bool rightGlobal = m_right != nullptr && m_right->produced.kind == EdgeKind::GlobalTable;
            return refuse("port:left", fmt::format("a global table ends on the left; it can only be the right side of a join{}", rightGlobal ? ", of a stream with it" : ": swap the sides"), "wrong_kind");
        }
        if (m_left == nullptr || m_right == nullptr) return true;
        const auto left = m_left->produced.kind;
        const auto right = m_right->produced.kind;
        if (left == EdgeKind::Table && right == EdgeKind::Stream)
            return refuse("port:right", "a table (left) can't join a stream (right): swap the sides, the stream comes left; or put a to-stream behind the table, or a to-table behind the stream", "wrong_kind", m_context.nodeBefore("right", "to-table"));
        if (left == EdgeKind::Table && right == EdgeKind::GlobalTable)
            return refuse("port:right", "only a stream joins a global table, and a table ends on the left: read the topic as a table here, or put a to-stream on the left", "wrong_kind", m_context.nodeBefore("left", "to-stream"));
        return true;
    }

    bool howFits() {
        if (m_config.how != JoinConfig::How::Outer) return true;
        switch (m_config.kind) {
        case Kind::StreamTable:
        case Kind::StreamGlobal:
            return refuse("how", fmt::format("a stream joins a {} inner or left: the table's changes trigger nothing, so its unmatched rows have no moment to appear", kindWord(m_right->produced.kind)), "invalid_parameter_value", setting("how", "left"));
        case Kind::ForeignKey: return refuse("how", "a foreign-key join is inner or left: a right row that no left row names has no key to appear under", "invalid_parameter_value", setting("how", "left"));
        case Kind::StreamStream:
        case Kind::TableTable: return true;
        }
        return true;
    }

    bool fieldsFit() {
        bool fit = true;
        const auto only = [&](const char* field, bool meant, const char* where) {
            if (m_context.node().field(field) == nullptr || meant) return;
            fit = refuse(field, fmt::format("{} has no meaning {}{}", field, kindPhrase(m_config.kind), where), "invalid_parameter_value",
                         Fix{"Remove the field " + std::string(field), {SetField{m_context.node().id, field, {}}}});
        };
        only("within", m_config.kind == Kind::StreamStream, "; remove it");
        only("grace", m_config.kind == Kind::StreamStream, "; remove it");
        only("on", m_config.kind == Kind::StreamGlobal, m_config.kind == Kind::TableTable ? "; to join by another column of the left row say foreign_key" : "; give the left side that key with select-key");
        only("foreign_key", m_config.kind == Kind::ForeignKey, m_config.kind == Kind::StreamGlobal ? "; say on" : "; two tables have it");
        return fit;
    }

    static void repartitionIfChanged(BindContext& context, BoundInput& input) {
        input.type = input.produced;
        if (!input.produced.keyChanged) return;
        input.type.keyChanged = false;
        context.repartition({.port = input.port, .keyFormat = input.produced.keyFormat, .keyType = input.produced.keyType, .table = input.produced.isTable()});
    }

    std::string keyText(const EdgeType& type) const { return fmt::format("{} ({})", typeName(type.keyType), formatName(type.keyFormat)); }

    bool sides() {
        m_left->type = m_left->produced;
        m_right->type = m_right->produced;
        if (m_config.kind == Kind::ForeignKey) {
            if (m_left->type.windowed() || m_right->type.windowed())
                return refuse(m_left->type.windowed() ? "port:left" : "port:right", "a foreign-key join of a windowed table is not in this version; put an aggregate by the key before it", "feature_not_supported");
            return true;
        }
        if (m_config.kind == Kind::StreamGlobal) return true;
        for (auto* side : {m_left, m_right})
            if (side->produced.keyFormat == Format::None)
                return refuse("port:" + side->port, "this side has no key, and a join meets by key: put a select-key before", "missing_key",
                              side->produced.isTable() ? std::optional<Fix>() : keyBefore(m_context, *side, (side == m_left ? m_right : m_left)->produced.keyFormat == Format::None
                                                                                                                ? std::optional<Type>()
                                                                                                                : std::optional<Type>((side == m_left ? m_right : m_left)->produced.keyType)));
        repartitionIfChanged(m_context, *m_left);
        repartitionIfChanged(m_context, *m_right);
        const auto& left = m_left->type;
        const auto& right = m_right->type;
        if (left.keyFormat != right.keyFormat || left.keyType != right.keyType)
            return refuse("port:left", fmt::format("the left key is {}, the right key is {}: {}", keyText(left), keyText(right),
                                                   m_config.kind == Kind::TableTable ? "tables join on equal keys; group one of them by the other's key, or say foreign_key" : "give one side the other's key with select-key"),
                          "datatype_mismatch", left.kind == EdgeKind::Stream ? keyBefore(m_context, *m_left, right.keyType) : std::optional<Fix>());
        if (left.windowing != right.windowing || (left.windowing == Windowing::Time && left.windowSizeMs != right.windowSizeMs))
            return refuse("port:right", "the two sides' keys have different windows, so no two of them are equal: join inputs with the same windows", "datatype_mismatch");
        return true;
    }

    /// `on` and `foreign_key`: an expression over the left row, of the right key's type.
    bool lookup() {
        if (m_config.kind != Kind::StreamGlobal && m_config.kind != Kind::ForeignKey) return true;
        const bool global = m_config.kind == Kind::StreamGlobal;
        const std::string field = global ? "on" : "foreign_key";
        const auto text = m_context.text(field).value_or("_key");
        if (global && m_context.node().field("on") == nullptr && m_left->type.keyFormat == Format::None) return refuse("on", "the stream has no key: say on, an expression over its columns", "missing_key");
        const auto& right = m_right->type;
        if (right.keyFormat == Format::None) return refuse("port:right", "this table has no key to look up", "missing_key");
        auto side = m_left->type.side("l");
        side.unqualified = true; // there is no other side to mean
        m_config.lookup = m_context.compileText(field, text, expr::Form::Scalar, {{std::move(side)}});
        if (!m_config.lookup) return false;
        const auto& type = m_config.lookup.outputs().columns[0].type;
        if (type == right.keyType) return true;
        if (!(type.isText() && right.keyType.isText())) m_config.lookupCast = expr::assignmentCast(type, right.keyType);
        if (!m_config.lookupCast && !(type.isText() && right.keyType.isText()))
            return refuse(field, fmt::format("this is {}, the right side's key is {}: cast it", typeName(type), keyText(right)), "datatype_mismatch");
        return true;
    }

    bool times() {
        if (m_config.kind != Kind::StreamStream) return true;
        const auto* within = m_context.node().field("within");
        if (within == nullptr)
            return refuse("within", "two streams join only near in time: say within, how far apart two records may be (\"10m\", or {\"before\", \"after\"})", "missing", setting("within", "10m"));
        const bool both = within->object() == nullptr;
        const auto before = m_context.durationMs(both ? "within" : "within.before");
        const auto after = m_context.durationMs(both ? "within" : "within.after");
        const auto grace = m_context.durationMs("grace");
        if (!before || !after) return false;
        if (m_context.node().field("grace") == nullptr && m_config.how != JoinConfig::How::Inner)
            m_context.note("grace", "without a grace it is 24 hours: a record without a partner comes out that much later; say how late records may be", "missing_grace", setting("grace", "1m"));
        m_config.beforeMs = *before;
        m_config.afterMs = *after;
        m_config.graceMs = grace.value_or(0);
        return true;
    }

    /// Rows that a store keeps have no record of their own any more.
    bool keptPartsFit() {
        const auto check = [&](const expr::SideUse& use, const char* side, bool kept) {
            if (!kept || (!use.headers && !use.origin)) return true;
            return refuse("select", fmt::format("{}.{} can't be read: the join keeps that side's columns, its key and its time, not where a record stood{}", side, use.headers ? "_headers" : "_topic, _partition and _offset",
                                                "; take it into a column with map-values before"),
                          "feature_not_supported");
        };
        const bool leftKept = m_config.kind == Kind::StreamStream || m_config.kind == Kind::TableTable || m_config.kind == Kind::ForeignKey;
        return check(m_config.leftUse, "l", leftKept) && check(m_config.rightUse, "r", true);
    }

    bool select() {
        m_config.select = m_context.compile("select", expr::Form::SelectList, {{m_left->type.side("l"), m_right->type.side("r")}});
        if (!m_config.select) return false;
        m_config.leftType = m_left->type;
        m_config.rightType = m_right->type;
        m_config.leftUse = m_config.select.uses()[0];
        m_config.rightUse = m_config.select.uses()[1];
        // One bit a column, so that a side of which nothing is read keeps nothing.
        m_config.leftUse.columns.resize(m_left->type.columns ? m_left->type.columns->size() : 0, false);
        m_config.rightUse.columns.resize(m_right->type.columns ? m_right->type.columns->size() : 0, false);
        if (!keptPartsFit()) return false;
        auto& bound = m_context.bound();
        bound.uses.clear();
        for (const auto& input : bound.inputs) {
            auto use = input.port == "left" ? m_config.leftUse : m_config.rightUse;
            if (input.port == "left" && m_config.lookup && !m_config.lookup.uses().empty()) use = mergeUses(use, m_config.lookup.uses()[0]);
            bound.uses.push_back(std::move(use));
        }
        return true;
    }

    /// A windowed table's rows leave when no update of their window can come any more.
    static std::int64_t windowRetention(const EdgeType& type) { return type.windowing == Windowing::Session ? type.gapMs + type.graceMs : type.windowSizeMs + type.graceMs; }

    void stores() {
        auto& bound = m_context.bound();
        const auto& id = m_context.node().id;
        const auto text = m_context.text("select").value_or("") + "; " + m_context.text("foreign_key").value_or("");
        const auto table = [&](const char* suffix, const EdgeType& type) {
            StoreSpec store{.name = id + suffix, .schemaText = text, .columns = type.columns};
            if (type.windowed()) {
                m_config.retentionMs = std::max(windowRetention(m_left->type), windowRetention(m_right->type));
                store.kind = StoreSpec::Kind::Window;
                store.retentionMs = m_config.retentionMs;
            }
            return store;
        };
        switch (m_config.kind) {
        case Kind::StreamGlobal: break;
        case Kind::StreamTable: m_context.store(table(".right", m_right->type)); break;
        case Kind::TableTable:
            m_context.store(table(".left", m_left->type));
            m_context.store(table(".right", m_right->type));
            // What Kafka Streams makes its filters trim: the side that may stand alone (semantics.md, rule 7).
            m_left->wantsOld = m_config.alone(0);
            m_right->wantsOld = m_config.alone(1);
            break;
        case Kind::StreamStream: {
            const auto retention = m_config.beforeMs + m_config.afterMs + m_config.graceMs;
            m_context.store({.name = id + ".left", .kind = StoreSpec::Kind::Join, .retentionMs = retention, .schemaText = text, .columns = m_left->type.columns});
            m_context.store({.name = id + ".right", .kind = StoreSpec::Kind::Join, .retentionMs = retention, .schemaText = text, .columns = m_right->type.columns});
            if (m_config.how != JoinConfig::How::Inner) m_context.store({.name = id + ".unmatched", .kind = StoreSpec::Kind::Buffer, .schemaText = text, .columns = nullptr});
            break;
        }
        case Kind::ForeignKey: {
            m_context.store({.name = id + ".left", .schemaText = text, .columns = m_left->type.columns});
            StoreSpec right{.name = id + ".right", .schemaText = text, .columns = m_right->type.columns};
            right.remote = true;
            m_context.store(std::move(right));
            StoreSpec subscriptions{.name = id + ".subscriptions", .kind = StoreSpec::Kind::Buffer, .schemaText = text, .columns = nullptr};
            subscriptions.remote = true;
            m_context.store(std::move(subscriptions));
            StoreSpec results{.name = id + ".result", .schemaText = text, .columns = std::make_shared<const Schema>(m_config.select.outputs())};
            results.forOldRows = true;
            m_context.store(std::move(results));
            bound.wantsOld = true;
            bound.copartitioned = false;
            bound.remotePort = "right";
            for (const char* word : {"subscription", "response"}) {
                Repartition topic{.port = word};
                topic.byNode = true;
                m_context.repartition(std::move(topic));
            }
            break;
        }
        }
    }

    std::string summary() const {
        const auto how = m_context.text("how").value_or("inner");
        switch (m_config.kind) {
        case Kind::StreamTable:
        case Kind::TableTable: return fmt::format("{} join on key", how);
        case Kind::StreamGlobal: return fmt::format("{} join on {}", how, m_context.text("on").value_or("_key"));
        case Kind::ForeignKey: return fmt::format("{} join on {}", how, m_context.text("foreign_key").value_or(""));
        case Kind::StreamStream: {
            const auto before = formatDuration(Milliseconds{m_config.beforeMs});
            const auto after = formatDuration(Milliseconds{m_config.afterMs});
            const auto span = before == after ? before : fmt::format("{} before and {} after", before, after);
            return fmt::format("{} join within {}, grace {}", how, span, formatDuration(Milliseconds{m_config.graceMs}));
        }
        }
        return {};
    }

    void outputs() {
        auto out = computedRow(m_left->type, m_config.select.outputs());
        out.materialised = m_config.kind == Kind::TableTable; // a filter behind it has the old rows at hand
        if (m_config.kind == Kind::TableTable) out.graceMs = std::max(m_left->type.graceMs, m_right->type.graceMs);
        m_context.bound().summary = summary();
        m_context.output("out", out);
        if (m_config.kind == Kind::StreamStream) return m_context.output("late", lateType());
        for (const auto& edge : m_context.topology().edges)
            if (edge.from.node == m_context.node().id && edge.from.port == "late")
                m_context.error("port:late", "only a join of two streams has late records; remove this wire", "unknown_port");
    }

    /// Both sides' records leave at one port: as rows where the sides are alike, else as whole values.
    EdgeType lateType() {
        auto late = m_left->type;
        const auto& right = m_right->type;
        const bool alike = late.columns != nullptr && right.columns != nullptr && *late.columns == *right.columns && late.valueForm == right.valueForm && late.valueFormat == right.valueFormat;
        if (alike) return late;
        m_config.lateRaw = true;
        late.columns = nullptr;
        late.valueForm = expr::ValueForm::Raw;
        if (right.valueFormat != late.valueFormat) late.valueFormat = Format::Bytes;
        return late;
    }

    BindContext& m_context;
    BoundInput* m_left;
    BoundInput* m_right;
    JoinConfig m_config;
};

} // namespace

void bindJoin(BindContext& context) { JoinBinding(context).run(); }

} // namespace weir
