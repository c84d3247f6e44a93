// SPDX-License-Identifier: Apache-2.0
// One pass over the tokens checks the whole value and notes where each column's (last) value stands; then the columns are
// converted in the schema's order. Names are guessed before they are looked up: records of one topic repeat their order.
#include "weir/record/json_in.h"

#include "digits.h"
#include "json_scalar.h"
#include "json_tokens.h"

#include <array>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <unordered_map>

namespace weir {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t namesMax = 512;      // names kept for guessing; more are looked up each time
constexpr std::size_t nameBytesMax = 256;

/// A member's name as it stands in the text, quotes included, and the column it belongs to.
struct Name {
    std::string raw;
    std::uint32_t column = none;
    // The first 16 bytes, for comparing short names in two loads.
    std::array<std::uint64_t, 2> head{};
    std::array<std::uint64_t, 2> mask{};

    Name(std::string_view text, std::uint32_t of) : raw(text), column(of) {
        const auto size = std::min<std::size_t>(text.size(), 16);
        std::memcpy(head.data(), text.data(), size);
        std::memset(mask.data(), 0xFF, size);
    }
    /// `at` has at least 16 readable bytes and `size` bytes of token.
    bool matches(const char* at, std::size_t size) const {
        std::array<std::uint64_t, 2> bytes;
        std::memcpy(bytes.data(), at, sizeof bytes);
        if ((((bytes[0] ^ head[0]) & mask[0]) | ((bytes[1] ^ head[1]) & mask[1])) != 0) return false;
        if (raw.size() <= 16) return true; // the closing quote is among the bytes compared
        return size >= raw.size() && std::memcmp(at + 16, raw.data() + 16, raw.size() - 16) == 0;
    }
};

std::string excerpt(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return std::string(text);
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80) --cut;
    return std::string(text.substr(0, cut)) + "…";
}

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
    return count;
}

enum class Road : std::uint8_t { Boolean, Integer, Real, Double, Text, Callback };

Road roadOf(const Type& type) {
    if (type.array) return Road::Callback;
    switch (type.id) {
    case TypeId::Boolean: return Road::Boolean;
    case TypeId::SmallInt:
    case TypeId::Integer:
    case TypeId::BigInt: return Road::Integer;
    case TypeId::Real: return Road::Real;
    case TypeId::Double: return Road::Double;
    case TypeId::Text:
    case TypeId::Varchar: return Road::Text;
    default: return Road::Callback;
    }
}

} // namespace

struct JsonRowReader::State {
    struct Target {
        Road road = Road::Text;
        bool wanted = true;
        bool limited = false; ///< varchar(n)
        std::int64_t low = 0; ///< Integer
        std::int64_t high = 0;
        std::uint32_t from = none; ///< tokens of its value in this record
        std::uint32_t to = none;
    };

    SchemaPtr schema;
    JsonConvert convert = nullptr;
    std::vector<Target> targets;
    std::unordered_map<std::string_view, std::uint32_t> columns;
    std::vector<Name> names; ///< in the order first seen; never grows beyond its reserve, so views into it hold
    std::unordered_map<std::string_view, std::uint32_t> known;
    JsonTokens tokens;
    JsonError error;

    State(SchemaPtr s, const std::vector<bool>& wanted, JsonConvert c) : schema(std::move(s)), convert(c) {
        names.reserve(namesMax);
        for (std::uint32_t i = 0; i < schema->size(); ++i) {
            const auto& column = schema->columns[i];
            Target target;
            target.road = roadOf(column.type);
            target.wanted = wanted.empty() || wanted[i];
            target.limited = column.type.modifier >= 0;
            const auto limits = [&]<class T>(T) {
                target.low = std::numeric_limits<T>::min();
                target.high = std::numeric_limits<T>::max();
            };
            if (column.type.id == TypeId::SmallInt) limits(std::int16_t{});
            if (column.type.id == TypeId::Integer) limits(std::int32_t{});
            if (column.type.id == TypeId::BigInt) limits(std::int64_t{});
            targets.push_back(target);
            columns.emplace(column.name, i);
        }
    }

    bool invalid(std::string_view why) {
        error = {"invalid_json", {}, fmt::format("The value is not a valid JSON object: {}.", why)};
        return false;
    }
    bool brokenAt(std::uint32_t token) {
        if (token >= tokens.count()) return invalid("it ends too early");
        return invalid(fmt::format("unexpected \"{}\" at byte {}", excerpt(tokens.text(token)), tokens.starts()[token]));
    }

