// SPDX-License-Identifier: Apache-2.0
#include "failed_record.h"

#include "weir/log/record_batch.h"

#include <optional>
#include <utility>
#include <vector>

namespace weir {
namespace {
constexpr std::size_t messageBytesMax = 1024;
}

ErrorPolicy errorPolicy(const Topology& topology, const Node& node) {
    ErrorPolicy policy{topology.onError.value_or(OnError::Fail), topology.deadLetterTopic};
    if (const auto* own = node.field("on_error"); own != nullptr && own->text() != nullptr) {
        const auto& word = *own->text();
        policy.onError = word == "skip" ? OnError::Skip : word == "dead-letter" ? OnError::DeadLetter : OnError::Fail;
    }
    if (const auto* topic = node.field("dead_letter_topic"); topic != nullptr && topic->text() != nullptr) policy.deadLetterTopic = *topic->text();
    return policy;
}

OwnedHeaders deadLetterHeaders(const FailedRecord& failed, const HeadersView& own) {
    const std::vector<std::pair<std::string, std::optional<std::string>>> added{
        {"__weir.error.code", failed.condition},
        {"__weir.error.message", failed.message.substr(0, messageBytesMax)},
        {"__weir.error.node", failed.place.node},
        {"__weir.error.topic", failed.place.topic},
        {"__weir.error.partition", std::to_string(failed.place.partition)},
        {"__weir.error.offset", std::to_string(failed.place.offset)},
    };
    OwnedHeaders out;
    out.bytes = std::string(own.bytes) + encodeHeaders(added);
    out.count = own.count + static_cast<std::int32_t>(added.size());
    return out;
}

} // namespace weir
