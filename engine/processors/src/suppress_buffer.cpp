// SPDX-License-Identifier: Apache-2.0
#include "suppress_buffer.h"

#include "weir/record/row_codec.h"

namespace weir {
namespace {

constexpr std::uint8_t withRow = 1;
constexpr std::uint8_t withOld = 2;
constexpr std::uint8_t withHeaders = 4;
constexpr std::uint8_t withOrigin = 8;

std::uint64_t zigzag(std::int64_t v) { return (static_cast<std::uint64_t>(v) << 1U) ^ static_cast<std::uint64_t>(v >> 63); }
std::int64_t unzigzag(std::uint64_t v) { return static_cast<std::int64_t>(v >> 1U) ^ -static_cast<std::int64_t>(v & 1U); }

void appendBytes(std::string& out, std::string_view bytes) {
    appendVarint(out, bytes.size());
    out += bytes;
}
bool readBytes(std::string_view& from, std::string_view& out) {
    std::uint64_t size = 0;
    if (!readVarint(from, size) || size > from.size()) return false;
    out = from.substr(0, size);
    from.remove_prefix(size);
    return true;
}
bool readNumber(std::string_view& from, std::int64_t& out) {
    std::uint64_t value = 0;
    if (!readVarint(from, value)) return false;
    out = unzigzag(value);
    return true;
}

} // namespace

void appendBufferedRow(std::string& out, const BufferedRow& buffered) {
    const bool headers = buffered.headers.count > 0;
    const bool origin = !buffered.topic.empty();
    out.push_back(static_cast<char>((buffered.hasRow ? withRow : 0) | (buffered.hasOld ? withOld : 0) | (headers ? withHeaders : 0) | (origin ? withOrigin : 0)));
    appendVarint(out, zigzag(buffered.slotTime));
    if (buffered.hasRow) appendBytes(out, buffered.row);
    if (buffered.hasOld) {
        appendVarint(out, zigzag(buffered.oldTimestamp));
        appendBytes(out, buffered.old);
    }
    if (headers) {
        appendVarint(out, static_cast<std::uint64_t>(buffered.headers.count));
        appendBytes(out, buffered.headers.bytes);
    }
    if (!origin) return;
    appendBytes(out, buffered.topic);
    appendVarint(out, zigzag(buffered.partition));
    appendVarint(out, zigzag(buffered.offset));
}

bool readBufferedRow(std::string_view bytes, BufferedRow& out) {
    out = {};
    if (bytes.empty()) return false;
    const auto flags = static_cast<std::uint8_t>(bytes[0]);
    bytes.remove_prefix(1);
    if (!readNumber(bytes, out.slotTime)) return false;
    out.hasRow = (flags & withRow) != 0;
    out.hasOld = (flags & withOld) != 0;
    if (out.hasRow && !readBytes(bytes, out.row)) return false;
    if (out.hasOld && !(readNumber(bytes, out.oldTimestamp) && readBytes(bytes, out.old))) return false;
    if ((flags & withHeaders) != 0) {
        std::uint64_t count = 0;
        if (!readVarint(bytes, count) || !readBytes(bytes, out.headers.bytes)) return false;
        out.headers.count = static_cast<std::int32_t>(count);
    }
    if ((flags & withOrigin) == 0) return bytes.empty();
    std::int64_t partition = 0;
    if (!readBytes(bytes, out.topic) || !readNumber(bytes, partition) || !readNumber(bytes, out.offset)) return false;
    out.partition = static_cast<std::int32_t>(partition);
    return bytes.empty();
}

} // namespace weir
