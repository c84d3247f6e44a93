// SPDX-License-Identifier: Apache-2.0
// What `sink` and every connector that writes share: fields, binding and operator of a node that writes a topic.
#pragma once

#include "weir/expr/program.h"
#include "weir/topology/bind.h"
#include "weir/topology/node_spec.h"

#include <memory>
#include <string>
#include <vector>

namespace weir {

struct SinkConfig : BoundConfig {
    Format keyFormat = Format::String;
    bool recodeKey = false; ///< the key is written in another format than the input's
    Format valueFormat = Format::Json;
    bool rawValue = false; ///< the record's own bytes go through
    expr::Program cast;    ///< the one column to the format's type; null: it fits
};

/// The fields of a sink but `topic`.
std::vector<FieldSpec> sinkFields();
void bindSink(BindContext& context, std::string topic);
std::unique_ptr<Operator> makeSink(OperatorContext& context);

} // namespace weir
