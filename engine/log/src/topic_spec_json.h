// SPDX-License-Identifier: Apache-2.0
// A topic's description as it stands in <topic>.topic. docs/formats/segment.md, "Topics".
#pragma once

#include "weir/log/topic_store.h"

#include <string>
#include <string_view>

namespace weir {

std::string topicSpecToJson(const TopicSpec& spec);
/// Invalid, with what is wrong.
Result<TopicSpec> topicSpecFromJson(std::string_view name, std::string_view json);

} // namespace weir
