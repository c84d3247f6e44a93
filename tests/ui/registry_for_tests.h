// SPDX-License-Identifier: GPL-3.0-or-later
// The node types of Weir, for tests of the designer.
#pragma once

#include "weir/connect/specs.h"
#include "weir/processors/registry.h"
#include "weir/topology/node_spec.h"

namespace weir {

inline NodeRegistry registryForTests() {
    auto specs = processorSpecs();
    addConnectors(specs);
    return NodeRegistry(std::move(specs));
}

/// topology-format.md's own example.
inline const char* ordersText() {
    return R"({
  "weir": 1,
  "name": "Revenue by region",
  "application_id": "revenue-by-region",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "order_id bigint, customer text, region text, amount double precision, qty bigint, ts bigint"}},
    {"id": "big", "type": "filter", "where": "amount > 100"},
    {"id": "revenue", "type": "aggregate", "group_by": "region", "window": {"type": "tumbling", "size": "5m", "grace": "1m"}, "select": "count(*) AS orders, sum(amount) AS revenue"},
    {"id": "out", "type": "sink", "topic": "revenue-by-region"}
  ],
  "edges": [["orders", "big"], ["big", "revenue"], ["revenue", "out"]],
  "layout": {"orders": [0, 0], "big": [256, 0], "revenue": [512, 0], "out": [768, 0]}
}
)";
}

} // namespace weir
