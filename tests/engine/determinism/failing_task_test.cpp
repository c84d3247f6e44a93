// SPDX-License-Identifier: Apache-2.0
// A task that fails ends the job, whoever waits for it: tasks aligned with it, and readers of what it would have written.
#include "determinism_run.h"

#include "weir/runtime/engine.h"
#include "weir/topology/topology_json.h"

#include <chrono>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <thread>

namespace weir {
namespace {

constexpr std::chrono::seconds patience{60}; // a loaded machine; never waited for when all is well

/// The second record of partition 0 fails: in the first task, or behind the repartition topic.
std::string divisions(bool behind) {
    return fmt::format(R"({{"weir": 1, "name": "Divisions", "application_id": "divisions", "nodes": [
        {{"id": "in", "type": "source", "topic": "in", "key": {{"format": "string"}}, "value": {{"format": "json", "schema": "g text, a bigint"}}}},
        {{"id": "first", "type": "map-values", "select": "g, {} AS a"}},
        {{"id": "n", "type": "aggregate", "group_by": "g", "window": {{"type": "tumbling", "size": "10s", "grace": "2s"}}, "select": "min(a) AS a"}},
        {{"id": "second", "type": "map-values", "select": "{} AS a"}},
        {{"id": "out", "type": "sink", "topic": "out"}}],
        "edges": [["in", "first"], ["first", "n"], ["n", "second"], ["second", "out"]]}})",
                       behind ? "a" : "10 / a", behind ? "10 / a" : "a");
}

class FailingTaskTest : public testing::TestWithParam<std::tuple<int, bool, int>> {};

TEST_P(FailingTaskTest, EndsTheJobThoughOthersWaitForIt) {
    const auto [threads, behind, again] = GetParam(); // again and again: a task may fail before others have started
    FakeClock clock{1'700'000'000'000'000};
    PosixFileSystem files;
    MemoryFileSystem logFiles;
    ASSERT_TRUE(logFiles.createDirectories("/data"));
    const auto topics = std::move(*TopicStore::open("/data", logFiles, clock));
    const auto journal = std::move(*CommitJournal::open("/data", logFiles));
    EmbeddedBroker broker(*topics, *journal);
    ASSERT_TRUE(broker.create({.name = "in", .partitions = 4}));
    const auto producer = *broker.producer(false);
    const auto handle = *producer->open("in");
    for (std::int32_t p = 0; p < 4; ++p) {
        BatchBuilder builder;
        for (int i = 0; i < 5000; ++i) {
            const bool bad = p == 0 && i == 1;
            builder.add(i * 1000, "k", false, fmt::format(R"({{"g":"G{}","a":{}}})", i % 7, bad ? 0 : 1), false, {});
        }
        ASSERT_TRUE(producer->send(handle, p, builder.take()));
    }
    const auto registry = builtinNodes();
    auto loaded = loadTopology(divisions(behind), registry);
    ASSERT_TRUE(loaded.topology);
    const auto plan = checkTopology(*loaded.topology, registry);
    ASSERT_TRUE(plan->ok());
    Diagnostics diagnostics;
    const auto settings = resolveSettings(plan->typed.topology, {{"threads", std::to_string(threads)}, {"guarantee", "at-least-once"}, {"sync", "buffered"}}, diagnostics);
    auto job = Job::create(plan, settings, broker, files, clock, {}, {.id = {}, .to = LogPosition{LogPosition::Kind::Latest, {}, 0}});
    ASSERT_TRUE(job);
    ASSERT_TRUE((*job)->start());
    const auto deadline = std::chrono::steady_clock::now() + patience;
    auto shown = (*job)->snapshot();
    while (shown->state != JobState::Failed && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
        shown = (*job)->snapshot();
    }
    ASSERT_EQ(shown->state, JobState::Failed);
    EXPECT_EQ(shown->error->place.node, behind ? "second" : "first");
    (*job)->stop(); // every thread ends
    EXPECT_EQ((*job)->snapshot()->state, JobState::Failed);
    for (const auto* task : (*job)->tasks()) {
        const auto state = task->figures().state;
        EXPECT_TRUE(state == TaskState::Failed || state == TaskState::Closed) << task->id();
    }
}

INSTANTIATE_TEST_SUITE_P(ThreadsAndPlaces, FailingTaskTest, testing::Combine(testing::Values(1, 3), testing::Bool(), testing::Range(0, 10)));

} // namespace
} // namespace weir
