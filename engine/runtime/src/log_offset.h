// SPDX-License-Identifier: Apache-2.0
// A LogPosition as an offset of one partition.
#pragma once

#include "weir/broker/broker.h"
#include "weir/runtime/run_control.h"
#include "weir/topology/plan.h"

namespace weir {

/// Of an assigned partition; `unnamed`: the offset where the position names other partitions.
Result<std::int64_t> offsetAt(const Consumer& consumer, std::size_t slot, const LogPosition& at, std::int64_t unnamed);
/// OutOfRange if the position names a partition that none of so many (the most a source topic has) is; `option` names it.
Result<> checkNamed(const LogPosition& at, std::int32_t partitions, std::string_view option);
/// "topic-3" to its parts; nullopt: no name of a partition.
std::optional<TopicPartition> partitionFromName(std::string_view name);
/// The partitions that sources read, with the task that does; not those of global tables, which are filled anew at each start.
std::vector<std::pair<TopicPartition, std::string>> sourcePartitions(const Plan& plan, const PartitionCounts& counts);

} // namespace weir
