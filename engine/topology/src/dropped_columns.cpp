// SPDX-License-Identifier: Apache-2.0
#include "dropped_columns.h"

#include "field_check.h"

#include <fmt/format.h>

namespace weir {
namespace {

struct NamedColumn {
    std::string name;    ///< folded, without quotes
    std::string written; ///< as it stands in the text
    std::string port;    ///< of the side it is named with; empty: any
};

std::optional<NamedColumn> namedAt(const Node& node, const Diagnostic& d) {
    const FieldValue* value = valueAt(node, d.field);
    if (!value || !value->text() || !d.span.known() || static_cast<std::size_t>(d.span.end) > value->text()->size() || d.span.begin >= d.span.end) return {};
    const std::string& text = *value->text();
    const auto begin = static_cast<std::size_t>(d.span.begin);
    NamedColumn out;
    out.written = text.substr(begin, static_cast<std::size_t>(d.span.end) - begin);
    out.name = out.written;
    if (out.name.size() > 2 && out.name.front() == '"' && out.name.back() == '"') {
        out.name = out.name.substr(1, out.name.size() - 2);
    } else {
        for (char& c : out.name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    if (begin >= 2 && text[begin - 1] == '.') out.port = text[begin - 2] == 'l' ? "left" : text[begin - 2] == 'r' ? "right" : "in";
    return out;
}

bool has(const EdgeType& type, std::string_view column) { return type.columns && type.columns->find(column).has_value(); }

/// The node on the way up whose input has the column and whose output has not.
const BoundNode* whereDropped(const TypedTopology& typed, const BoundInput& input, std::string_view column, std::string& port) {
    constexpr int farthest = 64;
    const BoundInput* at = &input;
    for (int step = 0; step < farthest; ++step) {
        const BoundNode& producer = typed.nodes[at->node];
        if (has(at->produced, column) || producer.inputs.empty()) return nullptr;
        for (const BoundInput& in : producer.inputs) {
            if (!has(in.produced, column)) continue;
            port = in.port;
            return &producer;
        }
        at = &producer.inputs.front();
    }
    return nullptr;
}

std::optional<Fix> adding(const TypedTopology& typed, const BoundNode& culprit, const NamedColumn& column, const std::string& port) {
    const Node& node = typed.topology.nodes[culprit.index];
    const FieldValue* select = node.field("select");
    if (!select || !select->text()) return {};
    std::string item = port == "left" ? "l." + column.written : port == "right" ? "r." + column.written : column.written;
    if (findField(*culprit.spec, "group_by")) { // of the input's columns only those of the key are one value a group
        const FieldValue* groupBy = node.field("group_by");
        if (!groupBy || !groupBy->text() || *groupBy->text() != column.written) return {};
        item = "_key AS " + column.written;
    }
    return Fix{fmt::format("Add {} to the select of {}", item, node.id), {SetField{node.id, "select", *select->text() + ", " + item}}};
}

} // namespace

void explainDroppedColumns(TypedTopology& typed, const BoundNode& bound, std::size_t first) {
    const Node& node = typed.topology.nodes[bound.index];
    for (std::size_t i = first; i < typed.diagnostics.size(); ++i) {
        Diagnostic& d = typed.diagnostics[i];
        if (d.code != "undefined_column") continue;
        const auto column = namedAt(node, d);
        if (!column) continue;
        for (const BoundInput& input : bound.inputs) {
            if (!column->port.empty() && column->port != input.port) continue;
            std::string port;
            const BoundNode* culprit = whereDropped(typed, input, column->name, port);
            if (!culprit) continue;
            d.message = fmt::format("There is no column \"{}\" here any more: the select of {} leaves it out.", column->name, typed.topology.nodes[culprit->index].id);
            d.fix = adding(typed, *culprit, *column, port);
            break;
        }
    }
}

} // namespace weir
