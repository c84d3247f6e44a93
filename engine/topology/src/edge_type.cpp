// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/edge_type.h"

#include <fmt/format.h>

namespace weir {

expr::Side EdgeType::side(std::string qualifier) const {
    expr::Side out;
    out.unqualified = qualifier.empty();
    out.qualifier = std::move(qualifier);
    out.columns = columns;
    out.windowed = windowed();
    out.keyFormat = keyFormat;
    out.keyType = keyType;
    out.valueForm = valueForm;
    out.valueFormat = valueFormat;
    return out;
}

std::string describeEdge(const EdgeType& type) {
    std::string out = type.windowed() ? (type.windowing == Windowing::Session ? "session-windowed " : "windowed ") : "";
    out += type.kind == EdgeKind::Stream ? "stream" : type.kind == EdgeKind::Table ? "table" : "global table";
    out += type.keyFormat == Format::None ? ", no key" : ", key " + typeName(type.keyType);
    if (type.columns)
        out += fmt::format(", {} column{}", type.columns->size(), type.columns->size() == 1 ? "" : "s");
    else
        out += fmt::format(", value {}", formatName(type.valueFormat));
    return out;
}

} // namespace weir
