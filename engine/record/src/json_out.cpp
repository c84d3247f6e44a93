// SPDX-License-Identifier: Apache-2.0
#include "weir/record/json_out.h"

#include "json_text.h"
#include "weir/core/time.h"
#include "weir/record/numeric.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <type_traits>

namespace weir {
namespace {

void appendInteger(std::string& out, std::int64_t value) {
    std::array<char, jsonNumberMax> digits;
    out.append(digits.data(), static_cast<std::size_t>(writeInteger(digits.data(), value) - digits.data()));
}

/// Shortest digits, laid out plainly where that is short: 100000000000000000000, 0.00001, 1.5e-7.
template <class T>
void appendShortest(std::string& out, T value) {
    std::array<char, 40> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto e = text.find('e');
    const char* power = buffer.data() + e + 1;
    if (*power == '+') ++power;
    int exponent = 0;
    std::from_chars(power, end, exponent);
    std::array<char, 24> digits;
    std::size_t count = 0;
    for (const char c : text.substr(0, e)) {
        if (c == '-') out += '-';
        if (c >= '0' && c <= '9') digits[count++] = c;
    }
    const std::string_view all(digits.data(), count);
    if (exponent >= static_cast<int>(count) - 1) {
        out.append(all);
        out.append(static_cast<std::size_t>(exponent) + 1 - count, '0');
    } else if (exponent >= 0) {
        const auto before = static_cast<std::size_t>(exponent) + 1;
        out.append(all.substr(0, before)).append(1, '.').append(all.substr(before));
    } else if (exponent >= -6) {
        out.append("0.").append(static_cast<std::size_t>(-exponent - 1), '0').append(all);
    } else {
        out.append(1, all.front());
        if (count > 1) out.append(1, '.').append(all.substr(1));
        out += 'e';
        appendInteger(out, exponent);
    }
}

template <class T>
void appendFloating(std::string& out, T value) {
    if (std::is_same_v<T, double> && isPlainDouble(value)) {
        std::array<char, jsonNumberMax> text;
        out.append(text.data(), static_cast<std::size_t>(writePlainDouble(text.data(), value) - text.data()));
    } else if (std::isnan(value)) {
        out += "\"NaN\"";
    } else if (std::isinf(value)) {
        out += value < 0 ? "\"-Infinity\"" : "\"Infinity\"";
    } else if (value == 0) {
        out += '0'; // -0 too: as a part of a key it must equal 0
    } else {
        appendShortest(out, value);
    }
}

/// PostgreSQL's text form of a jsonb has a space behind each comma and colon; nothing else.
void appendCompact(std::string& out, std::string_view jsonb) {
    bool inString = false;
    std::size_t from = 0;
    for (std::size_t i = 0; i < jsonb.size(); ++i) {
        const char c = jsonb[i];
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == ' ') {
            out.append(jsonb.substr(from, i - from));
            from = i + 1;
        }
    }
    out.append(jsonb.substr(from));
}

void appendTimestamp(std::string& out, std::int64_t micros) {
    out += '"';
    if (micros == std::numeric_limits<std::int64_t>::min())
        out += "-infinity";
    else if (micros == std::numeric_limits<std::int64_t>::max())
        out += "infinity";
    else
        out += formatTimestampMicros(micros);
    out += '"';
}

void appendJsonNumeric(std::string& out, std::string_view bytes) {
    const bool finite = Numeric::read(bytes).finite();
    if (!finite) out += '"';
    appendNumeric(out, bytes);
    if (!finite) out += '"';
}

} // namespace

void appendJsonString(std::string& out, std::string_view text) {
    const auto at = out.size();
    out.resize(at + jsonStringMax(text.size()));
    out.resize(static_cast<std::size_t>(writeJsonString(out.data() + at, text) - out.data()));
}

void appendJsonDouble(std::string& out, double value) { appendFloating(out, value); }

void appendIntervalIso(std::string& out, const IntervalValue& interval) {
    const auto part = [&](std::int64_t value, char unit) {
        if (value == 0) return;
        appendInteger(out, value);
        out += unit;
    };
    if (interval.months == 0 && interval.days == 0 && interval.micros == 0) {
        out += "PT0S";
        return;
    }
    out += 'P';
    part(interval.months / 12, 'Y');
    part(interval.months % 12, 'M');
    part(interval.days, 'D');
    if (interval.micros == 0) return;
    out += 'T';
    constexpr std::int64_t second = 1'000'000;
    part(interval.micros / (3600 * second), 'H');
    part(interval.micros / (60 * second) % 60, 'M');
    const auto rest = interval.micros % (60 * second);
    if (rest == 0) return;
    if (rest < 0) out += '-';
    appendInteger(out, std::abs(rest / second));
    if (auto fraction = std::abs(rest % second); fraction != 0) {
        std::array<char, 7> text{'.', '0', '0', '0', '0', '0', '0'};
        for (std::size_t i = 6; i > 0; --i, fraction /= 10) text[i] = static_cast<char>('0' + fraction % 10);
        std::size_t size = text.size();
        while (text[size - 1] == '0') --size;
        out.append(text.data(), size);
    }
    out += 'S';
}

