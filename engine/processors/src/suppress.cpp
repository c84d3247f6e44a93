// SPDX-License-Identifier: Apache-2.0
// suppress: holds a table's updates back and lets only the newest of each key through: when its window has closed, or a while after
// the first of them came. It keeps its own stream time, moved by the updates that reach it [KTableSuppressProcessor; semantics.md,
// rules 4 and 10].
#include "common_fields.h"
#include "suppress_buffer.h"
#include "wait_order.h"
#include "windows.h"

#include "weir/core/time.h"
#include "weir/processors/operator.h"

#include <algorithm>

namespace weir {
namespace {

struct SuppressConfig : BoundConfig {
    bool untilClose = false;
    std::int64_t waitMs = 0; ///< after the window's end, or after the first update
};

class SuppressOperator final : public Operator {
public:
    explicit SuppressOperator(OperatorContext& context)
        : Operator(context.bound.index, context.task, context.counters), m_config(context.config<SuppressConfig>()), m_type(context.bound.outputs[0].type),
          m_store(context.store(context.bound.stores[0].name)), m_uses(context.plan.edgeUses[context.bound.inputs[0].edge]), m_codec(m_type, {}, m_uses.value), m_needsOld(context.needsOld) {}

    void process(int, const Row& row, const Row* old) override {
        m_store.observe(row.timestamp);
        const auto key = storedKey(row, m_type.windowing, m_key);
        auto& entry = m_store.table().at(key);
        BufferedRow buffered;
        if (!entry.present()) {
            buffered.slotTime = m_config.untilClose ? row.windowEnd : row.timestamp;
            m_order.add(buffered.slotTime, key);
        } else if (!readBufferedRow(entry.value(), buffered)) {
            return damaged();
        }
        // A newer update keeps its key's place. The old row is that of the newest update, as in Kafka Streams: not what downstream had
        // last, which an aggregate of this table would have to take back.
        buffered.hasOld = m_needsOld && old != nullptr && !old->valueNull;
        buffered.old = {};
        if (buffered.hasOld) {
            m_oldRow.clear();
            m_codec.encode(*old, m_oldRow);
            buffered.old = m_oldRow;
            buffered.oldTimestamp = old->timestamp;
        }
        m_row.clear();
        if (!row.valueNull) m_codec.encode(row, m_row);
        buffered.hasRow = !row.valueNull;
        buffered.row = m_row;
        buffered.headers = m_uses.headers ? row.headers : HeadersView{};
        const bool origin = m_uses.origin && row.origin.topic != nullptr;
        buffered.topic = origin ? std::string_view(*row.origin.topic) : std::string_view();
        buffered.partition = row.origin.partition;
        buffered.offset = row.origin.offset;
        m_value.clear();
        appendBufferedRow(m_value, buffered);
        m_store.table().put(entry, m_value, row.timestamp);
        release();
    }

    void restored() override {
        for (const auto* entry : m_store.table().all()) {
            BufferedRow buffered;
            if (readBufferedRow(entry->value(), buffered)) m_order.add(buffered.slotTime, entry->key());
        }
    }

private:
    void release() {
        const auto until = m_store.observedTime() - m_config.waitMs;
        while (!m_order.empty() && m_order.first().first <= until && !m_task.stopped) {
            auto* entry = m_store.table().find(m_order.first().second);
            if (entry != nullptr && !let(*entry)) return;
            m_order.removeFirst();
        }
    }

    bool let(StateTable::Entry& entry) {
        BufferedRow buffered;
        const auto bytes = m_task.arena.copy(entry.value());
        if (!readBufferedRow(bytes, buffered)) {
            damaged();
            return false;
        }
        Row out;
        Row old;
        (void)readStoredKey(m_task.arena.copy(entry.key()), m_type.windowing, m_type.windowSizeMs, out);
        out.timestamp = entry.timestamp();
        out.headers = buffered.headers;
        if (!buffered.topic.empty()) {
            m_topic.assign(buffered.topic);
            out.origin = {&m_topic, buffered.partition, buffered.offset};
        }
        m_store.table().remove(entry, m_store.observedTime());
        if (!buffered.hasRow && m_config.untilClose) return true; // a window that is gone has no result
        old = out;
        old.timestamp = buffered.oldTimestamp;
        if ((buffered.hasRow && !m_codec.decode(buffered.row, m_task.arena, out)) || (buffered.hasOld && !m_codec.decode(buffered.old, m_task.arena, old))) {
            damaged();
            return false;
        }
        forward(out, buffered.hasOld ? &old : nullptr);
        return true;
    }

    void damaged() { failed({"data_corrupted", "a row of the buffer does not fit its columns"}); }

