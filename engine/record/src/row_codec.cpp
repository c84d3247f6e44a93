// SPDX-License-Identifier: Apache-2.0
#include "weir/record/row_codec.h"

#include "weir/core/assert.h"

#include <cstring>

namespace weir {
namespace {

template <class T>
void appendFixed(std::string& out, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof value); // little-endian machines only
    out.append(bytes, sizeof value);
}

template <class T>
bool readFixed(std::string_view& bytes, T& out) {
    if (bytes.size() < sizeof(T)) return false;
    std::memcpy(&out, bytes.data(), sizeof(T));
    bytes.remove_prefix(sizeof(T));
    return true;
}

template <class T>
bool readInteger(std::string_view& bytes, Datum& out) {
    T value{};
    if (!readFixed(bytes, value)) return false;
    out = Datum::ofInt(value);
    return true;
}

/// One bit for each of `count` values, set where it is NULL.
std::size_t appendBitmap(std::string& out, std::size_t count) {
    const auto at = out.size();
    out.append((count + 7) / 8, '\0');
    return at;
}
void setBit(std::string& out, std::size_t bitmap, std::size_t i) {
    auto& byte = out[bitmap + i / 8];
    byte = static_cast<char>(static_cast<unsigned char>(byte) | 1U << (i % 8));
}
bool bit(std::string_view bitmap, std::size_t i) { return (static_cast<unsigned char>(bitmap[i / 8]) >> (i % 8) & 1U) != 0; }

/// Values that are a varint size and their bytes.
bool isBytes(const Type& type) {
    if (type.array) return false;
    switch (type.id) {
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Numeric:
    case TypeId::Bytea:
    case TypeId::Jsonb: return true;
    default: return false;
    }
}

char* writeVarint(char* to, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) *to++ = static_cast<char>(value | 0x80U);
    *to++ = static_cast<char>(value);
    return to;
}

bool takeBitmap(std::string_view& bytes, std::uint64_t count, std::string_view& bitmap) {
    const auto size = count / 8 + (count % 8 != 0);
    if (bytes.size() < size) return false;
    bitmap = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return true;
}

bool readArray(std::string_view& bytes, const Type& type, Arena& arena, Datum& out) {
    std::uint64_t length = 0;
    std::string_view bitmap;
    // The bitmap bounds the length by the bytes that are there, before anything is allocated.
    if (!readVarint(bytes, length) || length > std::uint64_t{bytes.size()} * 8 || !takeBitmap(bytes, length, bitmap)) return false;
    auto* const elements = arena.allocateArray<Datum>(length);
    for (std::size_t i = 0; i < length; ++i) {
        elements[i] = Datum();
        if (!bit(bitmap, i) && !readValue(bytes, type.element(), arena, elements[i])) return false;
    }
    auto* const array = arena.allocateArray<ArrayValue>(1);
    *array = {static_cast<std::uint32_t>(length), elements};
    out = Datum::ofBytes({reinterpret_cast<const char*>(array), sizeof *array});
    return true;
}

} // namespace

void appendVarint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7U) out += static_cast<char>(value | 0x80U);
    out += static_cast<char>(value);
}

bool readVarint(std::string_view& bytes, std::uint64_t& out) {
    out = 0;
    if (!bytes.empty() && static_cast<unsigned char>(bytes.front()) < 0x80) [[likely]] {
        out = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        return true;
    }
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        if (shift == 63 && byte > 1) return false;
        out |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) return true;
    }
    return false;
}

void appendValue(std::string& out, const Type& type, const Datum& value) {
    if (type.array) {
        const auto& array = arrayOf(value);
        appendVarint(out, array.length);
        const auto bitmap = appendBitmap(out, array.length);
        for (std::uint32_t i = 0; i < array.length; ++i) {
            if (array.elements[i].null)
                setBit(out, bitmap, i);
            else
                appendValue(out, type.element(), array.elements[i]);
        }
        return;
    }
    switch (type.id) {
    case TypeId::Boolean: out += value.b ? '\1' : '\0'; break;
    case TypeId::SmallInt: appendFixed(out, static_cast<std::int16_t>(value.i)); break;
    case TypeId::Integer: appendFixed(out, static_cast<std::int32_t>(value.i)); break;
    case TypeId::BigInt:
    case TypeId::TimestampTz:
    case TypeId::Timestamp: appendFixed(out, value.i); break;
    case TypeId::Real: appendFixed(out, static_cast<float>(value.d)); break;
    case TypeId::Double: appendFixed(out, value.d); break;
    case TypeId::Interval: {
        const auto& interval = intervalOf(value);
        appendFixed(out, interval.micros);
        appendFixed(out, interval.days);
        appendFixed(out, interval.months);
        break;
    }
    case TypeId::Unknown:
    case TypeId::Numeric:
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Bytea:
    case TypeId::Jsonb:
        appendVarint(out, value.size);
        out.append(value.bytes());
        break;
    }
}

