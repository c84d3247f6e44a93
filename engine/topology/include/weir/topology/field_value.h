// SPDX-License-Identifier: Apache-2.0
// FieldValue: what stands in a field of a node: text, a number, a switch, a list or an object whose members keep their order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace weir {

class FieldValue {
public:
    using List = std::vector<FieldValue>;
    using Object = std::vector<std::pair<std::string, FieldValue>>;

    FieldValue() = default; ///< absent (JSON null)
    FieldValue(bool v) : m_value(v) {}
    FieldValue(int v) : m_value(std::int64_t{v}) {}
    FieldValue(std::int64_t v) : m_value(v) {}
    FieldValue(double v) : m_value(v) {}
    FieldValue(std::string v) : m_value(std::move(v)) {}
    FieldValue(const char* v) : m_value(std::string(v)) {}
    FieldValue(List v) : m_value(std::move(v)) {}
    FieldValue(Object v) : m_value(std::move(v)) {}

    bool isNull() const { return std::holds_alternative<std::monostate>(m_value); }
    const bool* boolean() const { return std::get_if<bool>(&m_value); }
    const std::int64_t* integer() const { return std::get_if<std::int64_t>(&m_value); }
    const double* number() const { return std::get_if<double>(&m_value); }
    const std::string* text() const { return std::get_if<std::string>(&m_value); }
    const List* list() const { return std::get_if<List>(&m_value); }
    const Object* object() const { return std::get_if<Object>(&m_value); }
    List* list() { return std::get_if<List>(&m_value); }
    Object* object() { return std::get_if<Object>(&m_value); }
    /// A member of an object; null if this is no object or has no such member.
    const FieldValue* member(std::string_view name) const;
    /// Set, or remove with a null value.
    void setMember(std::string_view name, FieldValue value);
    bool operator==(const FieldValue&) const = default;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Object> m_value;
};

} // namespace weir
