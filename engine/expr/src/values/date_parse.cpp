// SPDX-License-Identifier: Apache-2.0
// A date's tokens to an instant: which number is the year, month, day or time follows PostgreSQL's rules for DateStyle MDY.
#include "values/calendar.h"
#include "values/date_text.h"
#include "values/number_text.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>

namespace weir::expr {
namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

enum class Outcome { Good, Bad, Range, Displacement };

/// "05.1234567": the digits behind the point as µs, rounded.
int fractionMicros(std::string_view digits) {
    double value = 0;
    std::string text = "0." + std::string(digits);
    std::from_chars(text.data(), text.data() + text.size(), value);
    return static_cast<int>(std::nearbyint(value * 1e6));
}

class Decoder {
public:
    Decoder(bool zoned, std::int64_t nowMicros) : m_zoned(zoned), m_now(nowMicros) {}

    Outcome decode(const std::vector<DateToken>& tokens, std::int64_t& out) {
        if (tokens.empty()) return Outcome::Bad;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const Outcome outcome = token(tokens[i], i + 1 < tokens.size() ? &tokens[i + 1] : nullptr);
            if (outcome != Outcome::Good) return outcome;
        }
        return finish(out);
    }
    const std::string& unknownZone() const { return m_unknownZone; }

private:
    Outcome token(const DateToken& token, const DateToken* next) {
        switch (token.kind) {
        case DateToken::Kind::Date:
            if (m_julian) return Outcome::Bad;
            return date(token.text);
        case DateToken::Kind::Time: return time(token.text);
        case DateToken::Kind::Zone: {
            if (m_haveOffset) return Outcome::Bad;
            int seconds = 0;
            if (!parseOffset(token.text, seconds)) {
                return token.text.find_first_not_of("+-0123456789:") == std::string::npos ? Outcome::Displacement : Outcome::Bad;
            }
            m_haveOffset = true;
            m_offset = seconds;
            return Outcome::Good;
        }
        case DateToken::Kind::Special:
        case DateToken::Kind::Word: return word(token, next);
        case DateToken::Kind::Number: return number(token.text);
        }
        return Outcome::Bad;
    }

    Outcome word(const DateToken& token, const DateToken* next) {
        const DateWordEntry* entry = findDateWord(token.text);
        if (entry == nullptr) {
            const auto zone = findZone(token.raw);
            if (!zone) {
                m_unknownZone = token.raw;
                return Outcome::Bad;
            }
            if (m_haveOffset || m_zone) return Outcome::Bad;
            m_zone = zone;
            return Outcome::Good;
        }
        switch (entry->kind) {
        case DateWord::Month:
            if (m_month != 0) {
                // "2 jan": a number taken for the month before was the day.
                if (m_monthByName || m_day != 0) return Outcome::Bad;
                m_day = m_month;
            }
            m_month = entry->value;
            m_monthByName = true;
            return Outcome::Good;
        case DateWord::Weekday:
        case DateWord::Ignored: return Outcome::Good;
        case DateWord::AmPm:
            if (m_haveHalf) return Outcome::Bad;
            m_haveHalf = true;
            if (!m_haveTime || m_time.hour > 12) return m_haveTime ? Outcome::Range : Outcome::Bad;
            if (entry->value == 12 && m_time.hour != 12) m_time.hour += 12;
            else if (entry->value == 0 && m_time.hour == 12) m_time.hour = 0;
            return Outcome::Good;
        case DateWord::Era: m_bc = entry->value == 1; return Outcome::Good;
        case DateWord::IsoTime:
            if (next == nullptr || (next->kind != DateToken::Kind::Number && next->kind != DateToken::Kind::Time)) return Outcome::Bad;
            m_timeFollows = true;
            return Outcome::Good;
        case DateWord::Julian: m_julian = true; return Outcome::Good;
        case DateWord::TimePart: m_haveTime = true; m_haveOffset = true; return Outcome::Good;
        case DateWord::Today:
        case DateWord::Tomorrow:
        case DateWord::Yesterday: {
            const std::int64_t shift = entry->kind == DateWord::Tomorrow ? 1 : entry->kind == DateWord::Yesterday ? -1 : 0;
            const CivilTime today = civilOf(m_now);
            setDay(dayNumber(today.year, today.month, today.day) + shift);
            return Outcome::Good;
        }
        case DateWord::Now:
        case DateWord::Epoch:
        case DateWord::Infinity:
            if (m_fixed) return Outcome::Bad;
            m_fixed = entry->kind == DateWord::Now ? m_now : entry->kind == DateWord::Epoch ? 0 : entry->value > 0 ? futureInfinity : pastInfinity;
            return Outcome::Good;
        }
        return Outcome::Bad;
    }

    void setDay(std::int64_t day) {
        const CivilTime date = civilOfDay(day);
        m_year = date.year;
        m_haveYear = true;
        m_fullYear = true;
        m_month = date.month;
        m_day = date.day;
    }

