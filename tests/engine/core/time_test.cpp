// SPDX-License-Identifier: Apache-2.0
// Durations, sizes and times as text, both ways.
#include "weir/core/time.h"

#include <gtest/gtest.h>
#include <limits>

namespace weir {
namespace {

TEST(Duration, IsReadInEveryUnitAndPrintedAsTheShortest) {
    const std::pair<const char*, std::int64_t> cases[] = {{"0ms", 0}, {"250ms", 250}, {"10s", 10'000}, {"5m", 300'000}, {"24h", 86'400'000}, {"7d", 604'800'000}};
    for (const auto& [text, ms] : cases) EXPECT_EQ(parseDuration(text).value().count(), ms) << text;
    EXPECT_EQ(formatDuration(Milliseconds(250)), "250ms");
    EXPECT_EQ(formatDuration(Milliseconds(300'000)), "5m");
    EXPECT_EQ(formatDuration(Milliseconds(90'000)), "90s");
    EXPECT_EQ(formatDuration(Milliseconds(86'400'000)), "1d");
    EXPECT_EQ(formatDuration(Milliseconds(0)), "0ms");
    for (const std::int64_t ms : {1, 999, 1000, 61'000, 3'600'000, 90'061'001}) EXPECT_EQ(parseDuration(formatDuration(Milliseconds(ms))).value().count(), ms);
}

TEST(Duration, RefusesWhatIsNone) {
    for (const auto* text : {"", "5", "s", "-5s", "5 s", "5sec", "1.5s", "5S", "99999999999999999999s", "9223372036854775807d"}) {
        const auto parsed = parseDuration(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_EQ(parsed.error().code, Errc::Invalid);
        EXPECT_NE(parsed.error().detail.find("10s"), std::string::npos) << "the message shows how it is written";
    }
}

TEST(Size, IsReadAndPrinted) {
    EXPECT_EQ(parseSize("512B").value(), 512);
    EXPECT_EQ(parseSize("64KiB").value(), 65'536);
    EXPECT_EQ(parseSize("1GiB").value(), 1LL << 30);
    EXPECT_EQ(formatSize(65'536), "64KiB");
    EXPECT_EQ(formatSize(65'537), "65537B");
    EXPECT_EQ(formatSize(0), "0B");
    for (const auto* text : {"", "64", "64KB", "64kib", "-1B", "9999999999TiB"}) EXPECT_FALSE(parseSize(text)) << text;
}

TEST(TimeText, IsIso8601InUtc) {
    EXPECT_EQ(formatTimestampMicros(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(formatTimestampMs(1'763'805'600'123), "2025-11-22T10:00:00.123Z");
    EXPECT_EQ(formatTimestampMicros(1'763'805'600'000'007), "2025-11-22T10:00:00.000007Z");
    EXPECT_EQ(formatTimestampMicros(-1), "1969-12-31T23:59:59.999999Z");
}

TEST(TimeText, IsReadWithAnyZoneOrNone) {
    const std::int64_t ten = 1'763'805'600'000'000;
    for (const auto* text : {"2025-11-22T10:00:00Z", "2025-11-22T11:00:00+01:00", "2025-11-22T04:30:00-05:30", "2025-11-22 10:00:00Z", "2025-11-22T10:00:00", "2025-11-22T10:00"})
        EXPECT_EQ(parseTimestampMicros(text).value(), ten) << text;
    EXPECT_EQ(parseTimestampMicros("2025-11-22T10:00:00.123456Z").value(), ten + 123'456);
    EXPECT_EQ(parseTimestampMicros("2025-11-22").value(), ten - 36'000'000'000);
    for (const auto* text : {"", "yesterday", "2025-13-01", "2025-02-30", "10:00"}) EXPECT_FALSE(parseTimestampMicros(text)) << text;
    for (const std::int64_t micros : {std::int64_t{0}, ten, ten + 1, std::int64_t{-86'400'000'001}}) EXPECT_EQ(parseTimestampMicros(formatTimestampMicros(micros)).value(), micros);
}

TEST(SystemClock, NeverGoesBackMonotonically) {
    const SystemClock clock;
    auto before = clock.monotonicNanos();
    for (int i = 0; i < 1000; ++i) {
        const auto now = clock.monotonicNanos();
        ASSERT_GE(now, before);
        before = now;
    }
    EXPECT_GT(clock.wallMs(), 1'700'000'000'000);
}

} // namespace
} // namespace weir
