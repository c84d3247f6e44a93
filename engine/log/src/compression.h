// SPDX-License-Identifier: Apache-2.0
// Compressor and Decompressor: a batch's records packed and unpacked as Kafka's clients do: gzip, snappy (xerial framing;
// raw snappy is read too), lz4 frames with independent blocks, zstd.
// Errors   Corrupt (not what the codec writes), Limit (beyond the cap).
// Threads  one owner each; they keep their library's context and buffer from batch to batch.
#pragma once

#include "weir/core/result.h"
#include "weir/log/record_batch.h"

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace weir {

/// What `packed` bytes may become, so that a small batch can't fill the memory: min(16 MiB, 100 × packed + 64 KiB).
std::size_t plainBytesCap(std::size_t packed);

class Compressor {
public:
    Compressor();
    ~Compressor();
    /// Append the packed form of `plain` to `out`. False: the codec refused; store the records plain.
    bool compress(Compression how, std::span<const char> plain, std::vector<std::byte>& out);

private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
};

class Decompressor {
public:
    Decompressor();
    ~Decompressor();
    /// The records, valid until the next call and followed by 64 readable bytes.
    Result<std::span<const char>> decompress(Compression how, std::span<const std::byte> packed);

private:
    struct Contexts;
    class Output;
    std::unique_ptr<Contexts> m_contexts;
};

} // namespace weir
