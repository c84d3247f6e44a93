// SPDX-License-Identifier: Apache-2.0
#include "weir/core/time.h"

#include <absl/time/time.h>
#include <array>
#include <charconv>
#include <chrono>
#include <fmt/format.h>

namespace weir {
namespace {

struct Unit {
    std::string_view name;
    std::int64_t factor;
};
constexpr std::array<Unit, 5> durationUnits{{{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};
constexpr std::array<Unit, 5> sizeUnits{{{"TiB", 1LL << 40}, {"GiB", 1LL << 30}, {"MiB", 1LL << 20}, {"KiB", 1LL << 10}, {"B", 1}}};

template <std::size_t N>
Result<std::int64_t> parseUnits(std::string_view text, const std::array<Unit, N>& units, std::string_view hint) {
    std::int64_t number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(rest, static_cast<std::size_t>(text.data() + text.size() - rest));
    if (error == std::errc{} && number >= 0)
        for (const auto& u : units)
            if (u.name == unit) {
                std::int64_t out = 0;
                if (__builtin_mul_overflow(number, u.factor, &out)) break;
                return out;
            }
    return fail(Errc::Invalid, fmt::format("\"{}\" is not {}", text, hint));
}

template <std::size_t N>
std::string formatUnits(std::int64_t value, const std::array<Unit, N>& units) {
    for (const auto& u : units)
        if (value != 0 && value % u.factor == 0) return fmt::format("{}{}", value / u.factor, u.name);
    return fmt::format("{}{}", value, units.back().name);
}

} // namespace

std::int64_t SystemClock::wallMicros() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}
std::int64_t SystemClock::monotonicNanos() const {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

Result<Milliseconds> parseDuration(std::string_view text) {
    WEIR_TRY(const auto ms, parseUnits(text, durationUnits, "a duration such as 250ms, 10s, 5m, 24h or 7d"));
    return Milliseconds{ms};
}
std::string formatDuration(Milliseconds duration) { return formatUnits(duration.count(), durationUnits); }
Result<std::int64_t> parseSize(std::string_view text) { return parseUnits(text, sizeUnits, "a size such as 64KiB or 1GiB"); }
std::string formatSize(std::int64_t bytes) { return formatUnits(bytes, sizeUnits); }

std::string formatTimestampMicros(std::int64_t micros) {
    const auto time = absl::FromUnixMicros(micros);
    std::string out = absl::FormatTime("%Y-%m-%dT%H:%M:%S", time, absl::UTCTimeZone());
    const std::int64_t fraction = ((micros % 1'000'000) + 1'000'000) % 1'000'000;
    if (fraction != 0) out += fraction % 1000 == 0 ? fmt::format(".{:03}", fraction / 1000) : fmt::format(".{:06}", fraction);
    return out + "Z";
}

Result<std::int64_t> parseTimestampMicros(std::string_view text) {
    absl::Time time;
    std::string error;
    const std::string copy(text);
    for (const char* form : {"%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%d %H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%d %H:%M:%E*S", "%Y-%m-%dT%H:%M",
                             "%Y-%m-%d %H:%M", "%Y-%m-%d"})
        if (absl::ParseTime(form, copy, absl::UTCTimeZone(), &time, &error)) return absl::ToUnixMicros(time);
    return fail(Errc::Invalid, fmt::format("\"{}\" is not a time such as 2026-11-22T10:00:00Z", text));
}

} // namespace weir
