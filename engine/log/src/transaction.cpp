// SPDX-License-Identifier: Apache-2.0
#include "weir/log/transaction.h"

#include "big_endian.h"

#include <array>

namespace weir {
namespace {

constexpr std::size_t keyBytes = 4;   // version, type
constexpr std::size_t valueBytes = 6; // version, coordinator epoch
constexpr std::int16_t producerEpoch = 0;

std::string_view viewOf(std::span<const std::byte> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

} // namespace

std::optional<TransactionEnd> readMarker(std::span<const std::byte> batch) {
    BatchReader reader;
    RecordView record;
    if (!reader.open(batch) || !reader.header().control() || reader.header().recordCount != 1 || !reader.next(record) || record.key.size() < keyBytes) return std::nullopt;
    const auto type = loadBigEndian<std::int16_t>(std::as_bytes(std::span(record.key)).data() + 2);
    if (type == 0) return TransactionEnd::Abort;
    if (type == 1) return TransactionEnd::Commit;
    return std::nullopt;
}

std::span<std::byte> buildMarker(BatchBuilder& builder, std::int64_t producerId, TransactionEnd end, std::int64_t timestamp) {
    std::array<std::byte, keyBytes> key{};
    std::array<std::byte, valueBytes> value{};
    storeBigEndian(key.data() + 2, static_cast<std::int16_t>(end));
    builder.setProducer(producerId, producerEpoch, -1, true);
    builder.setControl();
    builder.add(timestamp, viewOf(key), false, viewOf(value), false);
    return builder.take();
}

} // namespace weir
