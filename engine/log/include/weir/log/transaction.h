// SPDX-License-Identifier: Apache-2.0
// Transactions in a partition, as Kafka keeps them: the batches of a producer id that are marked transactional belong together
// until a control batch, its marker, says that they are committed or aborted.
// Source   Apache Kafka, "Control Batches" and "Transaction Index"; KIP-98. docs/formats/segment.md.
#pragma once

#include "weir/log/record_batch.h"

#include <cstdint>
#include <optional>
#include <span>

namespace weir {

/// How a transaction ends; the number stands in its marker.
enum class TransactionEnd : std::uint8_t { Abort = 0, Commit = 1 };

/// What a reader gets: the records of committed transactions, up to the first that is undecided; or everything, markers too.
enum class Isolation : std::uint8_t { Committed, All };

struct OpenTransaction {
    std::int64_t producerId = -1;
    std::int64_t firstOffset = 0;
    bool operator==(const OpenTransaction&) const = default;
};

/// What a whole control batch says; nullopt: it is none, or another kind.
std::optional<TransactionEnd> readMarker(std::span<const std::byte> batch);
/// Make the marker that ends a producer's transaction; valid until the builder is used again.
std::span<std::byte> buildMarker(BatchBuilder& builder, std::int64_t producerId, TransactionEnd end, std::int64_t timestamp);

} // namespace weir
