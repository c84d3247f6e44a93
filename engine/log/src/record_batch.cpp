// SPDX-License-Identifier: Apache-2.0
#include "weir/log/record_batch.h"

#include "big_endian.h"
#include "compression.h"
#include "varint.h"
#include "weir/core/assert.h"
#include "weir/core/crc32c.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>
#include <limits>

namespace weir {
namespace {

// Places in the header (docs/formats/segment.md).
constexpr std::size_t atBaseOffset = 0;
constexpr std::size_t atLength = 8;
constexpr std::size_t atLeaderEpoch = 12;
constexpr std::size_t atMagic = 16;
constexpr std::size_t atCrc = 17;
constexpr std::size_t atAttributes = 21;
constexpr std::size_t atLastOffsetDelta = 23;
constexpr std::size_t atBaseTimestamp = 27;
constexpr std::size_t atMaxTimestamp = 35;
constexpr std::size_t atProducerId = 43;
constexpr std::size_t atProducerEpoch = 51;
constexpr std::size_t atBaseSequence = 53;
constexpr std::size_t atCount = 57;

constexpr std::size_t lengthEnd = 12; // batchLength counts what follows it
constexpr std::byte magic{2};
constexpr unsigned logAppendTimeBit = 0x8;
constexpr unsigned transactionalBit = 0x10;
constexpr unsigned controlBit = 0x20;
constexpr unsigned deleteHorizonBit = 0x40; // the base timestamp is the horizon
constexpr std::size_t slackBytes = 64;
constexpr std::int64_t headersMax = 1000;

std::int64_t wrappedSum(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t wrappedDifference(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

std::string_view viewOf(const char* from, const char* to) { return {from, static_cast<std::size_t>(to - from)}; }

} // namespace

Result<BatchHeader> readBatchHeader(std::span<const std::byte> bytes) {
    if (bytes.size() < batchHeaderBytes)
        return fail(Errc::Corrupt, fmt::format("a record batch's header needs {} bytes, {} are left", batchHeaderBytes, bytes.size()));
    const auto* at = bytes.data();
    const auto length = loadBigEndian<std::int32_t>(at + atLength);
    if (length < static_cast<std::int32_t>(batchHeaderBytes - lengthEnd) || length > static_cast<std::int32_t>(batchBytesMax - lengthEnd))
        return fail(Errc::Corrupt, fmt::format("a record batch says that its length is {}", length));
    if (at[atMagic] != magic)
        return fail(Errc::Corrupt, fmt::format("a record batch has format {}; only 2 is read", static_cast<int>(at[atMagic])));
    // The CRC covers neither of the fields above nor this one, so it must be the constant we write.
    if (loadBigEndian<std::int32_t>(at + atLeaderEpoch) != 0) return fail(Errc::Corrupt, "a record batch's leader epoch is not 0");
    BatchHeader header;
    header.baseOffset = loadBigEndian<std::int64_t>(at + atBaseOffset);
    header.sizeBytes = length + static_cast<std::int32_t>(lengthEnd);
    header.attributes = loadBigEndian<std::int16_t>(at + atAttributes);
    header.lastOffsetDelta = loadBigEndian<std::int32_t>(at + atLastOffsetDelta);
    header.baseTimestamp = loadBigEndian<std::int64_t>(at + atBaseTimestamp);
    header.maxTimestamp = loadBigEndian<std::int64_t>(at + atMaxTimestamp);
    header.producerId = loadBigEndian<std::int64_t>(at + atProducerId);
    header.producerEpoch = loadBigEndian<std::int16_t>(at + atProducerEpoch);
    header.baseSequence = loadBigEndian<std::int32_t>(at + atBaseSequence);
    header.recordCount = loadBigEndian<std::int32_t>(at + atCount);
    if (header.baseOffset < 0 || header.lastOffsetDelta < 0 || header.recordCount < 0 || (header.recordCount == 0 && header.sizeBytes != static_cast<std::int32_t>(batchHeaderBytes)) || header.recordCount - 1 > header.lastOffsetDelta ||
        header.baseOffset > std::numeric_limits<std::int64_t>::max() - header.lastOffsetDelta - 1)
        return fail(Errc::Corrupt, fmt::format("a record batch at offset {} counts {} records up to offset delta {}", header.baseOffset,
                                               header.recordCount, header.lastOffsetDelta));
    if (header.compression() > Compression::Zstd)
        return fail(Errc::Corrupt, fmt::format("a record batch names the unknown compression {}", header.attributes & 7));
    return header;
}

bool batchCrcHolds(std::span<const std::byte> batch) {
    return batch.size() >= batchHeaderBytes && loadBigEndian<std::uint32_t>(batch.data() + atCrc) == crc32c(batch.subspan(atAttributes));
}

BatchReader::BatchReader() = default;
BatchReader::~BatchReader() = default;
BatchReader::BatchReader(BatchReader&&) noexcept = default;
BatchReader& BatchReader::operator=(BatchReader&&) noexcept = default;

Result<> BatchReader::open(std::span<const std::byte> batch) {
    m_left = 0;
    m_failed = true;
    WEIR_TRY(m_header, readBatchHeader(batch));
    if (batch.size() < static_cast<std::size_t>(m_header.sizeBytes))
        return fail(Errc::Corrupt, fmt::format("a record batch of {} bytes is cut after {}", m_header.sizeBytes, batch.size()));
    const auto body = batch.first(static_cast<std::size_t>(m_header.sizeBytes)).subspan(batchHeaderBytes);
    std::span<const char> records{reinterpret_cast<const char*>(body.data()), body.size()};
    if (m_header.compression() != Compression::None) {
        if (!m_decompressor) m_decompressor = std::make_unique<Decompressor>();
        WEIR_TRY(records, m_decompressor->decompress(m_header.compression(), body));
    }
    m_at = records.data();
    m_end = records.data() + records.size();
    m_left = m_header.recordCount;
    m_failed = false;
    return {};
}

bool BatchReader::stop() {
    m_failed = m_failed || m_left > 0 || m_at != m_end;
    m_left = 0;
    m_at = m_end;
    return false;
}

// Varints are read without bounds and their end is checked afterwards: a run of them between two checks is shorter than
// the slack behind every batch.
bool BatchReader::next(RecordView& out) {
    static_assert(slackBytes >= 1 + 4 * varintBytesMax);
    if (m_left <= 0) [[unlikely]] return stop();
    std::int64_t bytes = 0;
    const char* at = readVarintUnchecked(m_at, bytes);
    if (at == nullptr || bytes < 0 || bytes > m_end - at) [[unlikely]] return stop();
    const char* const end = at + bytes;

    ++at; // the record's attributes, unused in version 2
    std::int64_t timestampDelta = 0;
    std::int64_t offsetDelta = 0;
    std::int64_t keyBytes = 0;
    if ((at = readVarintUnchecked(at, timestampDelta)) == nullptr || (at = readVarintUnchecked(at, offsetDelta)) == nullptr ||
        (at = readVarintUnchecked(at, keyBytes)) == nullptr) [[unlikely]]
        return stop();
    if (at > end || keyBytes > end - at || keyBytes < -1 || offsetDelta < 0 || offsetDelta > m_header.lastOffsetDelta) [[unlikely]]
        return stop();
    out.keyNull = keyBytes < 0;
    const char* const key = at;
    if (keyBytes > 0) at += keyBytes;
    out.key = viewOf(key, at);

    std::int64_t valueBytes = 0;
    if ((at = readVarintUnchecked(at, valueBytes)) == nullptr) [[unlikely]] return stop();
    if (at > end || valueBytes > end - at || valueBytes < -1) [[unlikely]] return stop();
    out.valueNull = valueBytes < 0;
    const char* const value = at;
    if (valueBytes > 0) at += valueBytes;
    out.value = viewOf(value, at);

    std::int64_t headers = 0;
    if ((at = readVarintUnchecked(at, headers)) == nullptr) [[unlikely]] return stop();
    if (at > end || headers < 0 || headers > headersMax || (headers == 0 && at != end)) [[unlikely]] return stop();
    out.headers.count = static_cast<std::int32_t>(headers);
    out.headers.bytes = viewOf(at, end);

    out.offset = m_header.baseOffset + offsetDelta;
    out.timestamp = (static_cast<unsigned>(m_header.attributes) & logAppendTimeBit) != 0 ? m_header.maxTimestamp
                                                                                         : wrappedSum(m_header.baseTimestamp, timestampDelta);
    m_at = end;
    --m_left;
    return true;
}

BatchBuilder::BatchBuilder(Compression compression) : m_compression(compression) {}
BatchBuilder::~BatchBuilder() = default;
BatchBuilder::BatchBuilder(BatchBuilder&&) noexcept = default;
BatchBuilder& BatchBuilder::operator=(BatchBuilder&&) noexcept = default;

void BatchBuilder::makeRoom(std::size_t bytes) {
    constexpr std::size_t first = 4096;
    m_batch.resize(std::max({first, 2 * m_batch.size(), m_end + bytes + slackBytes}));
}

void BatchBuilder::add(std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull, const HeadersView& headers) {
    if (m_count == 0) {
        m_baseTimestamp = m_deleteHorizon.value_or(timestamp);
        m_maxTimestamp = timestamp;
    }
    m_maxTimestamp = std::max(m_maxTimestamp, timestamp);
    if (keyNull) key = {};
    if (valueNull) value = {};

    const auto timestampDelta = zigzag(wrappedDifference(timestamp, m_baseTimestamp));
    const auto offsetDelta = zigzag(m_nextDelta);
    const auto keyBytes = keyNull ? zigzag(-1) : zigzag(static_cast<std::int64_t>(key.size()));
    const auto valueBytes = valueNull ? zigzag(-1) : zigzag(static_cast<std::int64_t>(value.size()));
    const auto headerCount = zigzag(headers.count);
    const auto bytes = 1 + varintBytes(timestampDelta) + varintBytes(offsetDelta) + varintBytes(keyBytes) + key.size() +
                       varintBytes(valueBytes) + value.size() + varintBytes(headerCount) + headers.bytes.size();
    if (m_end + varintBytesMax + bytes + slackBytes > m_batch.size()) [[unlikely]] makeRoom(varintBytesMax + bytes);

    char* const begin = reinterpret_cast<char*>(m_batch.data()) + m_end;
    char* to = writeVarint(begin, zigzag(static_cast<std::int64_t>(bytes)));
    *to++ = 0; // attributes
    to = writeVarint(to, timestampDelta);
    to = writeVarint(to, offsetDelta);
    to = writeVarint(to, keyBytes);
    to = std::copy_n(key.data(), key.size(), to);
    to = writeVarint(to, valueBytes);
    to = std::copy_n(value.data(), value.size(), to);
    to = writeVarint(to, headerCount);
    to = std::copy_n(headers.bytes.data(), headers.bytes.size(), to);
    m_end += static_cast<std::size_t>(to - begin);
    ++m_count;
    ++m_nextDelta;
}

void BatchBuilder::setProducer(std::int64_t producerId, std::int16_t epoch, std::int32_t baseSequence, bool transactional) {
    m_producerId = producerId;
    m_producerEpoch = epoch;
    m_baseSequence = baseSequence;
    m_transactional = transactional;
}

// The compressed batch, or an empty span when the records are better stored plain.
std::span<std::byte> BatchBuilder::packed() {
    const std::span<const char> plain{reinterpret_cast<const char*>(m_batch.data()) + batchHeaderBytes, sizeBytes()};
    if (!m_compressor) m_compressor = std::make_unique<Compressor>();
    m_packed.resize(batchHeaderBytes);
    if (!m_compressor->compress(m_compression, plain, m_packed)) return {};
    const auto size = m_packed.size();
    const auto bytes = size - batchHeaderBytes;
    if (bytes >= plain.size() || plain.size() > plainBytesCap(bytes)) return {};
    m_packed.resize(size + slackBytes);
    return std::span(m_packed).first(size);
}

std::span<std::byte> BatchBuilder::take() {
    WEIR_ASSERT(m_nextDelta > 0);
    WEIR_ASSERT(m_end <= std::numeric_limits<std::int32_t>::max());
    if (m_count == 0) { // of skipped offsets alone
        makeRoom(0);
        m_baseTimestamp = m_maxTimestamp = -1;
        m_deleteHorizon.reset();
    }
    auto compression = m_count > 0 ? m_compression : Compression::None;
    auto batch = compression == Compression::None ? std::span<std::byte>{} : packed();
    if (batch.empty()) {
        compression = Compression::None;
        batch = std::span(m_batch).first(m_end);
    }
    writeHeader(batch, compression);
    m_count = 0;
    m_nextDelta = 0;
    m_end = batchHeaderBytes;
    m_control = false;
    m_deleteHorizon.reset();
    return batch;
}

void BatchBuilder::writeHeader(std::span<std::byte> batch, Compression compression) const {
    const auto attributes =
        static_cast<unsigned>(compression) | (m_transactional ? transactionalBit : 0U) | (m_control ? controlBit : 0U) |
        (m_deleteHorizon ? deleteHorizonBit : 0U);
    auto* const at = batch.data();
    storeBigEndian(at + atBaseOffset, std::int64_t{0});
    storeBigEndian(at + atLength, static_cast<std::int32_t>(batch.size() - lengthEnd));
    storeBigEndian(at + atLeaderEpoch, std::int32_t{0});
    at[atMagic] = magic;
    storeBigEndian(at + atAttributes, static_cast<std::int16_t>(attributes));
    storeBigEndian(at + atLastOffsetDelta, m_nextDelta - 1);
    storeBigEndian(at + atBaseTimestamp, m_baseTimestamp);
    storeBigEndian(at + atMaxTimestamp, m_maxTimestamp);
    storeBigEndian(at + atProducerId, m_producerId);
    storeBigEndian(at + atProducerEpoch, m_producerEpoch);
    storeBigEndian(at + atBaseSequence, m_baseSequence);
    storeBigEndian(at + atCount, m_count);
    storeBigEndian(at + atCrc, crc32c(batch.subspan(atAttributes)));
}

std::string encodeHeaders(std::span<const std::pair<std::string, std::optional<std::string>>> headers) {
    std::string bytes;
    const auto append = [&](const std::string* text) {
        char length[varintBytesMax];
        const char* const end = writeVarint(length, zigzag(text == nullptr ? -1 : static_cast<std::int64_t>(text->size())));
        bytes.append(viewOf(length, end));
        if (text != nullptr) bytes.append(*text);
    };
    for (const auto& [name, value] : headers) {
        append(&name);
        append(value ? &*value : nullptr);
    }
    return bytes;
}

std::vector<std::pair<std::string, std::optional<std::string>>> decodeHeaders(const HeadersView& headers) {
    std::vector<std::pair<std::string, std::optional<std::string>>> out;
    const char* at = headers.bytes.data();
    const char* const end = at + headers.bytes.size();
    // False: the bytes end early. A length of -1 is null.
    const auto read = [&](std::optional<std::string>& text) {
        std::int64_t bytes = 0;
        at = readVarint(at, end, bytes);
        if (at == nullptr || bytes < -1 || bytes > end - at) return false;
        if (bytes < 0) return true;
        text.emplace(at, static_cast<std::size_t>(bytes));
        at += bytes;
        return true;
    };
    for (std::int32_t i = 0; i < headers.count; ++i) {
        std::optional<std::string> name;
        std::optional<std::string> value;
        if (!read(name) || !name || !read(value)) break;
        out.emplace_back(std::move(*name), std::move(value));
    }
    return out;
}

} // namespace weir
