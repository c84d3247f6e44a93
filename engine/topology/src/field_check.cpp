// SPDX-License-Identifier: Apache-2.0
#include "field_check.h"

#include "weir/core/time.h"
#include "wording.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

namespace weir {
namespace {

using Members = std::vector<std::pair<std::string, FieldValue>>;

const FieldValue* memberOf(const Members& members, std::string_view name) {
    for (const auto& [key, value] : members)
        if (key == name) return &value;
    return nullptr;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string quotedOr(const std::vector<std::string>& words) {
    std::vector<std::string> out;
    for (const std::string& w : words) out.push_back(quoted(w));
    return listOr(out);
}

class FieldCheck {
public:
    FieldCheck(const Node& node, Diagnostics& diagnostics) : m_node(node), m_diagnostics(diagnostics) {}

    void members(const Members& given, const std::vector<FieldSpec>& specs, const std::vector<FieldSpec>& common, const std::string& prefix,
                 std::string_view owner) {
        for (const auto& [name, value] : given) {
            const FieldSpec* spec = find(specs, name);
            if (!spec) spec = find(common, name);
            if (!spec)
                unknown(name, specs, common, prefix, owner);
            else if (!applies(*spec, given, specs, common))
                say(prefix + name, fmt::format("goes only with {} {}; remove it", spec->onlyWhen, quotedOr(spec->onlyValues)), "not_applicable", removing(prefix + name));
            else
                value_(value, *spec, prefix + name);
        }
        for (const FieldSpec& spec : specs) {
            if (!spec.required || !applies(spec, given, specs, common)) continue;
            const FieldValue* value = memberOf(given, spec.name);
            if (!value || (value->text() && value->text()->empty()))
                say(prefix + spec.name, "is missing" + (spec.help.empty() ? std::string() : ": " + spec.help), "missing", obvious(spec, prefix));
        }
    }

private:
    static const FieldSpec* find(const std::vector<FieldSpec>& specs, std::string_view name) {
        for (const FieldSpec& s : specs)
            if (s.name == name) return &s;
        return nullptr;
    }
    std::optional<Fix> removing(const std::string& field) const { return Fix{"Remove the field " + field, {SetField{m_node.id, field, {}}}}; }
    std::optional<Fix> setting(const std::string& field, FixValue value) const {
        const std::string shown = std::holds_alternative<std::string>(value)    ? std::get<std::string>(value)
                                  : std::holds_alternative<std::int64_t>(value) ? std::to_string(std::get<std::int64_t>(value))
                                  : std::get<bool>(value)                       ? "true"
                                                                                : "false";
        return Fix{fmt::format("Set {} to {}", field, shown), {SetField{m_node.id, field, std::move(value)}}};
    }
    /// What most drawings say there: a start that runs.
    std::optional<Fix> obvious(const FieldSpec& spec, const std::string& prefix) const {
        const std::string field = prefix + spec.name;
        if (spec.kind == FieldKind::Topic && isTopicName(m_node.id)) return setting(field, m_node.id);
        if (spec.kind == FieldKind::Duration) return setting(field, std::string(spec.name == "within" ? "10m" : spec.name == "size" ? "5m" : spec.name == "gap" ? "5m" : "1m"));
        if (spec.kind == FieldKind::Choice && !spec.choices.empty()) return setting(field, spec.choices.front());
        if (spec.kind == FieldKind::SelectList && spec.name == "select") {
            if (m_node.type == "map-values" || m_node.type == "map") return setting(field, std::string("*"));
            if (m_node.type == "aggregate") return setting(field, std::string("count(*) AS count"));
        }
        return {};
    }
    /// "5 min", "10 seconds", "1 hour": as a duration is written here.
    std::optional<Fix> asDuration(std::string_view text, const std::string& path) const {
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        std::size_t digits = 0;
        while (digits < text.size() && isDigit(text[digits])) ++digits;
        if (digits == 0 || digits > 12) return {};
        std::string unit;
        for (const char c : text.substr(digits))
            if (c != ' ') unit += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        constexpr std::pair<std::string_view, std::string_view> units[] = {{"", "ms"},      {"ms", "ms"},      {"millis", "ms"}, {"milliseconds", "ms"}, {"s", "s"},    {"sec", "s"},  {"secs", "s"}, {"second", "s"},
                                                                           {"seconds", "s"}, {"m", "m"},        {"min", "m"},     {"mins", "m"},         {"minute", "m"}, {"minutes", "m"}, {"h", "h"},    {"hr", "h"},
                                                                           {"hour", "h"},    {"hours", "h"},    {"d", "d"},       {"day", "d"},          {"days", "d"}};
        for (const auto& [word, short_] : units)
            if (word == unit) return setting(path, std::string(text.substr(0, digits)) + std::string(short_));
        return {};
    }
    void say(const std::string& field, std::string message, std::string code, std::optional<Fix> fix = {}) {
        Diagnostic d;
        d.fix = std::move(fix);
        d.node = m_node.id;
        d.field = field;
        d.message = std::move(message);
        d.code = std::move(code);
        m_diagnostics.push_back(std::move(d));
    }
    void unknown(const std::string& name, const std::vector<FieldSpec>& specs, const std::vector<FieldSpec>& common, const std::string& prefix,
                 std::string_view owner) {
        std::vector<std::string_view> known;
        for (const FieldSpec& s : specs) known.push_back(s.name);
        for (const FieldSpec& s : common) known.push_back(s.name);
        const std::string_view near = nearest(name, known);
        const bool free = !near.empty() && !valueAt(m_node, prefix + std::string(near));
        say(prefix + name, fmt::format("unknown key {} in {}{}", quoted(name), owner, didYouMean(name, known)), "unknown_key",
            free ? Fix{"Rename to " + std::string(near), {RenameField{m_node.id, prefix + name, prefix + std::string(near)}}} : removing(prefix + name));
    }
    static bool applies(const FieldSpec& spec, const Members& given, const std::vector<FieldSpec>& specs, const std::vector<FieldSpec>& common) {
        if (spec.onlyWhen.empty()) return true;
        const FieldValue* value = memberOf(given, spec.onlyWhen);
        if (!value) {
            const FieldSpec* other = find(specs, spec.onlyWhen);
            if (!other) other = find(common, spec.onlyWhen);
            if (other) value = &other->fallback;
        }
        std::string word;
        if (value && value->text()) word = *value->text();
        if (value && value->boolean()) word = *value->boolean() ? "true" : "false";
        return std::find(spec.onlyValues.begin(), spec.onlyValues.end(), word) != spec.onlyValues.end();
    }

    void value_(const FieldValue& value, const FieldSpec& spec, const std::string& path) {
        if (value.object() && !spec.members.empty()) {
            if (spec.kind == FieldKind::ObjectList)
                say(path, "must be a list of objects", "wrong_type");
            else
                members(*value.object(), spec.members, {}, path + ".", quoted(path));
            return;
        }
        switch (spec.kind) {
        case FieldKind::Integer:
            if (!value.integer()) say(path, "must be a whole number", "wrong_type", asInteger(value, path));
            return;
        case FieldKind::Number:
            if (!value.integer() && !value.number()) say(path, "must be a number", "wrong_type");
            return;
        case FieldKind::Boolean:
            if (!value.boolean()) {
                const std::string word = value.text() ? *value.text() : std::string();
                say(path, "must be true or false", "wrong_type", word == "true" || word == "false" ? setting(path, word == "true") : std::optional<Fix>());
            }
            return;
        case FieldKind::TextList: return textList(value, path);
        case FieldKind::Object: return say(path, "must be an object", "wrong_type");
        case FieldKind::ObjectList: return objectList(value, spec, path);
        default: return text(value, spec, path);
        }
    }
    std::optional<Fix> asInteger(const FieldValue& value, const std::string& path) const {
        std::int64_t number = 0;
        const std::string word = value.text() ? *value.text() : std::string();
        const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
        if (word.empty() || read.ec != std::errc() || read.ptr != word.data() + word.size()) return {};
        return setting(path, number);
    }
    std::optional<Fix> choiceFix(const std::string& word, const FieldSpec& spec, const std::string& path) const {
        const std::string_view near = nearest(word, {spec.choices.begin(), spec.choices.end()});
        if (near.empty()) return {};
        return setting(path, std::string(near));
    }
    void text(const FieldValue& value, const FieldSpec& spec, const std::string& path) {
        const std::string* t = value.text();
        if (!t) {
            std::optional<Fix> fix;
            if (value.integer() && *value.integer() >= 0) fix = spec.kind == FieldKind::Duration ? asDuration(std::to_string(*value.integer()), path) : setting(path, std::to_string(*value.integer()));
            return say(path, spec.members.empty() ? "must be a text in quotes" : "must be a text in quotes or an object", "wrong_type", std::move(fix));
        }
        if (t->empty() && spec.required) return; // said as missing
        const bool word = std::find(spec.choices.begin(), spec.choices.end(), *t) != spec.choices.end();
        if (spec.kind == FieldKind::Choice && !word) {
            say(path, fmt::format("must be {}, not {}{}", quotedOr(spec.choices), quoted(*t), didYouMean(*t, {spec.choices.begin(), spec.choices.end()})),
                "invalid_value", choiceFix(*t, spec, path));
        } else if (spec.kind == FieldKind::Duration && !word && !parseDuration(*t)) {
            say(path, notADuration(*t) + (spec.choices.empty() ? std::string() : ", or " + quotedOr(spec.choices)), "invalid_duration", asDuration(*t, path));
        } else if (spec.kind == FieldKind::Topic) {
            topic(*t, path);
        } else if (spec.kind == FieldKind::Name && !isNodeId(*t)) {
            say(path, fmt::format("{} is no name: use 1 to 64 letters, digits, _ and -", quoted(*t)), "invalid_name");
        }
    }
    void topic(const std::string& name, const std::string& path) {
        if (!isTopicName(name))
            say(path, fmt::format("{} is no topic name: use 1 to 249 letters, digits, '.', '_' and '-'", quoted(name)), "invalid_topic");
        else if (name.starts_with("__"))
            say(path, fmt::format("the topic name {} begins with \"__\", which is kept for internal topics; choose another", quoted(name)), "invalid_topic");
    }
    void textList(const FieldValue& value, const std::string& path) {
        if (!value.list()) return say(path, R"(must be a list of texts, like ["a", "b"])", "wrong_type");
        for (std::size_t i = 0; i < value.list()->size(); ++i)
            if (!(*value.list())[i].text()) say(fmt::format("{}[{}]", path, i), "must be a text in quotes", "wrong_type");
    }
    void objectList(const FieldValue& value, const FieldSpec& spec, const std::string& path) {
        if (!value.list()) return say(path, "must be a list of objects", "wrong_type");
        for (std::size_t i = 0; i < value.list()->size(); ++i) {
            const std::string at = fmt::format("{}[{}]", path, i);
            if (const auto* object = (*value.list())[i].object())
                members(*object, spec.members, {}, at + ".", quoted(path));
            else
                say(at, "must be an object", "wrong_type");
        }
    }

    const Node& m_node;
    Diagnostics& m_diagnostics;
};

/// Takes the next step of a path: a name and perhaps an index behind it.
struct PathStep {
    std::string_view name;
    std::optional<std::size_t> index;
};
PathStep nextStep(std::string_view& path) {
    const auto dot = path.find('.');
    PathStep out;
    out.name = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    if (const auto bracket = out.name.find('['); bracket != std::string_view::npos) {
        std::size_t index = 0;
        std::from_chars(out.name.data() + bracket + 1, out.name.data() + out.name.size(), index);
        out.index = index;
        out.name = out.name.substr(0, bracket);
    }
    return out;
}

} // namespace

void checkFields(const Node& node, const NodeSpec& spec, Diagnostics& diagnostics) {
    FieldCheck(node, diagnostics).members(node.fields, spec.fields, commonNodeFields(), {}, withArticle(node.type));
}

std::string notADuration(std::string_view text) {
    return fmt::format("\"{}\" is no duration: write a whole number and a unit, like \"250ms\", \"10s\", \"5m\", \"24h\" or \"7d\"", text);
}

const FieldValue* valueAt(const Node& node, std::string_view path) {
    const FieldValue* value = nullptr;
    bool first = true;
    while (!path.empty()) {
        const PathStep step = nextStep(path);
        value = first ? node.field(step.name) : value->member(step.name);
        first = false;
        if (value && step.index) value = value->list() && *step.index < value->list()->size() ? &(*value->list())[*step.index] : nullptr;
        if (!value) return nullptr;
    }
    return value;
}

const FieldSpec* specAt(const NodeSpec& spec, std::string_view path) {
    const FieldSpec* found = nullptr;
    while (!path.empty()) {
        const PathStep step = nextStep(path);
        if (!found) {
            found = findField(spec, step.name);
        } else {
            const auto& members = found->members;
            const auto at = std::find_if(members.begin(), members.end(), [&](const FieldSpec& f) { return f.name == step.name; });
            found = at == members.end() ? nullptr : &*at;
        }
        if (!found) return nullptr;
    }
    return found;
}

} // namespace weir
