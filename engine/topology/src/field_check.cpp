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
                say(prefix + name, fmt::format("goes only with {} {}; remove it", spec->onlyWhen, quotedOr(spec->onlyValues)), "not_applicable");
            else
                value_(value, *spec, prefix + name);
        }
        for (const FieldSpec& spec : specs) {
            if (!spec.required || !applies(spec, given, specs, common)) continue;
            const FieldValue* value = memberOf(given, spec.name);
            if (!value || (value->text() && value->text()->empty()))
                say(prefix + spec.name, "is missing" + (spec.help.empty() ? std::string() : ": " + spec.help), "missing");
        }
    }

private:
    static const FieldSpec* find(const std::vector<FieldSpec>& specs, std::string_view name) {
        for (const FieldSpec& s : specs)
            if (s.name == name) return &s;
        return nullptr;
    }
    void say(const std::string& field, std::string message, std::string code) {
        Diagnostic d;
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
        say(prefix + name, fmt::format("unknown key {} in {}{}", quoted(name), owner, didYouMean(name, known)), "unknown_key");
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
            if (!value.integer()) say(path, "must be a whole number", "wrong_type");
            return;
        case FieldKind::Number:
            if (!value.integer() && !value.number()) say(path, "must be a number", "wrong_type");
            return;
        case FieldKind::Boolean:
            if (!value.boolean()) say(path, "must be true or false", "wrong_type");
            return;
        case FieldKind::TextList: return textList(value, path);
        case FieldKind::Object: return say(path, "must be an object", "wrong_type");
        case FieldKind::ObjectList: return objectList(value, spec, path);
        default: return text(value, spec, path);
        }
    }
    void text(const FieldValue& value, const FieldSpec& spec, const std::string& path) {
        const std::string* t = value.text();
        if (!t) return say(path, spec.members.empty() ? "must be a text in quotes" : "must be a text in quotes or an object", "wrong_type");
        if (t->empty() && spec.required) return; // said as missing
        const bool word = std::find(spec.choices.begin(), spec.choices.end(), *t) != spec.choices.end();
        if (spec.kind == FieldKind::Choice && !word) {
            say(path, fmt::format("must be {}, not {}{}", quotedOr(spec.choices), quoted(*t), didYouMean(*t, {spec.choices.begin(), spec.choices.end()})),
                "invalid_value");
        } else if (spec.kind == FieldKind::Duration && !word && !parseDuration(*t)) {
            say(path, notADuration(*t) + (spec.choices.empty() ? std::string() : ", or " + quotedOr(spec.choices)), "invalid_duration");
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