    Outcome time(std::string_view text) {
        if (m_haveTime) return Outcome::Bad;
        int fields[3] = {0, 0, 0};
        int field = 0;
        std::size_t at = 0;
        while (true) {
            const std::size_t from = at;
            while (at < text.size() && isDigit(text[at])) ++at;
            const auto value = at == from && field > 0 ? 0 : wholeNumber(text.substr(from, at - from)); // "3:" is "3:00"
            if (!value || *value > 99999) return value ? Outcome::Range : Outcome::Bad;
            fields[field] = static_cast<int>(*value);
            if (at == text.size()) break;
            if (text[at] == ':' && field < 2) {
                ++field;
                ++at;
            } else if (text[at] == '.' && field > 0) {
                if (text.find_first_not_of("0123456789", at + 1) != std::string_view::npos) return Outcome::Bad;
                m_time.micros = fractionMicros(text.substr(at + 1));
                if (field == 1) { // "12:34.5" is minutes and seconds
                    fields[2] = fields[1];
                    fields[1] = fields[0];
                    fields[0] = 0;
                }
                break;
            } else {
                return Outcome::Bad;
            }
        }
        return setTime(fields[0], fields[1], fields[2]);
    }

    Outcome setTime(int hour, int minute, int second) {
        m_haveTime = true;
        m_timeFollows = false;
        m_time.hour = hour;
        m_time.minute = minute;
        m_time.second = second;
        const bool endOfDay = hour == 24 && minute == 0 && second == 0 && m_time.micros == 0;
        return (hour < 24 || endOfDay) && minute < 60 && second <= 60 && (second < 60 || m_time.micros == 0) ? Outcome::Good : Outcome::Range;
    }

    /// "2024-01-02", "1/2/2024", "02-jan-24", "2024.005".
    Outcome date(std::string_view text) {
        if (m_month != 0 && !m_monthByName) return Outcome::Bad;
        std::vector<std::string_view> parts;
        std::size_t at = 0;
        while (at < text.size()) {
            const std::size_t from = at;
            const bool digits = isDigit(text[at]);
            while (at < text.size() && (digits ? isDigit(text[at]) : text[at] >= 'a' && text[at] <= 'z')) ++at;
            if (at == from) {
                ++at;
                continue;
            }
            parts.push_back(text.substr(from, at - from));
            if (parts.size() > 3) return Outcome::Bad;
        }
        for (const std::string_view part : parts)
            if (!isDigit(part.front())) {
                const DateWordEntry* entry = findDateWord(part);
                if (entry == nullptr || entry->kind != DateWord::Month || m_monthByName) return Outcome::Bad;
                m_month = entry->value;
                m_monthByName = true;
            }
        for (const std::string_view part : parts)
            if (isDigit(part.front()))
                if (const Outcome outcome = datePart(part, parts.size() == 2); outcome != Outcome::Good) return outcome;
        return Outcome::Good;
    }

    /// The next number of a date: three digits or more make a year; else month, day, year in turn.
    Outcome datePart(std::string_view digits, bool two = false) {
        const auto value = wholeNumber(digits);
        if (!value || *value > 9999999) return Outcome::Range;
        const int small = static_cast<int>(*value);
        if (digits.size() == 3 && m_haveYear && m_month == 0) { // day of the year
            m_dayOfYear = small;
            return small >= 1 && small <= 366 ? Outcome::Good : Outcome::Range;
        }
        if (!m_haveYear && (digits.size() >= 3 || (m_month != 0 && m_day != 0))) {
            m_year = small;
            m_haveYear = true;
            m_fullYear = digits.size() > 2;
            if (two && m_month == 0) return Outcome::Good;
        } else if (m_month == 0) {
            m_month = small;
            if (small < 1 || small > 99) return Outcome::Range;
        } else if (m_day == 0) {
            m_day = small;
            if (small < 1 || small > 31) return Outcome::Range;
        } else {
            return Outcome::Bad;
        }
        return Outcome::Good;
    }

