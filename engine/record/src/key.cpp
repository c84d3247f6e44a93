// SPDX-License-Identifier: Apache-2.0
#include "weir/record/key.h"

#include "weir/record/json_out.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace weir {
namespace {

template <class T>
void appendBigEndian(std::string& out, T value) {
    std::array<char, sizeof(T)> bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(value >> (8 * (bytes.size() - 1 - i)) & 0xFFU);
    out.append(bytes.data(), bytes.size());
}

template <class T>
bool readBigEndian(std::string_view bytes, T& out) {
    if (bytes.size() != sizeof(T)) return false;
    out = 0;
    for (const char c : bytes) out = static_cast<T>(out << 8U | static_cast<unsigned char>(c));
    return true;
}

} // namespace

bool encodeKey(Format format, const Type& type, const Datum& value, std::string& out) {
    switch (format) {
    case Format::None: return true;
    case Format::String:
        if (type.isText() || type.is(TypeId::Unknown))
            out.append(value.bytes());
        else
            appendJson(out, type, value);
        return true;
    case Format::Bytes: out.append(value.bytes()); return true;
    case Format::Int32: appendBigEndian(out, static_cast<std::uint32_t>(value.i)); return true;
    case Format::Int64: appendBigEndian(out, static_cast<std::uint64_t>(value.i)); return true;
    case Format::Double:
        if (std::isnan(value.d)) return false;
        appendBigEndian(out, std::bit_cast<std::uint64_t>(value.d == 0 ? 0.0 : value.d));
        return true;
    case Format::Json:
        if ((type.is(TypeId::Double) || type.is(TypeId::Real)) && std::isnan(value.d)) return false;
        appendJson(out, type, value);
        return true;
    }
    return false;
}

bool decodeKey(Format format, std::string_view bytes, Arena&, Datum& out) {
    switch (format) {
    case Format::None: out = Datum(); return true;
    case Format::String:
    case Format::Bytes:
    case Format::Json: out = Datum::ofBytes(bytes); return true;
    case Format::Int32: {
        std::uint32_t value = 0;
        if (!readBigEndian(bytes, value)) return false;
        out = Datum::ofInt(static_cast<std::int32_t>(value));
        return true;
    }
    case Format::Int64: {
        std::uint64_t value = 0;
        if (!readBigEndian(bytes, value)) return false;
        out = Datum::ofInt(static_cast<std::int64_t>(value));
        return true;
    }
    case Format::Double: {
        std::uint64_t value = 0;
        if (!readBigEndian(bytes, value)) return false;
        out = Datum::ofDouble(std::bit_cast<double>(value));
        return true;
    }
    }
    return false;
}

// Austin Appleby's MurmurHash2 with the seed that Kafka's default partitioner takes; no library on Debian has it.
std::uint32_t murmur2(std::string_view bytes) {
    constexpr std::uint32_t seed = 0x9747b28c;
    constexpr std::uint32_t m = 0x5bd1e995;
    const auto size = static_cast<std::uint32_t>(bytes.size());
    std::uint32_t h = seed ^ size;
    const char* p = bytes.data();
    for (std::uint32_t left = size / 4; left > 0; --left, p += 4) {
        std::uint32_t k = 0;
        std::memcpy(&k, p, 4);
        k *= m;
        k ^= k >> 24U;
        k *= m;
        h *= m;
        h ^= k;
    }
    const auto tail = [p](int i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(p[i])); };
    switch (size % 4) {
    case 3: h ^= tail(2) << 16U; [[fallthrough]];
    case 2: h ^= tail(1) << 8U; [[fallthrough]];
    case 1:
        h ^= tail(0);
        h *= m;
        break;
    default: break;
    }
    h ^= h >> 13U;
    h *= m;
    h ^= h >> 15U;
    return h;
}

std::int32_t partitionOfKey(std::string_view key, std::int32_t partitions) {
    return static_cast<std::int32_t>((murmur2(key) & 0x7fffffffU) % static_cast<std::uint32_t>(partitions));
}

void appendTimeWindowedKey(std::string& out, std::string_view key, std::int64_t start) {
    out.append(key);
    appendBigEndian(out, static_cast<std::uint64_t>(start));
}

void appendSessionWindowedKey(std::string& out, std::string_view key, std::int64_t start, std::int64_t end) {
    out.append(key);
    appendBigEndian(out, static_cast<std::uint64_t>(end));
    appendBigEndian(out, static_cast<std::uint64_t>(start));
}

std::optional<WindowedKey> splitWindowedKey(std::string_view bytes, bool session, std::int64_t sizeMs) {
    const std::size_t tail = session ? 16 : 8;
    if (bytes.size() < tail) return std::nullopt;
    const auto number = [&bytes](std::size_t at) {
        std::uint64_t v = 0;
        for (const char c : bytes.substr(at, 8)) v = v << 8U | static_cast<unsigned char>(c);
        return static_cast<std::int64_t>(v);
    };
    WindowedKey out{bytes.substr(0, bytes.size() - tail), number(bytes.size() - 8), 0};
    out.end = session ? number(bytes.size() - 16) : out.start + sizeMs;
    return out;
}

} // namespace weir
