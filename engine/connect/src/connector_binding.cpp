// SPDX-License-Identifier: Apache-2.0
#include "connector_binding.h"

#include "weir/connect/specs.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {

std::string topicOf(const BindContext& context) {
    const auto topic = context.text("topic");
    if (topic && !topic->empty()) return *topic;
    return context.topology().applicationId + "." + context.node().id;
}

FieldSpec topicField() {
    return {.name = "topic",
            .kind = FieldKind::Topic,
            .label = "Topic",
            .help = "The topic that its records stand in, so that they can be replayed; absent: the application id and the node's id."};
}

double numberWithin(BindContext& context, std::string_view field, double low, double high) {
    const auto value = context.number(field).value_or(low);
    if (value >= low && value <= high) return value;
    context.error(field, fmt::format("{} must be from {} to {}, it is {}", field, low, high, value), "out_of_range");
    return std::clamp(value, low, high);
}

std::int64_t integerWithin(BindContext& context, std::string_view field, std::int64_t low, std::int64_t high) {
    const auto value = context.integer(field).value_or(low);
    if (value >= low && value <= high) return value;
    context.error(field, fmt::format("{} must be from {} to {}, it is {}", field, low, high, value), "out_of_range");
    return std::clamp(value, low, high);
}

void addConnectors(std::vector<NodeSpec>& specs) {
    specs.push_back(generatorSpec());
    specs.push_back(systemMetricsSpec());
    specs.push_back(fileSourceSpec());
    specs.push_back(fileSinkSpec());
}

} // namespace weir