    Outcome number(const std::string& text) {
        const auto point = text.find('.');
        const std::string_view whole = std::string_view(text).substr(0, point);
        if (m_julian) {
            const auto days = wholeNumber(whole);
            if (!days || *days > std::numeric_limits<std::int32_t>::max()) return Outcome::Range;
            double day = 0;
            std::from_chars(text.data(), text.data() + text.size(), day);
            setDay(static_cast<std::int64_t>(std::floor(day)) - 2440588);
            if (point != std::string::npos) {
                const auto micros = static_cast<std::int64_t>(std::nearbyint((day - std::floor(day)) * static_cast<double>(microsPerDay)));
                const CivilTime part = civilOf(micros);
                m_time = part;
                m_haveTime = true;
            }
            m_julian = false;
            return Outcome::Good;
        }
        const bool haveDate = m_haveYear && ((m_month != 0 && m_day != 0) || m_dayOfYear != 0);
        if (m_timeFollows || (haveDate && !m_haveTime)) { // hhmmss, hhmm
            if (whole.size() != 6 && whole.size() != 4) return Outcome::Bad;
            const int value = static_cast<int>(wholeNumber(whole).value_or(0));
            if (point != std::string::npos) {
                if (whole.size() != 6) return Outcome::Bad;
                m_time.micros = fractionMicros(std::string_view(text).substr(point + 1));
            }
            if (whole.size() == 6) return setTime(value / 10000, value / 100 % 100, value % 100);
            return setTime(value / 100, value % 100, 0);
        }
        if (point != std::string::npos) {
            const std::string_view tail = std::string_view(text).substr(point + 1);
            if (whole.size() == 4 && tail.size() == 3 && !m_haveYear) { // year.dayofyear
                if (const Outcome outcome = datePart(whole, true); outcome != Outcome::Good) return outcome;
                return datePart(tail);
            }
            return Outcome::Bad;
        }
        if (!m_haveYear && m_month == 0 && m_day == 0 && (whole.size() == 8 || whole.size() == 6)) { // yyyymmdd, yymmdd
            const int value = static_cast<int>(wholeNumber(whole).value_or(0));
            m_year = value / 10000;
            m_haveYear = true;
            m_fullYear = whole.size() == 8;
            m_month = value / 100 % 100;
            m_day = value % 100;
            return Outcome::Good;
        }
        if (m_monthByName && m_day == 0 && whole.size() <= 2) { // January 2
            m_day = static_cast<int>(wholeNumber(whole).value_or(0));
            return m_day >= 1 && m_day <= 31 ? Outcome::Good : Outcome::Range;
        }
        if (haveDate) return Outcome::Bad;
        return datePart(whole);
    }

    Outcome finish(std::int64_t& out) {
        if (m_fixed) {
            if (m_month != 0 || m_haveYear) return Outcome::Bad;
            out = *m_fixed;
            return Outcome::Good;
        }
        if (m_julian || !m_haveYear || (m_dayOfYear == 0 && (m_month == 0 || m_day == 0))) return Outcome::Bad;
        if (m_bc) {
            if (m_year <= 0) return Outcome::Range;
            m_year = 1 - m_year;
        } else if (!m_fullYear) {
            m_year += m_year < 70 ? 2000 : 1900;
        } else if (m_year == 0) {
            return Outcome::Range;
        }
        if (m_dayOfYear != 0) {
            const CivilTime date = civilOfDay(dayNumber(m_year, 1, 1) + m_dayOfYear - 1);
            m_month = date.month;
            m_day = date.day;
        }
        if (m_month < 1 || m_month > 12 || m_day < 1 || m_day > daysInMonth(m_year, m_month)) return Outcome::Range;
        m_time.year = m_year;
        m_time.month = m_month;
        m_time.day = m_day;
        const auto local = microsOf(m_time);
        if (!local) return Outcome::Range;
        out = *local;
        if (!m_zoned) return Outcome::Good;
        if (m_zone) {
            const auto instant = localToMicros(*m_zone, *local);
            if (!instant) return Outcome::Range;
            out = *instant;
        }
        out -= m_offset * microsPerSecond;
        return validTimestamp(out) ? Outcome::Good : Outcome::Range;
    }

    bool m_zoned;
    std::int64_t m_now;
    std::int64_t m_year = 0;
    int m_month = 0;
    int m_day = 0;
    int m_dayOfYear = 0;
    bool m_haveYear = false;
    bool m_fullYear = false;
    bool m_monthByName = false;
    bool m_bc = false;
    bool m_haveTime = false;
    bool m_haveHalf = false; ///< AM or PM
    bool m_timeFollows = false;
    bool m_julian = false;
    CivilTime m_time;
    bool m_haveOffset = false;
    int m_offset = 0;
    std::optional<absl::TimeZone> m_zone;
    std::optional<std::int64_t> m_fixed;
    std::string m_unknownZone;
};

} // namespace

bool parseTimestamp(KernelContext& context, bool zoned, std::string_view text, std::int64_t& out) {
    const std::string_view type = zoned ? "timestamp with time zone" : "timestamp";
    std::vector<DateToken> tokens;
    if (splitDate(text, tokens)) {
        Decoder decoder(zoned, context.nowMicros);
        switch (decoder.decode(tokens, out)) {
        case Outcome::Good: return true;
        case Outcome::Range: return context.fail("datetime_field_overflow", fmt::format("date/time field value out of range: {}", quoted(text)));
        case Outcome::Displacement:
            return context.fail("invalid_time_zone_displacement_value", fmt::format("time zone displacement out of range: {}", quoted(text)));
        case Outcome::Bad:
            if (decoder.unknownZone().find('/') != std::string::npos)
                return context.fail("invalid_parameter_value", fmt::format("time zone {} not recognized", quoted(decoder.unknownZone())));
        }
    }
    return context.fail("invalid_datetime_format", fmt::format("invalid input syntax for type {}: {}", type, quoted(text)));
}

} // namespace weir::expr
