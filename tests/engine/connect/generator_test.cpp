// SPDX-License-Identifier: Apache-2.0
#include "collecting_sink.h"
#include "generator_connector.h"
#include "weir/record/json_in.h"
#include "weir/testing/fake_clock.h"

#include <algorithm>
#include <map>
#include <set>

using namespace weir;
using namespace weir::testing;

namespace {

using Shape = GeneratorSettings::Shape;
constexpr std::int64_t second = 1'000'000;

class Generated {
public:
    explicit Generated(GeneratorSettings settings, std::string_view position = {}) : m_connector(settings, clock) { EXPECT_TRUE(m_connector.open(position)); }
    std::vector<Produced> take(std::int64_t count) {
        EXPECT_TRUE(m_connector.poll(m_sink, count));
        return std::exchange(m_sink.records, {});
    }
    std::int64_t poll() { return m_connector.poll(m_sink, 1000).value_or(-99); }
    std::size_t pending() { return std::exchange(m_sink.records, {}).size(); }
    std::string position() const { return m_connector.position(); }
    FakeClock clock{1'795'341'600 * second};

private:
    GeneratorConnector m_connector;
    CollectingSink m_sink;
};

/// The column of each record, as its reader sees it.
template <class Take>
void readAll(Shape shape, const std::vector<Produced>& records, Take take) {
    const auto schema = generatorColumns(shape);
    JsonRowReader reader(schema, {}, nullptr);
    Arena arena;
    std::vector<Datum> columns(schema->size());
    for (const auto& record : records) {
        const auto padded = record.value + std::string(64, ' ');
        ASSERT_TRUE(reader.read(std::string_view(padded).substr(0, record.value.size()), arena, columns.data())) << record.value << reader.error().message;
        for (const auto& column : columns) EXPECT_FALSE(column.null) << record.value;
        take(record, columns);
    }
}

} // namespace

class EveryShape : public ::testing::TestWithParam<Shape> {};

TEST_P(EveryShape, MakesTheSameValidRecordsForTheSameSeed) {
    const auto records = Generated({.shape = GetParam()}).take(500);
    EXPECT_EQ(records.size(), 500U);
    EXPECT_EQ(Generated({.shape = GetParam()}).take(500), records);
    EXPECT_NE(Generated({.shape = GetParam(), .seed = 43}).take(500), records);
    readAll(GetParam(), records, [](const Produced& record, const std::vector<Datum>&) { EXPECT_FALSE(record.keyNull || record.key.empty()); });
}

TEST_P(EveryShape, GoesOnExactlyWhereItStopped) {
    const GeneratorSettings settings{.shape = GetParam(), .skew = 1.1, .disorderMs = 500, .lateShare = 0.1, .lateByMs = 10'000};
    const auto whole = Generated(settings).take(300);
    Generated first(settings);
    auto parts = first.take(117);
    for (const auto& record : Generated(settings, first.position()).take(183)) parts.push_back(record);
    EXPECT_EQ(parts, whole);
}

INSTANTIATE_TEST_SUITE_P(Generator, EveryShape, ::testing::Values(Shape::Orders, Shape::Clicks, Shape::Sensors, Shape::Payments, Shape::Customers));

TEST(Generator, WritesOrdersAsTheyAreMeasuredWith) {
    for (const auto& record : Generated({}).take(20)) {
        EXPECT_TRUE(record.value.starts_with(R"({"order_id":1000000)")) << record.value;
        EXPECT_NE(record.value.find(R"(,"currency":"EUR","channel":")"), std::string::npos);
        EXPECT_NE(record.value.find("\"customer\":\"" + record.key + "\""), std::string::npos);
        EXPECT_TRUE(record.value.ends_with("\"ts\":" + std::to_string(record.timestamp) + "}"));
    }
}

TEST(Generator, StepsFromAFixedEpochWhenItIsNotPaced) {
    const auto records = Generated({}).take(3);
    EXPECT_EQ(records[0].timestamp, 1'700'000'000'000);
    EXPECT_EQ(records[2].timestamp, 1'700'000'000'010);
}

TEST(Generator, FollowsTheClockAtItsRate) {
    Generated generated({.rate = 100});
    EXPECT_EQ(generated.poll(), 10'000);
    EXPECT_EQ(generated.pending(), 1U);
    generated.clock.advance(Milliseconds(95));
    EXPECT_EQ(generated.poll(), 5'000);
    EXPECT_EQ(generated.pending(), 9U);
    generated.clock.advance(Milliseconds(5));
    const auto next = generated.take(10);
    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next[0].timestamp, generated.clock.wallMs());
}

TEST(Generator, DoesNotMakeUpForALongPause) {
    Generated generated({.rate = 100});
    generated.take(1);
    generated.clock.advance(Milliseconds(3'600'000));
    generated.poll();
    EXPECT_EQ(generated.pending(), 1U);
}

TEST(Generator, EndsAtItsCount) {
    Generated generated({.count = 1500});
    EXPECT_EQ(generated.poll(), 0);
    EXPECT_EQ(generated.poll(), -1);
    EXPECT_EQ(generated.pending(), 1500U);
    EXPECT_EQ(generated.poll(), -1);
    EXPECT_EQ(generated.pending(), 0U);
}

TEST(Generator, SkewsItsKeysByZipfsLaw) {
    std::map<std::string, int> seen;
    for (const auto& record : Generated({.keys = 1000, .skew = 1}).take(20'000)) ++seen[record.key];
    std::vector<int> counts;
    for (const auto& [key, count] : seen) counts.push_back(count);
    std::sort(counts.rbegin(), counts.rend());
    EXPECT_NEAR(counts[0], 20'000 / 7.485, 300); // 1 / H(1000)
    EXPECT_NEAR(counts[0] / static_cast<double>(counts[1]), 2, 0.3);
    EXPECT_GT(seen.size(), 500U);
}

TEST(Generator, MovesRecordsBackByDisorderAndLateness) {
    const auto records = Generated({.disorderMs = 100, .lateShare = 0.05, .lateByMs = 30'000}).take(10'000);
    int late = 0;
    for (std::size_t n = 0; n < records.size(); ++n) {
        const auto back = RecordGenerator::epochMs + static_cast<std::int64_t>(n) * RecordGenerator::stepMs - records[n].timestamp;
        EXPECT_GE(back, 0);
        EXPECT_LE(back, 30'100);
        late += back > 100;
    }
    EXPECT_NEAR(late, 500, 80);
}

TEST(Generator, PaysOrdersOfTheSameSeedOnce) {
    std::map<std::int64_t, double> due;
    readAll(Shape::Orders, Generated({}).take(1000), [&](const Produced&, const std::vector<Datum>& c) { due[c[0].i] = c[3].d * static_cast<double>(c[4].i); });
    std::set<std::int64_t> paid;
    readAll(Shape::Payments, Generated({.shape = Shape::Payments}).take(900), [&](const Produced& record, const std::vector<Datum>& c) {
        EXPECT_TRUE(paid.insert(c[1].i).second);
        EXPECT_EQ(record.key, std::to_string(c[1].i));
        ASSERT_TRUE(due.contains(c[1].i));
        EXPECT_NEAR(due[c[1].i], c[3].d, 0.001);
    });
    EXPECT_EQ(paid.size(), 900U);
}

TEST(Generator, RepeatsTheRecordsOfTheFile) {
    const auto records = Generated({.shape = Shape::Records, .count = 3, .records = {{"alice", "{\"eggs\":2}"}, {"alice", "{\"eggs\":3}"}}}).take(10);
    ASSERT_EQ(records.size(), 3U);
    EXPECT_EQ(records[1].value, "{\"eggs\":3}");
    EXPECT_EQ(records[2].value, "{\"eggs\":2}");
    EXPECT_EQ(records[0].key, "alice");
}

TEST(Generator, RefusesADamagedPosition) {
    const FakeClock clock;
    GeneratorConnector connector({}, clock);
    EXPECT_FALSE(connector.open("12x"));
    EXPECT_FALSE(connector.open("-1"));
}
