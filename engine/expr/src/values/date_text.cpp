// SPDX-License-Identifier: Apache-2.0
// Printing of timestamps, the words of dates, and the cutting of a date's text into tokens.
#include "values/date_text.h"

#include "values/calendar.h"

#include <array>
#include <fmt/format.h>

namespace weir::expr {
namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool isLetter(char c) { return lowered(c) >= 'a' && lowered(c) <= 'z'; }

void appendParts(std::string& out, std::int64_t micros, char separator) {
    const CivilTime time = civilOf(micros);
    const std::int64_t year = time.year > 0 ? time.year : 1 - time.year;
    fmt::format_to(std::back_inserter(out), "{:04}-{:02}-{:02}{}{:02}:{:02}:{:02}", year, time.month, time.day, separator, time.hour, time.minute, time.second);
    if (time.micros == 0) return;
    fmt::format_to(std::back_inserter(out), ".{:06}", time.micros);
    while (out.back() == '0') out.pop_back();
}

bool appendInfinity(std::string& out, std::int64_t micros) {
    if (!isInfinite(micros)) return false;
    out += micros == futureInfinity ? "infinity" : "-infinity";
    return true;
}

using enum DateWord;
constexpr auto words = std::to_array<DateWordEntry>({
    {"jan", Month, 1},       {"january", Month, 1},    {"feb", Month, 2},        {"february", Month, 2},   {"mar", Month, 3},       {"march", Month, 3},
    {"apr", Month, 4},       {"april", Month, 4},      {"may", Month, 5},        {"jun", Month, 6},        {"june", Month, 6},      {"jul", Month, 7},
    {"july", Month, 7},      {"aug", Month, 8},        {"august", Month, 8},     {"sep", Month, 9},        {"sept", Month, 9},      {"september", Month, 9},
    {"oct", Month, 10},      {"october", Month, 10},   {"nov", Month, 11},       {"november", Month, 11},  {"dec", Month, 12},      {"december", Month, 12},
    {"mon", Weekday, 1},     {"monday", Weekday, 1},   {"tue", Weekday, 2},      {"tues", Weekday, 2},     {"tuesday", Weekday, 2}, {"wed", Weekday, 3},
    {"weds", Weekday, 3},    {"wednesday", Weekday, 3}, {"thu", Weekday, 4},     {"thur", Weekday, 4},     {"thurs", Weekday, 4},   {"thursday", Weekday, 4},
    {"fri", Weekday, 5},     {"friday", Weekday, 5},   {"sat", Weekday, 6},      {"saturday", Weekday, 6}, {"sun", Weekday, 0},     {"sunday", Weekday, 0},
    {"am", AmPm, 0},         {"pm", AmPm, 12},         {"ad", Era, 0},           {"bc", Era, 1},           {"now", Now, 0},         {"epoch", Epoch, 0},
    {"infinity", Infinity, 1}, {"-infinity", Infinity, -1}, {"today", Today, 0}, {"tomorrow", Tomorrow, 0},
    {"yesterday", Yesterday, 0}, {"at", Ignored, 0},   {"on", Ignored, 0},       {"t", IsoTime, 0},        {"j", Julian, 0},        {"jd", Julian, 0},
    {"julian", Julian, 0},   {"allballs", TimePart, 0},
});

} // namespace

void appendTimestamp(std::string& out, std::int64_t micros, bool zoned) {
    if (appendInfinity(out, micros)) return;
    appendParts(out, micros, ' ');
    if (zoned) out += "+00";
    if (civilOf(micros).year <= 0) out += " BC";
}

void appendTimestampIso(std::string& out, std::int64_t micros, bool zoned) {
    if (appendInfinity(out, micros)) return;
    appendParts(out, micros, 'T');
    if (zoned) out += "+00:00";
    if (civilOf(micros).year <= 0) out += " BC";
}

bool timestampOutOfRange(KernelContext& context) { return context.fail("datetime_field_overflow", "timestamp out of range"); }

const DateWordEntry* findDateWord(std::string_view lowerCase) {
    for (const DateWordEntry& entry : words)
        if (entry.word == lowerCase) return &entry;
    return nullptr;
}

