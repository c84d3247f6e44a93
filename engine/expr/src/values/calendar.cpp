// SPDX-License-Identifier: Apache-2.0
#include "values/calendar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>

namespace weir::expr {
namespace {

constexpr std::int64_t firstMicros = -210866803200 * microsPerSecond; // 4714-11-24 BC

std::int64_t floorDiv(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

// Abbreviations that mean one offset everywhere they are used; hours east of UTC.
constexpr std::array<std::pair<std::string_view, double>, 34> abbreviations{{
    {"utc", 0},  {"gmt", 0},    {"z", 0},     {"zulu", 0}, {"uct", 0},  {"ut", 0},    {"wet", 0},   {"est", -5},  {"edt", -4},
    {"cst", -6}, {"cdt", -5},   {"mst", -7},  {"mdt", -6}, {"pst", -8}, {"pdt", -7},  {"akst", -9}, {"akdt", -8}, {"hst", -10},
    {"cet", 1},  {"cest", 2},   {"met", 1},   {"mest", 2}, {"eet", 2},  {"eest", 3},  {"bst", 1},   {"west", 1},  {"msk", 3},
    {"jst", 9},  {"kst", 9},    {"ist", 2},   {"aest", 10}, {"aedt", 11}, {"nzst", 12}, {"nzdt", 13},
}};

/// "posix/EST5EDT" has a file; "XYZ+3" has none and means 3 hours west.
std::optional<absl::TimeZone> posixZone(std::string_view name) {
    std::size_t at = 0;
    if (name.starts_with('<')) at = std::min(name.find('>'), name.size() - 1) + 1; // "<+02>-2"
    else
        while (at < name.size() && lowered(name[at]) >= 'a' && lowered(name[at]) <= 'z') ++at;
    if (at == name.size()) return std::nullopt;
    int sign = -1; // POSIX counts westwards
    if (name[at] == '+' || name[at] == '-') sign = name[at++] == '+' ? -1 : 1;
    int fields[3] = {0, 0, 0};
    for (int& field : fields) {
        if (at == name.size() || name[at] == '-') return std::nullopt;
        const auto [end, code] = std::from_chars(name.data() + at, name.data() + name.size(), field);
        if (code != std::errc{}) return std::nullopt;
        at = static_cast<std::size_t>(end - name.data());
        if (at == name.size()) break;
        if (name[at++] != ':') return std::nullopt;
    }
    if (at != name.size() || fields[0] > 167 || fields[1] > 59 || fields[2] > 59) return std::nullopt;
    return absl::FixedTimeZone(sign * (fields[0] * 3600 + fields[1] * 60 + fields[2]));
}

} // namespace

CivilTime civilOf(std::int64_t micros) {
    const std::int64_t day = floorDiv(micros, microsPerDay);
    const std::int64_t rest = micros - day * microsPerDay;
    CivilTime out = civilOfDay(day);
    out.hour = static_cast<int>(rest / microsPerHour);
    out.minute = static_cast<int>(rest / microsPerMinute % 60);
    out.second = static_cast<int>(rest / microsPerSecond % 60);
    out.micros = static_cast<int>(rest % microsPerSecond);
    return out;
}

CivilTime civilOfDay(std::int64_t day) {
    const absl::CivilDay date = absl::CivilDay(1970, 1, 1) + day;
    CivilTime out;
    out.year = date.year();
    out.month = date.month();
    out.day = date.day();
    return out;
}

std::int64_t dayNumber(std::int64_t year, int month, int day) { return absl::CivilDay(year, month, day) - absl::CivilDay(1970, 1, 1); }

bool validTimestamp(std::int64_t micros) { return micros >= firstMicros && micros != futureInfinity; }

std::optional<std::int64_t> microsOf(const CivilTime& time) {
    const std::int64_t days = dayNumber(time.year, time.month, time.day);
    std::int64_t micros = 0;
    const std::int64_t rest = time.hour * microsPerHour + time.minute * microsPerMinute + time.second * microsPerSecond + time.micros;
    if (__builtin_mul_overflow(days, microsPerDay, &micros) || __builtin_add_overflow(micros, rest, &micros) || !validTimestamp(micros)) return std::nullopt;
    return micros;
}

int daysInMonth(std::int64_t year, int month) {
    return static_cast<int>(absl::CivilDay(absl::CivilMonth(year, month) + 1) - absl::CivilDay(year, month, 1));
}

CivilTime addMonths(CivilTime time, std::int64_t months) {
    const absl::CivilMonth month = absl::CivilMonth(time.year, time.month) + months;
    time.year = month.year();
    time.month = month.month();
    time.day = std::min(time.day, daysInMonth(time.year, time.month));
    return time;
}

int isoWeekday(std::int64_t day) {
    const std::int64_t fromMonday = (day + 3) % 7; // the epoch was a Thursday
    return static_cast<int>(fromMonday < 0 ? fromMonday + 8 : fromMonday + 1);
}

std::int64_t isoWeekStart(std::int64_t year, int week) {
    const std::int64_t fourth = dayNumber(year, 1, 4); // always in week 1
    return fourth - (isoWeekday(fourth) - 1) + (week - 1) * std::int64_t{7};
}

IsoWeek isoWeekOf(std::int64_t year, int month, int day) {
    const std::int64_t number = dayNumber(year, month, day);
    for (std::int64_t candidate = year + 1;; --candidate) {
        const std::int64_t start = isoWeekStart(candidate, 1);
        if (number >= start) return {candidate, static_cast<int>((number - start) / 7) + 1};
    }
}

std::optional<absl::TimeZone> findZone(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) c = lowered(c);
    for (const auto& [text, hours] : abbreviations)
        if (text == lower) return absl::FixedTimeZone(static_cast<int>(hours * 3600));
    absl::TimeZone zone;
    constexpr std::size_t longestName = 64;
    if (name.empty() || name.size() > longestName || name.front() == '/' || name.find("..") != std::string_view::npos) return std::nullopt;
    if (absl::LoadTimeZone(std::string(name), &zone)) return zone;
    // Names match without regard to case: "europe/berlin" is "Europe/Berlin".
    std::string title = lower;
    bool start = true;
    for (char& c : title) {
        if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        start = c == '/' || c == '_' || c == '-';
    }
    if (absl::LoadTimeZone(title, &zone)) return zone;
    std::string upper(name);
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (absl::LoadTimeZone(upper, &zone)) return zone;
    return posixZone(name);
}

int offsetAt(const absl::TimeZone& zone, std::int64_t micros) { return zone.At(absl::FromUnixMicros(micros)).offset; }

std::optional<std::int64_t> localToMicros(const absl::TimeZone& zone, std::int64_t localMicros) {
    const std::int64_t seconds = floorDiv(localMicros, microsPerSecond);
    const absl::CivilSecond local = absl::CivilSecond(1970, 1, 1) + seconds;
    const auto info = zone.At(local);
    // skipped: `pre` uses the offset before the gap; repeated: `post` is the later, standard one.
    const absl::Time instant = info.kind == absl::TimeZone::TimeInfo::REPEATED ? info.post : info.pre;
    const std::int64_t offset = seconds - absl::ToUnixSeconds(instant);
    std::int64_t micros = 0;
    if (__builtin_sub_overflow(localMicros, offset * microsPerSecond, &micros) || !validTimestamp(micros)) return std::nullopt;
    return micros;
}

} // namespace weir::expr
