// SPDX-License-Identifier: Apache-2.0
// A pattern of to_timestamp cut into fields and characters.
#include "values/timestamp_format.h"
#include "values/utf8.h"

#include <algorithm>
#include <array>

namespace weir::expr {
namespace {

struct FieldName {
    std::string_view name; ///< upper case; lower case means the same
    PatternField field;
    std::uint8_t width;
    bool numeric;
};

// A name that begins with another one stands before it.
constexpr std::array<FieldName, 51> fieldNames{{
    {"A.D.", PatternField::EraDots, 4, false},
    {"A.M.", PatternField::MeridiemDots, 4, false},
    {"AD", PatternField::Era, 2, false},
    {"AM", PatternField::Meridiem, 2, false},
    {"B.C.", PatternField::EraDots, 4, false},
    {"BC", PatternField::Era, 2, false},
    {"CC", PatternField::Century, 2, true},
    {"DAY", PatternField::DayName, 3, false},
    {"DDD", PatternField::DayOfYear, 3, true},
    {"DD", PatternField::Day, 2, true},
    {"DY", PatternField::DayShort, 2, false},
    {"D", PatternField::Weekday, 1, true},
    {"FF1", PatternField::Fraction, 1, true},
    {"FF2", PatternField::Fraction, 2, true},
    {"FF3", PatternField::Fraction, 3, true},
    {"FF4", PatternField::Fraction, 4, true},
    {"FF5", PatternField::Fraction, 5, true},
    {"FF6", PatternField::Fraction, 6, true},
    {"FX", PatternField::Fixed, 2, false},
    {"HH24", PatternField::Hour24, 2, true},
    {"HH12", PatternField::Hour12, 2, true},
    {"HH", PatternField::Hour12, 2, true},
    {"IDDD", PatternField::IsoDayOfYear, 3, true},
    {"ID", PatternField::IsoWeekday, 1, true},
    {"IW", PatternField::IsoWeek, 2, true},
    {"IYYY", PatternField::IsoYear, 4, true},
    {"IYY", PatternField::IsoYear, 3, true},
    {"IY", PatternField::IsoYear, 2, true},
    {"I", PatternField::IsoYear, 1, true},
    {"J", PatternField::Julian, 1, true},
    {"MI", PatternField::Minute, 2, true},
    {"MM", PatternField::Month, 2, true},
    {"MONTH", PatternField::MonthName, 5, false},
    {"MON", PatternField::MonthShort, 3, false},
    {"MS", PatternField::Millisecond, 3, true},
    {"OF", PatternField::OutputOnly, 2, false},
    {"P.M.", PatternField::MeridiemDots, 4, false},
    {"PM", PatternField::Meridiem, 2, false},
    {"Q", PatternField::Quarter, 1, true},
    {"RM", PatternField::RomanMonth, 2, false},
    {"SSSSS", PatternField::SecondOfDay, 5, true},
    {"SSSS", PatternField::SecondOfDay, 4, true},
    {"SS", PatternField::Second, 2, true},
    {"TZH", PatternField::ZoneHour, 2, false},
    {"TZM", PatternField::ZoneMinute, 2, true},
    {"TZ", PatternField::OutputOnly, 2, false},
    {"US", PatternField::Micros, 6, true},
    {"WW", PatternField::Week, 2, true},
    {"W", PatternField::WeekOfMonth, 1, true},
    {"Y,YYY", PatternField::YearWithComma, 4, true},
    {"Y", PatternField::Year, 1, true}, // one to four of them
}};

constexpr char upperOf(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
constexpr bool isLetter(char c) { return upperOf(c) >= 'A' && upperOf(c) <= 'Z'; }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool isSeparator(char c) { return c > ' ' && c < 0x7F && !isLetter(c) && !isDigit(c); }

bool startsAsName(std::string_view text, std::string_view name) {
    if (text.size() < name.size()) return false;
    const bool upper = text.starts_with(name);
    const bool lower = std::equal(name.begin(), name.end(), text.begin(), [](char n, char t) { return n == upperOf(t) && (!isLetter(t) || t >= 'a'); });
    if (upper || lower) return true;
    // Day, Dy, Month, Mon
    const bool word = name == "DAY" || name == "DY" || name == "MONTH" || name == "MON";
    return word && text.front() == name.front() && std::equal(name.begin() + 1, name.end(), text.begin() + 1, [](char n, char t) { return t >= 'a' && n == upperOf(t); });
}

bool takeMark(std::string_view& rest, std::string_view upper, std::string_view lower) {
    if (!rest.starts_with(upper) && !rest.starts_with(lower)) return false;
    rest.remove_prefix(upper.size());
    return true;
}

class PatternReader {
public:
    explicit PatternReader(std::string_view pattern) : m_rest(pattern) {}

    std::vector<PatternPart> read() {
        while (!m_rest.empty()) {
            const bool unpadded = takeMark(m_rest, "FM", "fm");
            if (!unpadded) takeMark(m_rest, "TM", "tm");
            if (m_rest.empty()) break;
            if (takeField(unpadded)) continue;
            if (m_rest.front() == '"') quoted();
            else plain();
        }
        return std::move(m_parts);
    }

private:
    bool takeField(bool unpadded) {
        for (const auto& known : fieldNames) {
            if (!startsAsName(m_rest, known.name)) continue;
            PatternPart part;
            part.kind = PatternPart::Kind::Field;
            part.field = known.field;
            part.width = known.width;
            part.numeric = known.numeric;
            part.unpadded = unpadded;
            std::size_t length = known.name.size();
            if (known.field == PatternField::Year) {
                while (length < 4 && length < m_rest.size() && m_rest[length] == m_rest.front()) ++length;
                part.width = static_cast<std::uint8_t>(length);
            }
            part.text = m_rest.substr(0, length);
            m_rest.remove_prefix(length);
            part.ordinal = takeMark(m_rest, "TH", "th");
            if (!part.ordinal) takeMark(m_rest, "SP", "sp");
            m_parts.push_back(part);
            return true;
        }
        return false;
    }

    void add(PatternPart::Kind kind) {
        PatternPart part;
        part.kind = kind;
        part.text = utf8::next(m_rest);
        m_parts.push_back(part);
    }

    void quoted() {
        m_rest.remove_prefix(1);
        while (!m_rest.empty()) {
            if (m_rest.front() == '"') {
                m_rest.remove_prefix(1);
                return;
            }
            if (m_rest.front() == '\\' && m_rest.size() > 1) m_rest.remove_prefix(1);
            add(PatternPart::Kind::Character);
        }
    }

    void plain() {
        if (m_rest.starts_with("\\\"")) m_rest.remove_prefix(1);
        const char c = m_rest.front();
        add(isSeparator(c) ? PatternPart::Kind::Separator : isSpace(c) ? PatternPart::Kind::Space : PatternPart::Kind::Character);
    }

    std::string_view m_rest;
    std::vector<PatternPart> m_parts;
};

} // namespace

std::vector<PatternPart> splitPattern(std::string_view pattern) { return PatternReader(pattern).read(); }

} // namespace weir::expr