bool parseOffset(std::string_view text, int& seconds) {
    if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
    const int sign = text.front() == '-' ? -1 : 1;
    text.remove_prefix(1);
    int fields[3] = {0, 0, 0};
    if (text.find(':') == std::string_view::npos) { // 8, 08, 0800, 080000
        if (text.empty() || text.size() > 6 || text.find_first_not_of("0123456789") != std::string_view::npos) return false;
        const int number = std::stoi(std::string(text));
        if (text.size() <= 2) fields[0] = number;
        else if (text.size() <= 4) fields[0] = number / 100, fields[1] = number % 100;
        else fields[0] = number / 10000, fields[1] = number / 100 % 100, fields[2] = number % 100;
    } else {
        int field = 0;
        std::size_t digits = 0;
        for (const char c : text) {
            if (c == ':') {
                if (digits == 0 || ++field > 2) return false;
                digits = 0;
            } else if (!isDigit(c) || ++digits > 4) {
                return false;
            } else {
                fields[field] = fields[field] * 10 + (c - '0');
            }
        }
    }
    if (fields[0] > 15 || fields[1] > 59 || fields[2] > 59) return false;
    seconds = sign * (fields[0] * 3600 + fields[1] * 60 + fields[2]);
    return true;
}

bool splitDate(std::string_view text, std::vector<DateToken>& out) {
    std::size_t at = 0;
    const auto peek = [&](std::size_t ahead = 0) { return at + ahead < text.size() ? text[at + ahead] : '\0'; };
    while (at < text.size()) {
        if (isSpace(text[at])) {
            ++at;
            continue;
        }
        const std::size_t from = at;
        DateToken::Kind kind = DateToken::Kind::Number;
        const auto skip = [&](auto&& accepts) {
            while (at < text.size() && accepts(text[at])) ++at;
        };
        if (isDigit(peek())) {
            skip(isDigit);
            if (peek() == ':') {
                kind = DateToken::Kind::Time;
                skip([](char c) { return isDigit(c) || c == ':' || c == '.'; });
            } else if (peek() == '-' || peek() == '/' || peek() == '.') {
                const char delimiter = peek();
                ++at;
                if (isDigit(peek())) {
                    kind = delimiter == '.' ? DateToken::Kind::Number : DateToken::Kind::Date;
                    skip(isDigit);
                    if (peek() == delimiter) {
                        kind = DateToken::Kind::Date;
                        skip([&](char c) { return isDigit(c) || c == delimiter; });
                    }
                } else if (delimiter != '.' || isLetter(peek())) {
                    kind = DateToken::Kind::Date;
                    skip([&](char c) { return isDigit(c) || isLetter(c) || c == delimiter; });
                }
            }
        } else if (peek() == '.') {
            ++at;
            skip(isDigit);
        } else if (isLetter(peek())) {
            kind = DateToken::Kind::Word;
            skip(isLetter);
            const std::string lower = [&] {
                std::string word(text.substr(from, at - from));
                for (char& c : word) c = lowered(c);
                return word;
            }();
            // One-letter units are words, too: "1d2h".
            const bool known = findDateWord(lower) != nullptr || (lower.size() == 1 && std::string_view("dhmsy").find(lower) != std::string_view::npos);
            if (peek() == '-' || peek() == '/' || peek() == '.') { // Jan-02-2024, or a zone: America/New_York
                const bool month = findDateWord(lower) != nullptr && findDateWord(lower)->kind == DateWord::Month;
                if (month) {
                    kind = DateToken::Kind::Date;
                    skip([](char c) { return isDigit(c) || isLetter(c) || c == '-' || c == '/' || c == '.'; });
                } else if (!known || peek() == '/') {
                    skip([](char c) { return isDigit(c) || isLetter(c) || c == '-' || c == '/' || c == '_' || c == '+'; });
                }
            } else if (!known && (isDigit(peek()) || peek() == '_' || peek() == '+')) {
                // EST5EDT: what is no word of a date is perhaps a zone's name
                skip([](char c) { return isDigit(c) || isLetter(c) || c == '/' || c == '_' || c == '-' || c == '+' || c == ':'; });
            }
        } else if (peek() == '+' || peek() == '-') {
            ++at;
            while (isSpace(peek())) ++at;
            if (isDigit(peek())) {
                kind = DateToken::Kind::Zone;
                skip([](char c) { return isDigit(c) || c == ':' || c == '.' || c == '-'; });
            } else if (isLetter(peek())) {
                kind = DateToken::Kind::Special;
                skip(isLetter);
            } else {
                return false;
            }
        } else if (static_cast<unsigned char>(peek()) > ' ' && static_cast<unsigned char>(peek()) < 0x7FU) {
            ++at; // punctuation only separates
            continue;
        } else {
            return false;
        }
        DateToken token;
        token.kind = kind;
        for (const char c : text.substr(from, at - from))
            if (!isSpace(c)) {
                token.raw += c;
                token.text += lowered(c);
            }
        out.push_back(std::move(token));
        if (out.size() > 25) return false;
    }
    return true;
}

} // namespace weir::expr
