// SPDX-License-Identifier: Apache-2.0
// ControlFixture: an engine on a folder of its own, with windowed counts behind a repartition topic, for the tests of what is asked of
// an engine beside running.
#pragma once

#include "running.h"

#include "weir/testing/fake_clock.h"

#include <chrono>
#include <fmt/format.h>
#include <functional>
#include <map>
#include <thread>

namespace weir {

class ControlFixture : public testing::Test {
protected:
    using Values = std::vector<std::string>;
    ControlFixture() { reopen(); }
    virtual const Clock& clockOf() { return clock; }
    void reopen() {
        engine.reset();
        auto opened = Engine::open(folder.path(), files, clockOf(), registry);
        ASSERT_TRUE(opened) << opened.error().text();
        engine = std::move(*opened);
    }
    /// in (2 partitions) → count by k and minute, behind a repartition topic → out. `select`: of the aggregate.
    static std::string windows(const std::string& select = "count(*) AS n, sum(a) AS s", const std::string& id = "flow", const std::string& window = R"("size": "1m", "grace": "10m")") {
        return R"({"weir": 1, "application_id": ")" + id + R"(", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}},
        {"id": "w", "type": "aggregate", "group_by": "k", "window": {"type": "tumbling", )" + window + R"(}, "select": ")" + select + R"("},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 2, "value": {"format": "json"}}],
        "edges": [["in", "w"], ["w", "out"]]})";
    }
    static StartRequest request(const std::string& text, int threads = 2) { return {text, "t.weir", {{"commit_interval", "10ms"}, {"threads", std::to_string(threads)}}, std::nullopt}; }
    static LogPosition latest() { return {LogPosition::Kind::Latest, {}, 0}; }
    static LogPosition offset(std::int64_t at) { return {LogPosition::Kind::Offsets, {{-1, at}}, 0}; }
    static LogPosition time(std::int64_t ms) { return {LogPosition::Kind::Time, {}, ms}; }
    static testing::AssertionResult until(const std::function<bool()>& holds) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(120); // a loaded machine; never waited for when all is well
        while (!holds()) {
            if (std::chrono::steady_clock::now() > deadline) return testing::AssertionFailure() << "it never came";
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return testing::AssertionSuccess();
    }
    testing::AssertionResult reaches(const std::string& id, JobState state) {
        return until([&] {
            const auto shown = engine->snapshot(id);
            return shown && shown->state == state;
        });
    }
    /// A batch run, to its end.
    void run(const StartRequest& what) {
        const auto started = engine->start(what);
        ASSERT_TRUE(started) << started.error().text();
        ASSERT_TRUE(until([&] { return JobState::Running < engine->snapshot(*started)->state; }));
        const auto last = engine->snapshot(*started);
        ASSERT_EQ(last->state, JobState::Done) << (last->error ? last->error->text() : "");
        ASSERT_TRUE(engine->stop(*started));
    }
    void produce(std::int32_t partition, std::int64_t timestamp, const std::string& k, std::int64_t a) {
        const auto done = engine->produce("in", {{.partition = partition, .timestamp = timestamp, .key = "x", .value = fmt::format(R"({{"k":"{}","a":{}}})", k, a), .keyNull = false}});
        ASSERT_TRUE(done) << done.error().text();
    }
    void makeTopic(const std::string& name = "in", std::int32_t partitions = 2) {
        const auto made = engine->createTopic({.name = name, .partitions = partitions});
        ASSERT_TRUE(made) << made.error().text();
    }
    std::vector<FetchedRecord> records(const std::string& topic, std::int32_t partition) {
        std::vector<FetchedRecord> out;
        FetchRequest wanted{.topic = topic, .partition = partition, .recordsMax = 100'000, .bytesMax = 64U << 20U};
        const auto fetched = engine->fetch(wanted);
        EXPECT_TRUE(fetched) << fetched.error().text();
        return fetched ? fetched->records : out;
    }
    /// Of all partitions, as "value@timestamp".
    Values values(const std::string& topic = "out", std::int32_t partitions = 2) {
        Values out;
        for (std::int32_t p = 0; p < partitions; ++p)
            for (const auto& record : records(topic, p)) out.push_back(record.value);
        return out;
    }
    /// The newest value of each key.
    std::map<std::string, std::string> table(const std::string& topic = "out", std::int32_t partitions = 2) {
        std::map<std::string, std::string> out;
        for (std::int32_t p = 0; p < partitions; ++p)
            for (const auto& record : records(topic, p)) out[record.key] = record.value;
        return out;
    }
    Values topicNames() {
        Values out;
        const auto topics = engine->topics();
        if (topics)
            for (const auto& topic : *topics) out.push_back(topic.spec.name);
        return out;
    }
    Values stateFolders() {
        const auto names = files.list(folder.path() / "state");
        return names ? *names : Values{};
    }

    TemporaryFolder folder;
    PosixFileSystem files;
    SystemClock clock;
    NodeRegistry registry = builtinNodes();
    std::unique_ptr<Engine> engine;
};

} // namespace weir
