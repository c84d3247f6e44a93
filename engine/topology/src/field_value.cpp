// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/field_value.h"

#include <algorithm>

namespace weir {

const FieldValue* FieldValue::member(std::string_view name) const {
    const Object* members = object();
    if (!members) return nullptr;
    for (const auto& [key, value] : *members)
        if (key == name) return &value;
    return nullptr;
}

void FieldValue::setMember(std::string_view name, FieldValue value) {
    if (!object()) m_value = Object{};
    Object& members = *object();
    const auto at = std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.first == name; });
    if (value.isNull()) {
        if (at != members.end()) members.erase(at);
    } else if (at != members.end()) {
        at->second = std::move(value);
    } else {
        members.emplace_back(std::string(name), std::move(value));
    }
}

} // namespace weir
