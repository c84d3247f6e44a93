// SPDX-License-Identifier: Apache-2.0
#include "values/timestamp_format.h"
#include "values/calendar.h"
#include "values/number_text.h"
#include "values/utf8.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>

namespace weir::expr {
namespace {

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr char lowerOf(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool isSeparator(char c) { return c > ' ' && c < 0x7F && !isDigit(c) && !(lowerOf(c) >= 'a' && lowerOf(c) <= 'z'); }

constexpr std::array<std::string_view, 12> months{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> days{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
constexpr std::array<std::string_view, 12> romans{"xii", "xi", "x", "ix", "viii", "vii", "vi", "v", "iv", "iii", "ii", "i"};
constexpr std::array<std::string_view, 2> meridiems{"am", "pm"};
constexpr std::array<std::string_view, 2> meridiemsDotted{"a.m.", "p.m."};
constexpr std::array<std::string_view, 2> eras{"ad", "bc"};
constexpr std::array<std::string_view, 2> erasDotted{"a.d.", "b.c."};

/// Everything that a text can say; 0 is "not said", as PostgreSQL takes it.
struct Said {
    std::int64_t year = 0, month = 0, day = 0, dayOfYear = 0, week = 0, weekOfMonth = 0, weekday = 0, julian = 0, century = 0;
    std::int64_t hour = 0, minute = 0, second = 0, millis = 0, micros = 0, secondOfDay = 0;
    std::int64_t afternoon = 0, beforeChrist = 0;
    std::int64_t zoneHour = 0, zoneMinute = 0;
    int zoneSign = 0;
    int yearDigits = 4;
    int fractionDigits = 6; ///< FF1 to FF6 round the instant
    bool twelveHours = false;
    bool gregorian = false;
    bool iso = false;
};

/// Two digits are of 1970 to 2069, three of the years nearest to 2020.
std::int64_t fullYear(std::int64_t year) {
    if (year < 70) return year + 2000;
    if (year < 100) return year + 1900;
    if (year < 520) return year + 2000;
    return year < 1000 ? year + 1000 : year;
}

class PatternMatcher {
public:
    PatternMatcher(KernelContext& context, std::string_view text, const std::vector<PatternPart>& parts) : m_context(context), m_text(text), m_parts(parts) {}

    bool match(Said& said) {
        for (m_part = 0; m_part < m_parts.size() && m_at < m_text.size(); ++m_part) {
            const auto& part = m_parts[m_part];
            const bool isField = part.kind == PatternPart::Kind::Field;
            if (!m_fixed && !(isField && part.field == PatternField::Fixed) && (isField || m_part == 0)) skipSpaces();
            if (!isField) {
                between(part);
                continue;
            }
            if (!field(part, said)) return false;
            if (!m_fixed) {
                m_extra = 0;
                skipSpaces();
            }
        }
        return true;
    }

private:
    bool refuse(std::string message) { return m_context.fail("invalid_datetime_format", std::move(message)); }
    void skipSpaces() {
        for (; m_at < m_text.size() && isSpace(m_text[m_at]); ++m_at) ++m_extra;
    }
    void skipCharacter() {
        if (m_at < m_text.size()) m_at = std::min(m_at + utf8::width(m_text[m_at]), m_text.size());
    }

    /// A separator or a space takes one of either, or nothing; another character takes any one.
    void between(const PatternPart& part) {
        if (m_fixed) {
            skipCharacter();
        } else if (part.kind != PatternPart::Kind::Character) {
            --m_extra;
            if (m_at < m_text.size() && (isSpace(m_text[m_at]) || isSeparator(m_text[m_at]))) {
                ++m_at;
                ++m_extra;
            }
        } else if (m_extra > 0) {
            --m_extra; // stands for a space that was skipped already
        } else {
            skipCharacter();
        }
    }

    bool digitsFollow(const PatternPart& part) const {
        if (part.ordinal || m_part + 1 == m_parts.size()) return false;
        const auto& next = m_parts[m_part + 1];
        if (next.kind == PatternPart::Kind::Field) return next.numeric;
        return next.text.size() == 1 && isDigit(next.text.front());
    }

    /// A number as C's strtol reads it: spaces, a sign, digits. Returns its end in `text`, 0 if there is none.
    static std::size_t scan(std::string_view text, std::int64_t& value, bool& overflow) {
        std::size_t at = 0;
        while (at < text.size() && isSpace(text[at])) ++at;
        const bool negative = at < text.size() && text[at] == '-';
        if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
        const std::size_t from = at;
        value = 0;
        overflow = false;
        for (; at < text.size() && isDigit(text[at]); ++at) {
            value = value * 10 + (text[at] - '0');
            overflow = overflow || value > std::int64_t{INT32_MAX} + (negative ? 1 : 0);
            value = std::min<std::int64_t>(value, std::int64_t{1} << 40U);
        }
        if (negative) value = -value;
        return at == from ? 0 : at;
    }

    bool number(const PatternPart& part, std::size_t width, std::int64_t* to, std::size_t* taken = nullptr) {
        const std::size_t begin = m_at;
        std::int64_t value = 0;
        bool overflow = false;
        const auto spaces = static_cast<std::size_t>(std::find_if_not(m_text.begin() + static_cast<std::ptrdiff_t>(m_at), m_text.end(), isSpace) - m_text.begin());
        if (part.unpadded || !digitsFollow(part)) {
            m_at += scan(m_text.substr(m_at), value, overflow);
        } else {
            m_at = spaces;
            const auto given = m_text.substr(m_at, width);
            if (m_text.size() - m_at < width) return refuse(fmt::format("source string too short for {} formatting field", quoted(part.text)));
            const auto used = scan(given, value, overflow);
            if (used > 0 && used < width) return refuse(fmt::format("invalid value {} for {}: {} digits are needed", quoted(given), quoted(part.text), width));
            m_at += used;
        }
        if (m_at == begin) return refuse(fmt::format("invalid value {} for {}: it must be an integer", quoted(m_text.substr(begin, width)), quoted(part.text)));
        if (overflow) return m_context.fail("datetime_field_overflow", fmt::format("value for {} in source string is out of range", quoted(part.text)));
        if (taken != nullptr) *taken = m_at - begin;
        return to == nullptr || say(part, *to, value);
    }

    bool say(const PatternPart& part, std::int64_t& to, std::int64_t value) {
        if (to != 0 && to != value) return refuse(fmt::format("conflicting values for {} field in formatting string", quoted(part.text)));
        to = value;
        return true;
    }

    /// The first of the words that the text goes on with; `width`: only so many letters of each.
    template <std::size_t n>
    bool word(const PatternPart& part, const std::array<std::string_view, n>& words, std::int64_t& index, std::size_t width = std::string_view::npos) {
        for (std::size_t i = 0; i < n; ++i) {
            const auto name = words[i].substr(0, width);
            if (m_text.size() - m_at < name.size()) continue;
            if (!std::equal(name.begin(), name.end(), m_text.begin() + static_cast<std::ptrdiff_t>(m_at), [](char a, char b) { return a == lowerOf(b); })) continue;
            m_at += name.size();
            index = static_cast<std::int64_t>(i);
            return true;
        }
        return refuse(fmt::format("invalid value {} for {}", quoted(m_text.substr(m_at)), quoted(part.text)));
    }

    bool calendar(Said& said, PatternField field) {
        switch (field) {
        case PatternField::IsoDayOfYear:
        case PatternField::IsoWeekday:
        case PatternField::IsoWeek:
        case PatternField::IsoYear: said.iso = true; break;
        case PatternField::DayOfYear:
        case PatternField::Day:
        case PatternField::Weekday:
        case PatternField::Month:
        case PatternField::MonthName:
        case PatternField::MonthShort:
        case PatternField::RomanMonth:
        case PatternField::Week:
        case PatternField::WeekOfMonth:
        case PatternField::YearWithComma:
        case PatternField::Year: said.gregorian = true; break;
        default: break;
        }
        if (said.iso && said.gregorian) return refuse("invalid combination of date conventions: Gregorian and ISO week fields do not mix");
        return true;
    }

    bool year(const PatternPart& part, Said& said) {
        std::size_t taken = 0;
        std::int64_t value = 0;
        if (!number(part, part.width, &value, &taken)) return false;
        said.yearDigits = part.width;
        // PostgreSQL checks the conflict on the digits and completes them after.
        if (!say(part, said.year, value)) return false;
        if (part.width < 4 && taken < 4) said.year = fullYear(said.year);
        return true;
    }

    bool yearWithComma(const PatternPart& part, Said& said) {
        std::int64_t thousands = 0;
        bool overflow = false;
        const auto used = scan(m_text.substr(m_at), thousands, overflow);
        std::size_t at = m_at + used + 1;
        std::size_t digits = 0;
        std::int64_t rest = 0;
        if (used > 0 && at <= m_text.size() && m_text[at - 1] == ',')
            for (; digits < 3 && at < m_text.size() && isDigit(m_text[at]); ++at, ++digits) rest = rest * 10 + (m_text[at] - '0');
        if (digits == 0) return refuse("invalid input string for \"Y,YYY\"");
        if (overflow || thousands > INT32_MAX / 1000 - 1) return m_context.fail("datetime_field_overflow", "value for \"Y,YYY\" in source string is out of range");
        m_at = at;
        said.yearDigits = 4;
        return say(part, said.year, thousands * 1000 + rest);
    }

    bool fraction(const PatternPart& part, std::int64_t& to, std::size_t width, std::size_t places) {
        std::size_t taken = 0;
        if (!number(part, width, &to, &taken)) return false;
        for (; taken < places; ++taken) to *= 10;
        return true;
    }

    bool zoneHour(const PatternPart& part, Said& said) {
        const char c = m_text[m_at];
        if (c == '+' || c == '-' || c == ' ') {
            said.zoneSign = c == '-' ? -1 : 1;
            ++m_at;
        } else { // a minus may have been taken for a separator
            said.zoneSign = m_extra > 0 && m_at > 0 && m_text[m_at - 1] == '-' ? -1 : 1;
        }
        return number(part, 2, &said.zoneHour);
    }

    bool field(const PatternPart& part, Said& said) {
        if (!calendar(said, part.field)) return false;
        if (!value(part, said)) return false;
        if (part.ordinal && part.numeric)
            for (int i = 0; i < 2; ++i) skipCharacter();
        return true;
    }

    bool value(const PatternPart& part, Said& said) {
        std::int64_t index = 0;
        switch (part.field) {
        case PatternField::Fixed: m_fixed = true; return true;
        case PatternField::MeridiemDots:
        case PatternField::Meridiem:
            if (!(part.field == PatternField::Meridiem ? word(part, meridiems, index) : word(part, meridiemsDotted, index))) return false;
            said.twelveHours = true;
            return say(part, said.afternoon, index);
        case PatternField::EraDots:
        case PatternField::Era:
            if (!(part.field == PatternField::Era ? word(part, eras, index) : word(part, erasDotted, index))) return false;
            return say(part, said.beforeChrist, index);
        case PatternField::Hour12: said.twelveHours = true; return number(part, 2, &said.hour);
        case PatternField::Hour24: return number(part, 2, &said.hour);
        case PatternField::Minute: return number(part, 2, &said.minute);
        case PatternField::Second: return number(part, 2, &said.second);
        case PatternField::Millisecond: return fraction(part, said.millis, 3, 3);
        case PatternField::Fraction: said.fractionDigits = part.width; return fraction(part, said.micros, part.width, 6);
        case PatternField::Micros: return fraction(part, said.micros, part.width, 6);
        case PatternField::SecondOfDay: return number(part, part.width, &said.secondOfDay);
        case PatternField::OutputOnly: return m_context.fail("feature_not_supported", fmt::format("formatting field {} can't be read; use TZH and TZM", quoted(part.text)));
        case PatternField::ZoneHour: return zoneHour(part, said);
        case PatternField::ZoneMinute:
            if (said.zoneSign == 0) said.zoneSign = 1;
            return number(part, 2, &said.zoneMinute);
        case PatternField::MonthName: return word(part, months, index) && say(part, said.month, index + 1);
        case PatternField::MonthShort: return word(part, months, index, 3) && say(part, said.month, index + 1);
        case PatternField::RomanMonth: return word(part, romans, index) && say(part, said.month, 12 - index);
        case PatternField::Month: return number(part, 2, &said.month);
        case PatternField::DayName:
        case PatternField::DayShort:
            if (!word(part, days, index, part.field == PatternField::DayName ? std::string_view::npos : 3) || !say(part, said.weekday, index)) return false;
            ++said.weekday;
            return true;
        case PatternField::DayOfYear: return number(part, 3, &said.dayOfYear);
        case PatternField::IsoDayOfYear: return number(part, 3, &said.dayOfYear);
        case PatternField::Day: return number(part, 2, &said.day);
        case PatternField::Weekday: return number(part, 1, &said.weekday);
        case PatternField::IsoWeekday:
            if (!number(part, 1, &said.weekday)) return false;
            if (++said.weekday > 7) said.weekday = 1; // Sunday is 1
            return true;
        case PatternField::Week:
        case PatternField::IsoWeek: return number(part, 2, &said.week);
        case PatternField::Quarter: return number(part, 1, nullptr);
        case PatternField::Century: return number(part, 2, &said.century);
        case PatternField::YearWithComma: return yearWithComma(part, said);
        case PatternField::IsoYear:
        case PatternField::Year: return year(part, said);
        case PatternField::WeekOfMonth: return number(part, 1, &said.weekOfMonth);
        case PatternField::Julian: return number(part, 1, &said.julian);
        }
        return true;
    }

    KernelContext& m_context;
    std::string_view m_text;
    const std::vector<PatternPart>& m_parts;
    std::size_t m_at = 0;
    std::size_t m_part = 0;
    int m_extra = 0; ///< characters skipped beyond what the pattern asked for
    bool m_fixed = false;
};

/// What was said to an instant. Later fields complete what earlier ones left open.
class Settler {
public:
    Settler(KernelContext& context, Said said, std::string_view text) : m_context(context), m_said(said), m_text(text) {}

    bool settle(std::int64_t& out) {
        if (!clock() || !date()) return false;
        const auto local = microsOf(m_time);
        if (!local) return m_context.fail("datetime_field_overflow", "timestamp out of range");
        std::int64_t offset = 0;
        if (m_said.zoneSign != 0) {
            if (m_said.zoneHour < 0 || m_said.zoneHour > 15 || m_said.zoneMinute < 0 || m_said.zoneMinute > 59)
                return m_context.fail("invalid_time_zone_displacement_value", fmt::format("time zone displacement out of range: {}", quoted(m_text)));
            offset = m_said.zoneSign * (m_said.zoneHour * microsPerHour + m_said.zoneMinute * microsPerMinute);
        }
        out = roundedToDigits(*local - offset);
        return validTimestamp(out) || m_context.fail("datetime_field_overflow", "timestamp out of range");
    }

private:
    bool outOfRange() { return m_context.fail("datetime_field_overflow", fmt::format("date/time field value out of range: {}", quoted(m_text))); }

    /// Away from 2000-01-01, as all rounding of timestamps.
    std::int64_t roundedToDigits(std::int64_t micros) const {
        constexpr std::int64_t year2000 = 946684800 * microsPerSecond;
        std::int64_t unit = 1;
        for (int i = m_said.fractionDigits; i < 6; ++i) unit *= 10;
        const std::int64_t since = micros - year2000;
        return (since + (since < 0 ? -unit / 2 : unit / 2)) / unit * unit + year2000;
    }

    bool clock() {
        std::int64_t hour = m_said.secondOfDay / 3600;
        std::int64_t minute = m_said.secondOfDay % 3600 / 60;
        std::int64_t second = m_said.secondOfDay % 60;
        if (m_said.second != 0) second = m_said.second;
        if (m_said.minute != 0) minute = m_said.minute;
        if (m_said.hour != 0) hour = m_said.hour;
        if (m_said.twelveHours) {
            if (hour < 1 || hour > 12) return m_context.fail("invalid_datetime_format", fmt::format("hour \"{}\" is invalid for the 12-hour clock; use HH24, or an hour between 1 and 12", hour));
            hour = hour % 12 + (m_said.afternoon != 0 ? 12 : 0);
        }
        const std::int64_t micros = m_said.millis * 1000 + m_said.micros;
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || micros < 0 || micros >= microsPerSecond) m_badClock = true;
        m_time.hour = static_cast<int>(std::clamp<std::int64_t>(hour, 0, 23));
        m_time.minute = static_cast<int>(std::clamp<std::int64_t>(minute, 0, 59));
        m_time.second = static_cast<int>(std::clamp<std::int64_t>(second, 0, 59));
        m_time.micros = static_cast<int>(std::clamp<std::int64_t>(micros, 0, microsPerSecond - 1));
        return true;
    }

    void chooseYear() {
        std::int64_t century = m_said.beforeChrist != 0 ? -m_said.century : m_said.century;
        if (m_said.year != 0 && m_said.century != 0 && m_said.yearDigits <= 2) { // the last digits of a year of that century
            const std::int64_t digits = m_said.year % 100;
            if (digits == 0) m_year = century * 100 + (century >= 0 ? 0 : 1);
            else m_year = century >= 0 ? digits + (century - 1) * 100 : (century + 1) * 100 - digits + 1;
        } else if (m_said.year != 0) {
            m_year = m_said.beforeChrist != 0 ? -m_said.year : m_said.year;
            if (m_year < 0) ++m_year;
        } else if (m_said.century != 0) {
            m_year = century >= 0 ? (century - 1) * 100 + 1 : century * 100 + 1;
        } else {
            return;
        }
        m_haveYear = true;
    }

    void setDay(std::int64_t number) {
        const CivilTime civil = civilOfDay(number);
        m_year = civil.year;
        m_month = civil.month;
        m_day = civil.day;
        m_haveYear = m_haveMonth = m_haveDay = true;
    }

    bool date() {
        constexpr std::int64_t julianEpoch = 2440588;
        chooseYear();
        if (m_year > 6000000 || m_year < -6000000) return outOfRange();
        if (m_said.julian != 0) setDay(m_said.julian - julianEpoch);
        if (m_said.week != 0) {
            if (m_said.iso) {
                const std::int64_t weekday = m_said.weekday == 0 ? 2 : m_said.weekday; // Sunday 1 ends the week
                setDay(isoWeekStart(m_year, static_cast<int>(m_said.week)) + (weekday > 1 ? weekday - 2 : 6));
            } else {
                m_said.dayOfYear = (m_said.week - 1) * 7 + 1;
            }
        }
        if (m_said.weekOfMonth != 0) m_said.day = (m_said.weekOfMonth - 1) * 7 + 1;
        if (m_said.day != 0) {
            m_day = m_said.day;
            m_haveDay = true;
        }
        if (m_said.month != 0) {
            m_month = m_said.month;
            m_haveMonth = true;
        }
        if (m_said.dayOfYear != 0 && (m_month <= 1 || m_day <= 1) && !dayOfYear()) return false;
        if (m_haveMonth && (m_month < 1 || m_month > 12)) return outOfRange();
        if (m_haveDay && (m_day < 1 || m_day > 31)) return outOfRange();
        if (m_haveYear && m_haveMonth && m_haveDay && m_day > daysInMonth(m_year, static_cast<int>(m_month))) return outOfRange();
        if (m_badClock) return outOfRange();
        m_time.year = m_year;
        m_time.month = static_cast<int>(m_month);
        m_time.day = static_cast<int>(m_day);
        return true;
    }

    bool dayOfYear() {
        if (m_year == 0 && m_said.beforeChrist == 0) return m_context.fail("invalid_datetime_format", "cannot calculate day of year without year information");
        if (m_said.iso) {
            setDay(isoWeekStart(m_year, 1) + m_said.dayOfYear - 1);
            return true;
        }
        std::int64_t before = 0;
        std::int64_t month = 1;
        for (; month <= 12; ++month) {
            const int length = daysInMonth(m_year, static_cast<int>(month));
            if (m_said.dayOfYear <= before + length) break;
            before += length;
        }
        if (m_month <= 1) m_month = month;
        if (m_day <= 1) m_day = m_said.dayOfYear - before;
        m_haveMonth = m_haveDay = true;
        return true;
    }

    KernelContext& m_context;
    Said m_said;
    std::string_view m_text;
    CivilTime m_time;
    std::int64_t m_year = 0;
    std::int64_t m_month = 1;
    std::int64_t m_day = 1;
    bool m_haveYear = false;
    bool m_haveMonth = false;
    bool m_haveDay = false;
    bool m_badClock = false;
};

} // namespace

bool parseTimestampBy(KernelContext& context, std::string_view text, std::string_view pattern, std::int64_t& out) {
    const auto parts = splitPattern(pattern);
    Said said;
    if (!PatternMatcher(context, text, parts).match(said)) return false;
    return Settler(context, said, text).settle(out);
}

} // namespace weir::expr