    std::uint32_t columnOf(std::string_view quoted, std::uint32_t& cursor) {
        if (const auto it = known.find(quoted); it != known.end()) {
            cursor = it->second + 1;
            return names[it->second].column;
        }
        std::string_view name = quoted.substr(1, quoted.size() - 2);
        if (name.find('\\') != std::string_view::npos) tokens.unescape(quoted, name); // checked by the caller
        const auto it = columns.find(name);
        const auto column = it == columns.end() ? none : it->second;
        if (names.size() < namesMax && quoted.size() <= nameBytesMax) {
            names.emplace_back(quoted, column);
            cursor = static_cast<std::uint32_t>(names.size());
            known.emplace(names.back().raw, cursor - 1);
        }
        return column;
    }

    bool walk(std::string_view json);
    bool convertColumn(std::size_t column, Arena& arena, Datum& out);
    bool convertText(std::size_t column, std::string_view token, Arena& arena, Datum& out);
    bool refuse(std::size_t column, Parsed why, std::string_view text);
};

bool JsonRowReader::State::walk(std::string_view json) {
    if (!tokens.scan(json)) return invalid(tokens.problem());
    for (auto& target : targets) target.from = none;
    const auto count = tokens.count();
    const auto* const starts = tokens.starts();
    const char* const text = json.data();
    if (text[starts[0]] != '{') return invalid(fmt::format("it starts with \"{}\"", excerpt(tokens.text(0))));
    std::uint32_t at = 1;
    std::uint32_t cursor = 0; // into names: the one expected next
    if (count > 1 && text[starts[1]] == '}') {
        at = 2;
    } else {
        for (;;) {
            // A member needs four tokens: name, colon, value, and a comma or the closing bracket.
            if (at + 3 >= count) return brokenAt(at + 3);
            const char* const name = text + starts[at];
            if (*name != '"') return brokenAt(at);
            if (text[starts[at + 1]] != ':') return brokenAt(at + 1);
            std::uint32_t column = none;
            if (cursor < names.size() && names[cursor].matches(name, starts[at + 1] - starts[at])) [[likely]] {
                column = names[cursor++].column;
            } else {
                if (!tokens.isScalar(at)) return brokenAt(at);
                column = columnOf(tokens.text(at), cursor);
            }
            const auto value = at + 2;
            auto last = value;
            const char c = text[starts[value]];
            if (c == '{' || c == '[') {
                last = tokens.endOfValue(value, jsonDepthMax - 1);
                if (last == count) return invalid(fmt::format("the value at byte {} is broken or nested deeper than {}", starts[value], jsonDepthMax));
            } else if (column == none) {
                if (!tokens.isScalar(value)) return brokenAt(value);
            }
            if (column != none) {
                auto& target = targets[column];
                if (target.from != none && target.from == target.to && !tokens.isScalar(target.from)) return brokenAt(target.from);
                target.from = value;
                target.to = last;
            }
            at = last + 1;
            if (at >= count) return brokenAt(at);
            const char separator = text[starts[at]];
            ++at;
            if (separator == ',') continue;
            if (separator == '}') break;
            return brokenAt(at - 1);
        }
    }
    if (at != count) return brokenAt(at);
    return true;
}

bool JsonRowReader::State::refuse(std::size_t column, Parsed why, std::string_view text) {
    const auto& target = targets[column];
    if (target.from == target.to && !tokens.isScalar(target.from)) return brokenAt(target.from);
    const auto& named = schema->columns[column];
    if (why == Parsed::OutOfRange)
        error = {"numeric_value_out_of_range", named.name, fmt::format("The value \"{}\" is out of range for type {}.", excerpt(text), typeName(named.type))};
    else
        error = {"invalid_text_representation", named.name, fmt::format("Invalid input syntax for type {}: \"{}\".", typeName(named.type), excerpt(text))};
    return false;
}

bool JsonRowReader::State::convertText(std::size_t column, std::string_view token, Arena& arena, Datum& out) {
    const auto& named = schema->columns[column];
    std::string_view text = token;
    if (token.front() == '"') {
        if (token.size() < 2 || token.back() != '"') return refuse(column, Parsed::Invalid, token);
        text = token.substr(1, token.size() - 2);
        if (tokens.hasEscapes() && text.find('\\') != std::string_view::npos) {
            if (!tokens.unescape(token, text)) return brokenAt(targets[column].from);
            if (text.find('\0') != std::string_view::npos) {
                error = {"untranslatable_character", named.name, "\\u0000 can't be part of a text."};
                return false;
            }
            text = arena.copy(text);
        }
    } else if (targets[column].from == targets[column].to && !isJsonScalar(token)) {
        return brokenAt(targets[column].from);
    }
    if (named.type.id == TypeId::Varchar && named.type.modifier >= 0 && text.size() > static_cast<std::size_t>(named.type.modifier)) {
        const auto most = static_cast<std::size_t>(named.type.modifier);
        auto length = characters(text);
        while (length > most && text.back() == ' ') {
            text.remove_suffix(1);
            --length;
        }
        if (length > most) {
            error = {"string_data_right_truncation", named.name, fmt::format("The value \"{}\" is too long for type {}.", excerpt(text), typeName(named.type))};
            return false;
        }
    }
    out = Datum::ofBytes(text);
    return true;
}