bool readValue(std::string_view& bytes, const Type& type, Arena& arena, Datum& out) {
    if (type.array) return readArray(bytes, type, arena, out);
    switch (type.id) {
    case TypeId::Boolean:
        if (bytes.empty() || static_cast<unsigned char>(bytes.front()) > 1) return false;
        out = Datum::ofBool(bytes.front() != 0);
        bytes.remove_prefix(1);
        return true;
    case TypeId::SmallInt: return readInteger<std::int16_t>(bytes, out);
    case TypeId::Integer: return readInteger<std::int32_t>(bytes, out);
    case TypeId::BigInt:
    case TypeId::TimestampTz:
    case TypeId::Timestamp: return readInteger<std::int64_t>(bytes, out);
    case TypeId::Real: {
        float value = 0;
        if (!readFixed(bytes, value)) return false;
        out = Datum::ofDouble(static_cast<double>(value));
        return true;
    }
    case TypeId::Double: {
        double value = 0;
        if (!readFixed(bytes, value)) return false;
        out = Datum::ofDouble(value);
        return true;
    }
    case TypeId::Interval: {
        auto* const interval = arena.allocateArray<IntervalValue>(1);
        *interval = IntervalValue();
        if (!readFixed(bytes, interval->micros) || !readFixed(bytes, interval->days) || !readFixed(bytes, interval->months)) return false;
        out = Datum::ofBytes({reinterpret_cast<const char*>(interval), sizeof *interval});
        return true;
    }
    case TypeId::Unknown:
    case TypeId::Numeric:
    case TypeId::Text:
    case TypeId::Varchar:
    case TypeId::Bytea:
    case TypeId::Jsonb: {
        std::uint64_t size = 0;
        if (!readVarint(bytes, size) || size > bytes.size()) return false;
        out = Datum::ofBytes(bytes.substr(0, size));
        bytes.remove_prefix(size);
        return true;
    }
    }
    return false;
}

RowCodec::RowCodec(SchemaPtr schema, std::vector<bool> kept) : m_schema(std::move(schema)), m_kept(std::move(kept)) {
    if (m_kept.empty()) m_kept.assign(m_schema->size(), true);
    WEIR_ASSERT(m_kept.size() == m_schema->size());
    for (const bool keep : m_kept) m_keptCount += keep;
}

// Rows are written into room made once: growing `out` value by value costs twice as much.
void RowCodec::encode(const Datum* columns, std::string& out) const {
    constexpr std::size_t valueMax = 16; // fixed widths, and a varint
    const auto begin = out.size();
    const auto bitmapSize = (m_keptCount + 7) / 8;
    auto room = bitmapSize + m_keptCount * valueMax;
    for (std::size_t i = 0; i < m_kept.size(); ++i)
        if (m_kept[i] && !columns[i].null && isBytes(m_schema->columns[i].type)) room += columns[i].size;
    out.resize(begin + room);
    char* to = out.data() + begin;
    std::memset(to, 0, bitmapSize);
    to += bitmapSize;
    std::size_t position = 0;
    for (std::size_t i = 0; i < m_kept.size(); ++i) {
        if (!m_kept[i]) continue;
        const auto at = position++;
        const auto& column = columns[i];
        if (column.null) {
            setBit(out, begin, at);
            continue;
        }
        const auto& type = m_schema->columns[i].type;
        if (isBytes(type)) {
            to = writeVarint(to, column.size);
            if (column.size > 0) std::memcpy(to, column.p, column.size);
            to += column.size;
        } else if (type.is(TypeId::BigInt) || type.is(TypeId::Double) || type.is(TypeId::TimestampTz)) {
            std::memcpy(to, &column.i, 8);
            to += 8;
        } else { // the others by appendValue, behind what is written, with the same room as before for the rest
            const auto written = static_cast<std::size_t>(to - out.data());
            const auto left = out.size() - written;
            out.resize(written);
            appendValue(out, type, column);
            const auto now = out.size();
            out.resize(now + left);
            to = out.data() + now;
        }
    }
    out.resize(static_cast<std::size_t>(to - out.data()));
}

bool RowCodec::decode(std::string_view bytes, Arena& arena, Datum* columns) const {
    std::string_view bitmap;
    if (!takeBitmap(bytes, m_keptCount, bitmap)) return false;
    std::size_t position = 0;
    for (std::size_t i = 0; i < m_kept.size(); ++i) {
        columns[i] = Datum();
        if (!m_kept[i]) continue;
        if (!bit(bitmap, position++) && !readValue(bytes, m_schema->columns[i].type, arena, columns[i])) return false;
    }
    return bytes.empty();
}

} // namespace weir
