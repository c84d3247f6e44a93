// SPDX-License-Identifier: Apache-2.0
#include "compression.h"

#include "big_endian.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <lz4frame.h>
#include <snappy.h>
#include <string_view>
#include <zlib.h>
#include <zstd.h>

namespace weir {
namespace {

constexpr std::size_t slackBytes = 64;
// Kafka's default is 3; at 1 the codec is half as fast again, for a few percent of size.
constexpr int zstdLevel = 1;
constexpr int gzipWindow = 15 + 16; // 16: gzip's own header and trailer

// snappy-java's stream: magic, version, compatible version, then blocks of (length, raw snappy).
constexpr std::array<unsigned char, 16> xerialHeader{0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0, 0, 0, 0, 1, 0, 0, 0, 1};
constexpr std::size_t xerialMagicBytes = 8;

std::size_t grownBy(std::vector<std::byte>& out, std::size_t bytes) {
    const auto before = out.size();
    out.resize(before + bytes);
    return before;
}

bool compressGzip(std::span<const char> plain, std::vector<std::byte>& out) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK) return false;
    const auto bound = deflateBound(&stream, static_cast<uLong>(plain.size()));
    const auto at = grownBy(out, bound);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data())); // zlib's API lacks the const
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + at);
    stream.avail_out = static_cast<uInt>(bound);
    const int end = deflate(&stream, Z_FINISH);
    out.resize(at + stream.total_out);
    deflateEnd(&stream);
    return end == Z_STREAM_END;
}

bool compressSnappy(std::span<const char> plain, std::vector<std::byte>& out) {
    const auto at = grownBy(out, xerialHeader.size() + 4 + snappy::MaxCompressedLength(plain.size()));
    std::memcpy(out.data() + at, xerialHeader.data(), xerialHeader.size());
    std::size_t packed = 0;
    const auto block = at + xerialHeader.size() + 4;
    snappy::RawCompress(plain.data(), plain.size(), reinterpret_cast<char*>(out.data() + block), &packed);
    storeBigEndian(out.data() + block - 4, static_cast<std::int32_t>(packed));
    out.resize(block + packed);
    return true;
}

bool compressLz4(std::span<const char> plain, std::vector<std::byte>& out) {
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockMode = LZ4F_blockIndependent; // the only mode that Kafka's Java reader takes
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    const auto bound = LZ4F_compressFrameBound(plain.size(), &preferences);
    const auto at = grownBy(out, bound);
    const auto packed = LZ4F_compressFrame(out.data() + at, bound, plain.data(), plain.size(), &preferences);
    if (LZ4F_isError(packed) != 0) return false;
    out.resize(at + packed);
    return true;
}

bool compressZstd(ZSTD_CCtx* context, std::span<const char> plain, std::vector<std::byte>& out) {
    const auto bound = ZSTD_compressBound(plain.size());
    const auto at = grownBy(out, bound);
    const auto packed = ZSTD_compressCCtx(context, out.data() + at, bound, plain.data(), plain.size(), zstdLevel);
    if (ZSTD_isError(packed) != 0) return false;
    out.resize(at + packed);
    return true;
}

} // namespace

std::size_t plainBytesCap(std::size_t packed) {
    constexpr std::size_t ratio = 100;
    constexpr std::size_t base = std::size_t{64} << 10U;
    return std::min(batchBytesMax, ratio * packed + base);
}

struct Compressor::Contexts {
    ZSTD_CCtx* zstd = nullptr;
    Contexts() = default;
    Contexts(const Contexts&) = delete;
    Contexts& operator=(const Contexts&) = delete;
    ~Contexts() { ZSTD_freeCCtx(zstd); }
};

Compressor::Compressor() : m_contexts(std::make_unique<Contexts>()) {}
Compressor::~Compressor() = default;

