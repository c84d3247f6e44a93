// SPDX-License-Identifier: Apache-2.0
// CRC-32C (Castagnoli), as Kafka's record batches carry it. SSE4.2 in three streams, a table elsewhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace weir {
std::uint32_t crc32c(std::span<const std::byte> bytes, std::uint32_t seed = 0);
}