void appendBase64(std::string& out, std::string_view bytes) {
    static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::size_t i = 0;
    for (; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) {
            return i + k < bytes.size() ? static_cast<unsigned>(static_cast<unsigned char>(bytes[i + k])) : 0U;
        };
        const unsigned word = byte(0) << 16U | byte(1) << 8U | byte(2);
        out += letters[word >> 18U];
        out += letters[word >> 12U & 63U];
        out += i + 1 < bytes.size() ? letters[word >> 6U & 63U] : '=';
        out += i + 2 < bytes.size() ? letters[word & 63U] : '=';
    }
}

void appendJson(std::string& out, const Type& type, const Datum& value) {
    if (value.null) {
        out += "null";
        return;
    }
    if (type.array) {
        const auto& array = arrayOf(value);
        out += '[';
        for (std::uint32_t i = 0; i < array.length; ++i) {
            if (i != 0) out += ',';
            appendJson(out, type.element(), array.elements[i]);
        }
        out += ']';
        return;
    }
    switch (type.id) {
    case TypeId::Boolean: out += value.b ? "true" : "false"; break;
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt: appendInteger(out, value.i); break;
    case TypeId::Real: appendFloating(out, static_cast<float>(value.d)); break;
    case TypeId::Double: appendJsonDouble(out, value.d); break;
    case TypeId::Numeric: appendJsonNumeric(out, value.bytes()); break;
    case TypeId::Unknown:
    case TypeId::Text:
    case TypeId::Varchar: appendJsonString(out, value.bytes()); break;
    case TypeId::Bytea:
        out += '"';
        appendBase64(out, value.bytes());
        out += '"';
        break;
    case TypeId::TimestampTz:
    case TypeId::Timestamp: appendTimestamp(out, value.i); break;
    case TypeId::Interval:
        out += '"';
        appendIntervalIso(out, intervalOf(value));
        out += '"';
        break;
    case TypeId::Jsonb: appendCompact(out, value.bytes()); break;
    }
}

void appendJsonRow(std::string& out, const Schema& schema, const Datum* columns) {
    char separator = '{';
    for (std::size_t i = 0; i < schema.size(); ++i) {
        out += separator;
        separator = ',';
        appendJsonString(out, schema.columns[i].name);
        out += ':';
        appendJson(out, schema.columns[i].type, columns[i]);
    }
    if (schema.columns.empty()) out += '{';
    out += '}';
}

JsonRowWriter::JsonRowWriter(SchemaPtr schema) : m_schema(std::move(schema)) {
    m_sizeMax = 2;
    for (const auto& column : m_schema->columns) {
        std::string name(1, m_names.empty() ? '{' : ',');
        appendJsonString(name, column.name);
        name += ':';
        m_sizeMax += name.size() + jsonNumberMax;
        m_names.push_back(std::move(name));
    }
}

void JsonRowWriter::append(const Datum* columns, std::string& out) const {
    const auto begin = out.size();
    auto room = m_sizeMax;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        if (m_schema->columns[i].type.isText() && !columns[i].null) room += jsonStringMax(columns[i].size);
    out.resize(begin + room);
    char* to = out.data() + begin;
    if (m_names.empty()) *to++ = '{';
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const auto& name = m_names[i];
        std::memcpy(to, name.data(), name.size());
        to += name.size();
        const auto& column = columns[i];
        const auto& type = m_schema->columns[i].type;
        if (column.null) {
            std::memcpy(to, "null", 4);
            to += 4;
        } else if (type.isText()) {
            to = writeJsonString(to, column.bytes());
        } else if (type.isInteger()) {
            to = writeInteger(to, column.i);
        } else if (type.is(TypeId::Double) && isPlainDouble(column.d)) {
            to = writePlainDouble(to, column.d);
        } else { // rare types: by appendJson, behind what is written, with the same room as before for the rest
            const auto written = static_cast<std::size_t>(to - out.data());
            const auto left = out.size() - written;
            out.resize(written);
            appendJson(out, type, column);
            const auto now = out.size();
            out.resize(now + left);
            to = out.data() + now;
        }
    }
    *to++ = '}';
    out.resize(static_cast<std::size_t>(to - out.data()));
}

} // namespace weir