bool Compressor::compress(Compression how, std::span<const char> plain, std::vector<std::byte>& out) {
    switch (how) {
    case Compression::None: return false;
    case Compression::Gzip: return compressGzip(plain, out);
    case Compression::Snappy: return compressSnappy(plain, out);
    case Compression::Lz4: return compressLz4(plain, out);
    case Compression::Zstd:
        if (m_contexts->zstd == nullptr) m_contexts->zstd = ZSTD_createCCtx();
        return m_contexts->zstd != nullptr && compressZstd(m_contexts->zstd, plain, out);
    }
    return false;
}

// A buffer that grows towards the cap and never beyond it. It keeps its memory from batch to batch.
class Decompressor::Output {
public:
    void restart(std::size_t cap) {
        m_cap = cap;
        m_size = 0;
    }
    /// Where to write next: room for at least one byte, or empty at the cap.
    std::span<char> room() {
        if (m_size + slackBytes >= m_bytes.size()) makeRoom(1);
        return {m_bytes.data() + m_size, std::min(m_bytes.size() - slackBytes, m_cap) - m_size};
    }
    /// Room for exactly `bytes`; nullptr beyond the cap.
    char* roomFor(std::size_t bytes) {
        if (bytes > m_cap - m_size) return nullptr;
        if (m_size + bytes + slackBytes > m_bytes.size()) makeRoom(bytes);
        return m_bytes.data() + m_size;
    }
    void wrote(std::size_t bytes) { m_size += bytes; }
    std::span<const char> content() {
        if (m_bytes.size() < m_size + slackBytes) m_bytes.resize(m_size + slackBytes);
        return {m_bytes.data(), m_size};
    }

private:
    void makeRoom(std::size_t bytes) {
        constexpr std::size_t first = std::size_t{64} << 10U;
        m_bytes.resize(std::max({first, 2 * m_bytes.size(), m_size + bytes + slackBytes}));
    }

    std::vector<char> m_bytes;
    std::size_t m_size = 0;
    std::size_t m_cap = 0;
};

struct Decompressor::Contexts {
    Output output;
    ZSTD_DCtx* zstd = nullptr;
    LZ4F_dctx* lz4 = nullptr;
    Contexts() = default;
    Contexts(const Contexts&) = delete;
    Contexts& operator=(const Contexts&) = delete;
    ~Contexts() {
        ZSTD_freeDCtx(zstd);
        LZ4F_freeDecompressionContext(lz4);
    }

    enum class End : std::uint8_t { Good, Bad, Full };
    End gzip(std::span<const std::byte> packed);
    End snappyAny(std::span<const std::byte> packed);
    End snappyBlock(std::span<const std::byte> packed);
    End lz4Frame(std::span<const std::byte> packed);
    End zstdFrame(std::span<const std::byte> packed);
};

Decompressor::Contexts::End Decompressor::Contexts::gzip(std::span<const std::byte> packed) {
    z_stream stream{};
    if (inflateInit2(&stream, gzipWindow) != Z_OK) return End::Bad;
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data())); // zlib's API lacks the const
    stream.avail_in = static_cast<uInt>(packed.size());
    End end = End::Good;
    while (true) {
        const auto room = output.room();
        if (room.empty()) {
            end = End::Full;
            break;
        }
        stream.next_out = reinterpret_cast<Bytef*>(room.data());
        stream.avail_out = static_cast<uInt>(room.size());
        const int state = inflate(&stream, Z_NO_FLUSH);
        output.wrote(room.size() - stream.avail_out);
        if (state == Z_STREAM_END) {
            if (stream.avail_in == 0) break;
            if (inflateReset(&stream) == Z_OK) continue; // a gzip stream may have several members
        }
        if (state != Z_OK || (stream.avail_in == 0 && stream.avail_out > 0)) {
            end = End::Bad;
            break;
        }
    }
    inflateEnd(&stream);
    return end;
}

Decompressor::Contexts::End Decompressor::Contexts::snappyBlock(std::span<const std::byte> packed) {
    const auto* from = reinterpret_cast<const char*>(packed.data());
    std::size_t bytes = 0;
    if (!snappy::GetUncompressedLength(from, packed.size(), &bytes)) return End::Bad;
    char* to = output.roomFor(bytes);
    if (to == nullptr) return End::Full;
    if (!snappy::RawUncompress(from, packed.size(), to)) return End::Bad;
    output.wrote(bytes);
    return End::Good;
}

