// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/node_spec.h"

#include <algorithm>

namespace weir {

const FieldSpec* NodeSpec::field(std::string_view name) const {
    for (const FieldSpec& f : fields)
        if (f.name == name) return &f;
    return nullptr;
}

const NodeSpec* NodeRegistry::find(std::string_view type) const {
    for (const NodeSpec& spec : m_specs)
        if (spec.type == type) return &spec;
    return nullptr;
}

const std::vector<FieldSpec>& commonNodeFields() {
    static const std::vector<FieldSpec> fields = [] {
        FieldSpec onError;
        onError.name = "on_error";
        onError.kind = FieldKind::Choice;
        onError.choices = {"fail", "skip", "dead-letter"};
        onError.label = "On error";
        onError.help = "What becomes of a record that can't be read or whose expression fails. Default: as the file says.";
        onError.advanced = true;
        FieldSpec topic;
        topic.name = "dead_letter_topic";
        topic.kind = FieldKind::Topic;
        topic.label = "Dead-letter topic";
        topic.help = "Where failing records of this node go.";
        topic.advanced = true;
        topic.onlyWhen = "on_error";
        topic.onlyValues = {"dead-letter"};
        return std::vector<FieldSpec>{onError, topic};
    }();
    return fields;
}

const FieldSpec* findField(const NodeSpec& spec, std::string_view name) {
    if (const FieldSpec* own = spec.field(name)) return own;
    for (const FieldSpec& f : commonNodeFields())
        if (f.name == name) return &f;
    return nullptr;
}

void setFieldInOrder(Node& node, const NodeSpec& spec, std::string_view name, FieldValue value) {
    if (value.isNull() || node.field(name)) {
        node.setField(name, std::move(value));
        return;
    }
    const auto rank = [&](std::string_view field) {
        const auto at = std::find_if(spec.fields.begin(), spec.fields.end(), [&](const FieldSpec& f) { return f.name == field; });
        return at - spec.fields.begin();
    };
    const auto own = rank(name);
    auto before = node.fields.end();
    while (before != node.fields.begin() && rank(std::prev(before)->first) > own) --before;
    node.fields.emplace(before, std::string(name), std::move(value));
}

} // namespace weir
