// SPDX-License-Identifier: Apache-2.0
// What the specs of all connectors share.
#pragma once

#include "weir/processors/source_binding.h"
#include "weir/topology/bind.h"

#include <string>

namespace weir {

/// The field `topic`, or "<application_id>.<id>".
std::string topicOf(const BindContext& context);
FieldSpec topicField();
/// Says a diagnostic and returns the nearest bound if the field is outside [low, high].
double numberWithin(BindContext& context, std::string_view field, double low, double high);
std::int64_t integerWithin(BindContext& context, std::string_view field, std::int64_t low, std::int64_t high);

/// bindSource, then its config with a connector's own settings beside it. Binding must derive from SourceConfig.
template <class Binding>
void bindConnector(BindContext& context, SchemaPtr columns, Binding binding) {
    bindSource(context, topicOf(context), std::move(columns));
    if (context.bound().config) static_cast<SourceConfig&>(binding) = static_cast<const SourceConfig&>(*context.bound().config);
    context.finish(std::move(binding));
}

} // namespace weir
