// SPDX-License-Identifier: Apache-2.0
// Repartition topics: the writer at the end of one sub-topology, the reader at the head of the next (docs/formats/row.md,
// "Repartition records").
// Threads  one task each.
#pragma once

#include "weir/processors/operator.h"

#include <memory>
#include <optional>

namespace weir {

/// Computes the new key and writes the row's needed columns. `mergeTime` is the producing task's stream time.
std::unique_ptr<Operator> makeRepartitionWriter(OperatorContext& context, const PlannedRepartition& planned, RecordWriter& writer, std::int32_t producerPartition);

/// Reads what a writer wrote; rows come with their new key and, of tables, the row they replace. Emits to `consumer`.
class RepartitionReader : public RecordSource {
public:
    virtual Output& output() = 0;
    /// Of the record that was decoded last: the producing task's stream time when it wrote it.
    std::int64_t mergeTime() const { return m_mergeTime; }

protected:
    std::int64_t m_mergeTime = -1;
};
/// The producing task's partition, from a repartition record's value; nullopt: it is none.
std::optional<std::size_t> repartitionProducer(std::string_view value);
std::unique_ptr<RepartitionReader> makeRepartitionReader(OperatorContext& context, const PlannedRepartition& planned);

} // namespace weir
