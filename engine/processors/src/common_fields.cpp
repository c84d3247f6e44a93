// SPDX-License-Identifier: Apache-2.0
#include "common_fields.h"

#include <algorithm>

namespace weir {

FieldSpec keyFormatField(bool source) {
    FieldSpec field{.name = "key", .kind = FieldKind::Object, .label = "Key", .help = source ? "How keys stand in the topic's records." : "How keys are written; absent: as they came.", .advanced = !source};
    FieldSpec format{.name = "format", .kind = FieldKind::Choice, .choices = {"string", "int32", "int64", "double", "bytes", "json", "none"}, .label = "Format"};
    if (source) format.fallback = "string";
    field.members = {format};
    return field;
}

FieldSpec valueFormatField(bool source) {
    FieldSpec field{.name = "value", .kind = FieldKind::Object, .label = "Value", .help = source ? "How values stand in the topic's records." : "How values are written. In another format than json exactly one column is written."};
    field.members = {{.name = "format", .kind = FieldKind::Choice, .fallback = "json", .choices = {"json", "string", "int32", "int64", "double", "bytes", "none"}, .label = "Format"}};
    if (source)
        field.members.push_back({.name = "schema", .kind = FieldKind::Columns, .label = "Columns", .help = "A SQL column list: order_id bigint, region text, amount double precision. Without it only _value can be read.", .onlyWhen = "format", .onlyValues = {"json"}});
    return field;
}

FieldSpec partitionsField() {
    return {.name = "partitions", .kind = FieldKind::Integer, .fallback = 4, .label = "Partitions", .help = "Used when the topic has to be made.", .advanced = true};
}

void addErrorFields(std::vector<FieldSpec>& fields) {
    fields.push_back({.name = "on_error", .kind = FieldKind::Choice, .choices = {"fail", "skip", "dead-letter"}, .label = "On error", .help = "What becomes of a record that fails here; absent: as the file says.", .advanced = true});
    fields.push_back({.name = "dead_letter_topic", .kind = FieldKind::Topic, .label = "Dead-letter topic", .help = "Where failed records go, with headers that say what failed.", .advanced = true, .onlyWhen = "on_error", .onlyValues = {"dead-letter"}});
}

FieldSpec selectField(std::string help, FieldKind kind) { return {.name = "select", .kind = kind, .required = true, .label = "Select", .help = std::move(help)}; }

FieldSpec storeField() {
    return {.name = "store", .kind = FieldKind::Name, .label = "Store", .help = "The store's name; absent: the node's id. It names the changelog, so changing it is a migration.", .advanced = true};
}

expr::SideUse mergeUses(expr::SideUse a, const expr::SideUse& b) {
    if (a.columns.size() < b.columns.size()) a.columns.resize(b.columns.size());
    for (std::size_t i = 0; i < b.columns.size(); ++i) a.columns[i] = a.columns[i] || b.columns[i];
    a.key = a.key || b.key;
    a.value = a.value || b.value;
    a.headers = a.headers || b.headers;
    a.origin = a.origin || b.origin;
    return a;
}

expr::Scope inputScope(const BoundInput& input) { return {{input.type.side()}}; }

EdgeType computedRow(const EdgeType& input, const Schema& columns) {
    EdgeType out = input;
    out.columns = std::make_shared<const Schema>(columns);
    out.valueForm = expr::ValueForm::Columns;
    out.valueFormat = Format::Json;
    return out;
}

Format formatField(BindContext& context, std::string_view field, Format fallback) {
    const std::string path = std::string(field) + ".format";
    const auto word = context.text(path);
    if (!word) return fallback;
    const auto format = formatFromName(*word);
    if (!format) {
        context.error(path, "\"" + *word + "\" is no format; it is one of string, int32, int64, double, bytes, json, none", "unknown_format");
        return fallback;
    }
    return *format;
}

std::string keyColumn(const BoundInput& input, std::optional<Type> wanted) {
    if (!input.produced.columns) return {};
    for (const bool named : {true, false})
        for (const auto& column : input.produced.columns->columns) {
            const bool plain = std::all_of(column.name.begin(), column.name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
            const bool keyLike = column.type.id == TypeId::Text || column.type.id == TypeId::BigInt || column.type.id == TypeId::Integer;
            const bool fits = wanted ? column.type.id == wanted->id && column.type.array == wanted->array : keyLike && !column.type.array;
            if (plain && fits && (!named || column.name == "id" || column.name == "key" || column.name.ends_with("_id"))) return column.name;
        }
    return {};
}

std::optional<Fix> keyBefore(const BindContext& context, const BoundInput& input, std::optional<Type> wanted) {
    const auto column = keyColumn(input, wanted);
    if (column.empty()) return {};
    return context.nodeBefore(input.port, "select-key", {{"key", column}});
}

} // namespace weir