bool JsonRowReader::State::convertColumn(std::size_t column, Arena& arena, Datum& out) {
    auto& target = targets[column];
    const auto token = tokens.text(target.from, target.to);
    const char c = token.front();
    if (c == 'n' && token == "null") {
        out = Datum();
        return true;
    }
    if (target.road == Road::Text) return convertText(column, token, arena, out);
    if (target.road == Road::Callback) {
        if (target.from == target.to && !tokens.isScalar(target.from)) return brokenAt(target.from);
        const auto& named = schema->columns[column];
        if (convert(token, named.type, arena, out, error)) return true;
        error.column = named.name;
        return false;
    }
    auto parsed = Parsed::Invalid;
    if (c == '"') {
        std::string_view text;
        if (!tokens.isScalar(target.from)) return brokenAt(target.from);
        if (tokens.hasEscapes())
            tokens.unescape(token, text);
        else
            text = token.substr(1, token.size() - 2);
        std::int64_t integer = 0;
        double number = 0;
        bool flag = false;
        switch (target.road) {
        case Road::Integer:
            parsed = parseIntegerText(text, integer);
            if (parsed == Parsed::Ok && (integer < target.low || integer > target.high)) parsed = Parsed::OutOfRange;
            out = Datum::ofInt(integer);
            break;
        case Road::Boolean:
            parsed = parseBooleanText(text, flag);
            out = Datum::ofBool(flag);
            break;
        default:
            parsed = target.road == Road::Real ? parseRealText(text, number) : parseDoubleText(text, number);
            out = Datum::ofDouble(number);
        }
        return parsed == Parsed::Ok || refuse(column, parsed, text);
    }
    switch (target.road) {
    case Road::Integer: {
        std::int64_t integer = 0;
        parsed = parseJsonInteger(token, integer);
        if (parsed == Parsed::Ok && (integer < target.low || integer > target.high)) parsed = Parsed::OutOfRange;
        out = Datum::ofInt(integer);
        break;
    }
    case Road::Double: {
        double number = 0;
        parsed = parseJsonDouble(token, number);
        out = Datum::ofDouble(number);
        break;
    }
    case Road::Real: {
        double number = 0;
        parsed = isJsonNumber(token) ? parseRealText(token, number) : Parsed::Invalid;
        out = Datum::ofDouble(number);
        break;
    }
    default: {
        bool flag = false;
        if (isJsonScalar(token)) parsed = parseBooleanText(token, flag); // true, false, 1, 0
        out = Datum::ofBool(flag);
    }
    }
    return parsed == Parsed::Ok || refuse(column, parsed, token);
}

JsonRowReader::JsonRowReader(SchemaPtr schema, std::vector<bool> wanted, JsonConvert convert)
    : m_state(std::make_unique<State>(std::move(schema), wanted, convert)) {}
JsonRowReader::~JsonRowReader() = default;
JsonRowReader::JsonRowReader(JsonRowReader&&) noexcept = default;

bool JsonRowReader::read(std::string_view json, Arena& arena, Datum* columns) {
    auto& state = *m_state;
    if (!state.walk(json)) return false;
    Datum unread;
    const auto* const starts = state.tokens.starts();
    const bool escapes = state.tokens.hasEscapes();
    for (std::size_t i = 0; i < state.targets.size(); ++i) {
        const auto& target = state.targets[i];
        auto& out = target.wanted ? columns[i] : unread;
        if (target.from == none) {
            out = Datum();
            continue;
        }
        const char* const begin = json.data() + starts[target.from];
        const char* end = json.data() + starts[target.from + 1];
        while (JsonTokens::isSpace(end[-1])) --end;
        switch (target.road) {
        case Road::Integer: {
            std::int64_t value = 0;
            if (!parseShortInteger(begin, end, value) || value < target.low || value > target.high) break;
            out = Datum::ofInt(value);
            continue;
        }
        case Road::Double: {
            double value = 0;
            if (!parseShortDecimal(begin, end, value)) break;
            out = Datum::ofDouble(value);
            continue;
        }
        case Road::Text:
            if (*begin != '"' || end[-1] != '"' || end - begin < 2 || escapes || target.limited) break;
            out = Datum::ofBytes({begin + 1, static_cast<std::size_t>(end - begin - 2)});
            continue;
        default: break;
        }
        if (!state.convertColumn(i, arena, out)) return false;
    }
    return true;
}

const JsonError& JsonRowReader::error() const { return m_state->error; }

} // namespace weir
