// SPDX-License-Identifier: Apache-2.0
#include "log_offset.h"

#include <charconv>
#include <fmt/format.h>

namespace weir {

Result<std::int64_t> offsetAt(const Consumer& consumer, std::size_t slot, const LogPosition& at, std::int64_t unnamed) {
    switch (at.kind) {
    case LogPosition::Kind::Earliest: return consumer.startOffset(slot);
    case LogPosition::Kind::Latest: return consumer.endOffset(slot);
    case LogPosition::Kind::Time: return consumer.offsetForTime(slot, at.timestamp);
    case LogPosition::Kind::Offsets: break;
    }
    for (const auto& [partition, offset] : at.offsets)
        if (partition == consumer.assigned(slot).partition || partition < 0) return offset;
    return unnamed;
}

Result<> checkNamed(const LogPosition& at, std::int32_t partitions, std::string_view option) {
    for (const auto& [partition, offset] : at.offsets)
        if (partition >= partitions) return fail(Errc::OutOfRange, fmt::format("{} names partition {}, but the partitions that are read are 0 to {}", option, partition, partitions - 1));
    return {};
}

std::optional<TopicPartition> partitionFromName(std::string_view name) {
    const auto dash = name.rfind('-');
    if (dash == std::string_view::npos || dash == 0) return std::nullopt;
    TopicPartition out{std::string(name.substr(0, dash)), 0};
    const auto digits = name.substr(dash + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out.partition);
    if (error != std::errc{} || end != digits.data() + digits.size() || out.partition < 0) return std::nullopt;
    return out;
}

std::vector<std::pair<TopicPartition, std::string>> sourcePartitions(const Plan& plan, const PartitionCounts& counts) {
    std::vector<std::pair<TopicPartition, std::string>> out;
    for (const auto& sub : plan.subTopologies) {
        if (sub.global) continue;
        for (std::int32_t p = 0; p < counts.tasks[static_cast<std::size_t>(sub.id)]; ++p)
            for (const auto& planned : sub.sources)
                if (planned.repartition < 0 && p < counts.topics.at(planned.topic)) out.emplace_back(TopicPartition{planned.topic, p}, fmt::format("{}_{}", sub.id, p));
    }
    return out;
}

} // namespace weir