Decompressor::Contexts::End Decompressor::Contexts::snappyAny(std::span<const std::byte> packed) {
    const bool framed = packed.size() >= xerialHeader.size() &&
                        std::memcmp(packed.data(), xerialHeader.data(), xerialMagicBytes) == 0;
    if (!framed) return snappyBlock(packed);
    packed = packed.subspan(xerialHeader.size());
    while (!packed.empty()) {
        if (packed.size() < 4) return End::Bad;
        const auto bytes = loadBigEndian<std::uint32_t>(packed.data());
        packed = packed.subspan(4);
        if (bytes > packed.size()) return End::Bad;
        if (const auto end = snappyBlock(packed.first(bytes)); end != End::Good) return end;
        packed = packed.subspan(bytes);
    }
    return End::Good;
}

Decompressor::Contexts::End Decompressor::Contexts::lz4Frame(std::span<const std::byte> packed) {
    if (lz4 == nullptr && LZ4F_isError(LZ4F_createDecompressionContext(&lz4, LZ4F_VERSION)) != 0) return End::Bad;
    LZ4F_resetDecompressionContext(lz4);
    while (true) {
        const auto room = output.room();
        if (room.empty()) return End::Full;
        std::size_t wrote = room.size();
        std::size_t took = packed.size();
        const auto hint = LZ4F_decompress(lz4, room.data(), &wrote, packed.data(), &took, nullptr);
        if (LZ4F_isError(hint) != 0) return End::Bad;
        output.wrote(wrote);
        packed = packed.subspan(took);
        if (hint == 0) return packed.empty() ? End::Good : End::Bad;
        if (took == 0 && wrote == 0) return End::Bad;
    }
}

Decompressor::Contexts::End Decompressor::Contexts::zstdFrame(std::span<const std::byte> packed) {
    if (zstd == nullptr) zstd = ZSTD_createDCtx();
    if (zstd == nullptr) return End::Bad;
    ZSTD_DCtx_reset(zstd, ZSTD_reset_session_only);
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    while (true) {
        const auto room = output.room();
        if (room.empty()) return End::Full;
        ZSTD_outBuffer to{room.data(), room.size(), 0};
        const auto before = in.pos;
        const auto hint = ZSTD_decompressStream(zstd, &to, &in);
        if (ZSTD_isError(hint) != 0) return End::Bad;
        output.wrote(to.pos);
        if (hint == 0 && in.pos == in.size) return End::Good;
        if (in.pos == before && to.pos == 0) return End::Bad;
    }
}

Decompressor::Decompressor() : m_contexts(std::make_unique<Contexts>()) {}
Decompressor::~Decompressor() = default;

Result<std::span<const char>> Decompressor::decompress(Compression how, std::span<const std::byte> packed) {
    const auto cap = plainBytesCap(packed.size());
    // One byte more than the cap tells "exactly full" from "goes on".
    m_contexts->output.restart(cap + 1);
    const auto end = [&] {
        switch (how) {
        case Compression::Gzip: return m_contexts->gzip(packed);
        case Compression::Snappy: return m_contexts->snappyAny(packed);
        case Compression::Lz4: return m_contexts->lz4Frame(packed);
        case Compression::Zstd: return m_contexts->zstdFrame(packed);
        case Compression::None: break;
        }
        return Contexts::End::Bad;
    }();
    const auto plain = m_contexts->output.content();
    if (end == Contexts::End::Full || plain.size() > cap)
        return fail(Errc::Limit, fmt::format("a record batch of {} compressed bytes unpacks to more than {} bytes", packed.size(), cap));
    if (end == Contexts::End::Bad) return fail(Errc::Corrupt, "a record batch's compressed records can't be unpacked");
    return plain;
}

} // namespace weir
