// SPDX-License-Identifier: Apache-2.0
// Changelogs and their tombstones (reliability.md D8): a tombstone goes when the store that restores from the changelog has durably passed
// it, and a restore without it gives the same rows.
#include "control_fixture.h"

namespace weir {
namespace {

class ChangelogTest : public ControlFixture {
protected:
    /// Events joined with a table: the table's store has a changelog, with a tombstone for each row that is deleted.
    const std::string flow = R"({"weir": 1, "application_id": "app", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "partitions": 1, "key": {"format": "string"}, "value": {"format": "json", "schema": "a bigint"}},
        {"id": "rates", "type": "source", "topic": "rates", "as": "table", "partitions": 1, "key": {"format": "string"}, "value": {"format": "json", "schema": "rate bigint"}},
        {"id": "priced", "type": "join", "how": "left", "select": "l.a AS a, r.rate AS rate"},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 1, "value": {"format": "json"}}],
        "edges": [["in", "priced:left"], ["rates", "priced:right"], ["priced", "out"]]})";

    ChangelogTest() {
        const auto plan = planOf(flow, registry);
        for (const auto& sub : plan->subTopologies)
            for (const auto& each : sub.stores)
                if (each.changelog) {
                    store = each.name;
                    changelog = plan->changelogTopic(each);
                }
        makeTopic("in", 1);
        makeTopic("rates", 1);
        const auto made = engine->createTopic({.name = changelog, .partitions = 1, .cleanup = Cleanup::Compact, .segmentBytes = 2000, .deleteRetention = Milliseconds(0), .internal = true});
        EXPECT_TRUE(made) << made.error().text();
    }
    void start() {
        const auto started = engine->start(request(flow, 1));
        ASSERT_TRUE(started) << started.error().text();
        ASSERT_TRUE(reaches("app", JobState::Running));
    }
    /// Rates of keys [from, to), in several commits; `value` below 0: they are deleted.
    void put(int from, int to, int value) {
        for (int i = from; i < to; i += 10) {
            std::vector<ProduceRecord> batch;
            for (int k = i; k < std::min(i + 10, to); ++k) {
                ProduceRecord rate{.timestamp = 1000 + m_produced++, .key = fmt::format("key-{:03}", k), .value = fmt::format(R"({{"rate":{}}})", value), .keyNull = false};
                rate.valueNull = value < 0;
                batch.push_back(std::move(rate));
            }
            ASSERT_TRUE(engine->produce("rates", batch));
            ASSERT_TRUE(until([&] { return committed("rates-0") >= m_produced; }));
        }
    }
    std::int64_t committed(const std::string& partition) {
        const auto report = engine->offsets({.kind = OffsetsRequest::Kind::Show, .applicationId = "app"});
        if (!report) return -1;
        for (const auto& p : report->partitions)
            if (fmt::format("{}-{}", p.topic, p.partition) == partition) return p.current;
        return -1;
    }
    CompactionReport compact() {
        const auto done = engine->compactTopic(changelog);
        EXPECT_TRUE(done) << done.error().text();
        return done.value_or(CompactionReport{});
    }
    /// Key and columns of what the store has, once the job has written its database.
    Values rows() {
        EXPECT_TRUE(engine->stop("app"));
        Values out;
        const auto page = engine->storeRows({.applicationId = "app", .store = store, .limit = 10'000});
        EXPECT_TRUE(page) << page.error().text();
        if (page)
            for (const auto& row : page->rows) out.push_back(row.key + " " + (row.columns.empty() ? "" : row.columns.back()));
        return out;
    }

    std::string store;
    std::string changelog;

private:
    std::int64_t m_produced = 0;
};

TEST_F(ChangelogTest, LosesTombstonesThatItsStoreHasPassedAndRestoresTheSame) {
    start();
    put(0, 200, 1);
    put(0, 150, -1);
    put(150, 200, 2);
    EXPECT_EQ(compact().tombstonesDropped, 0) << "this compaction is the first that met them";
    put(150, 200, 3); // so that there is something to compact
    put(150, 200, 4);
    const auto before = rows();
    ASSERT_EQ(before.size(), 50U);
    reopen();
    const auto stopped = compact();
    EXPECT_GT(stopped.passes, 0);
    EXPECT_EQ(stopped.tombstonesDropped, 0) << "nobody knows how far the store is";
    start();
    std::int64_t dropped = 0;
    for (int round = 5; dropped < 150 && round < 200; ++round) { // the database is written now and then
        put(150, 200, round);
        put(150, 200, 4);
        dropped += compact().tombstonesDropped;
    }
    EXPECT_EQ(dropped, 150);
    EXPECT_EQ(rows(), before);
    reopen();
    ASSERT_TRUE(files.removeTree(folder.path() / "state"));
    start();
    EXPECT_EQ(rows(), before) << "filled from the changelog alone";
}

TEST_F(ChangelogTest, ThatBeginsBehindTheDatabaseFillsItAnew) {
    start();
    put(0, 50, 1);
    (void)rows();
    engine.reset();
    std::filesystem::copy(folder.path() / "state", folder.path() / "old", std::filesystem::copy_options::recursive);
    reopen();
    start();
    put(0, 50, -1);
    std::int64_t cut = 0;
    {
        const auto topics = engine->topics();
        ASSERT_TRUE(topics);
        for (const auto& topic : *topics)
            if (topic.spec.name == changelog) cut = topic.partitions[0].end;
    }
    put(60, 160, 2);
    const auto want = rows();
    ASSERT_EQ(want.size(), 100U);
    engine.reset();
    {
        const auto topics = TopicStore::open(folder.path(), files, clock);
        ASSERT_TRUE(topics);
        auto* const log = (*topics)->partition(changelog, 0).value();
        ASSERT_TRUE(log->trimBefore(log->endOffset()));
        ASSERT_GT(log->startOffset(), cut);
    }
    std::filesystem::remove_all(folder.path() / "state");
    std::filesystem::rename(folder.path() / "old", folder.path() / "state");
    reopen();
    start();
    for (const auto& row : rows()) EXPECT_GE(row, "key-060") << "a row whose tombstone has gone";
}

} // namespace
} // namespace weir