    const SuppressConfig& m_config;
    const EdgeType& m_type;
    Store& m_store;
    const expr::SideUse& m_uses;
    TableRowCodec m_codec;
    bool m_needsOld;
    WaitOrder m_order;
    std::string m_key;
    std::string m_row;
    std::string m_oldRow;
    std::string m_value;
    std::string m_topic;
};

/// The windows that it waits for are an aggregate's further up, behind filters and the like.
void noteGrace(BindContext& context) {
    const auto& topology = context.topology();
    std::string at = context.node().id;
    for (std::size_t step = 0; step < topology.nodes.size(); ++step) {
        const auto edge = std::find_if(topology.edges.begin(), topology.edges.end(), [&](const Edge& e) { return e.to.node == at; });
        const Node* node = edge == topology.edges.end() ? nullptr : topology.find(edge->from.node);
        if (node == nullptr) return;
        at = node->id;
        const FieldValue* window = node->field("window");
        if (window == nullptr) continue;
        if (window->object() != nullptr && window->member("grace") == nullptr)
            context.note("until", "the windows of " + at + " have no grace, so it is 24 hours: each comes out that long after its end; say there how late records may be", "missing_grace",
                         Fix{"Set window.grace of " + at + " to 1m", {SetField{at, "window.grace", "1m"}}});
        return;
    }
}

void bindSuppress(BindContext& context) {
    if (!context.requireTable("in")) return;
    const auto* input = context.input("in");
    if (input == nullptr) return;
    const auto& type = input->type;
    SuppressConfig config;
    config.untilClose = context.text("until").has_value();
    std::string until = "the window closes";
    if (config.untilClose) {
        if (!type.windowed()) {
            context.error("until", "the table has no windows that could close: say {\"time_limit\": \"30s\"}, or give the aggregate a window", "wrong_object_type");
            return;
        }
        noteGrace(context);
        config.waitMs = type.graceMs + (type.windowing == Windowing::Session ? type.gapMs : 0);
    } else {
        const auto limit = context.durationMs("until.time_limit");
        if (!limit) return;
        config.waitMs = *limit;
        until = formatDuration(Milliseconds{*limit}) + " have passed";
    }
    auto& bound = context.bound();
    // The store keeps whole rows, so that what is read downstream may change without a migration.
    expr::SideUse use;
    use.key = true;
    if (type.columns) use.columns.assign(type.columns->size(), true);
    bound.uses = {std::move(use)};
    bound.passesThrough = true;
    bound.wantsOld = true; // as in Kafka Streams, where it makes its table send old values: a filter before it then drops needless tombstones
    bound.summary = "until " + until;
    context.store({.name = context.node().id + ".buffer", .kind = StoreSpec::Kind::Buffer, .schemaText = bound.summary, .columns = type.columns});
    auto out = type;
    out.materialised = true;
    context.output("out", std::move(out));
    context.finish(std::move(config));
}

} // namespace

NodeSpec suppressSpec() {
    NodeSpec spec;
    spec.type = "suppress";
    spec.title = "Suppress";
    spec.category = "Tables";
    spec.shape = NodeShape::Table;
    spec.summary = "Holds a table's updates back: the newest of each key goes on when its window has closed, or after a while.";
    spec.help = "*window-close* lets each window through once, when no record can change it any more: one result a window. A *time limit* counts from the first update that waits, by event time; what comes meanwhile replaces it.\n\n"
                "Time moves by the updates that come here: after the last record of a topic nothing is released.";
    spec.keywords = {"suppress", "untilWindowCloses", "untilTimeLimit", "final", "debounce", "rate limit"};
    spec.fields = {
        {.name = "until", .kind = FieldKind::Choice, .required = true, .choices = {"window-close"},
         .members = {{.name = "time_limit", .kind = FieldKind::Duration, .required = true, .label = "Time limit", .help = "How long the first update of a key waits for newer ones, by event time."}},
         .label = "Until", .help = "window-close, or a time limit."},
    };
    spec.inputs = {{"in"}};
    spec.outputs = {{"out"}};
    spec.bind = bindSuppress;
    spec.make = [](OperatorContext& context) { return std::make_unique<SuppressOperator>(context); };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "final-revenue",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "revenue", "type": "aggregate", "group_by": "region", "window": {"type": "tumbling", "size": "1m", "grace": "5s"}, "select": "sum(amount) AS revenue"},
    {"id": "final", "type": "suppress", "until": "window-close"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "revenue"], ["revenue", "final"], ["final", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
{"topic":"orders","key":"o-4","value":{"customer":"cy","region":"eu","amount":10},"timestamp":70000}
)";
    return spec;
}

} // namespace weir
