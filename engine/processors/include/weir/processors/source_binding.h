// SPDX-License-Identifier: Apache-2.0
// What `source` and every connector share: fields, binding and operator of a node that reads a topic.
#pragma once

#include "weir/expr/program.h"
#include "weir/topology/bind.h"
#include "weir/topology/node_spec.h"

#include <memory>
#include <string>
#include <vector>

namespace weir {

struct SourceConfig : BoundConfig {
    enum class Timestamp : std::uint8_t { Record, WallClock, Expression } timestamp = Timestamp::Record;
    expr::Program expression;
    bool expressionMicros = false; ///< it is a timestamptz
    std::int64_t maxFutureMs = -1;
    bool fromLatest = false;
};

/// The fields of a source but `topic`.
std::vector<FieldSpec> sourceFields();
/// `columns`: what a connector's records have; null: as `value.schema` says.
void bindSource(BindContext& context, std::string topic, SchemaPtr columns);
std::unique_ptr<Operator> makeSource(OperatorContext& context);

} // namespace weir
