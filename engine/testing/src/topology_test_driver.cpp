// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/topology_test_driver.h"

#include "test_lines.h"

#include "weir/runtime/task.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_broker.h"
#include "weir/testing/memory_file_system.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace weir {

struct TopologyTestDriver::State {
    std::shared_ptr<const Plan> plan;
    FakeClock clock;
    MemoryFileSystem files;
    MemoryBroker broker;
    std::unique_ptr<TaskEnvironment> environment;
    std::vector<std::unique_ptr<Task>> tasks;
    TestFormats formats;
    std::unique_ptr<Producer> producer;
    std::map<std::string, std::size_t> handles;
    std::vector<std::string> sinks;
    std::unique_ptr<Consumer> outputs; ///< one slot a sink topic
    std::vector<TestRecord> emitted;

    State(std::shared_ptr<const Plan> thePlan, std::int64_t startMicros) : plan(std::move(thePlan)), clock(startMicros), formats(*plan) {}

    Result<> settle();
    Result<> collect();
};

TopologyTestDriver::TopologyTestDriver(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TopologyTestDriver::~TopologyTestDriver() = default;

Result<std::unique_ptr<TopologyTestDriver>> TopologyTestDriver::create(std::shared_ptr<const Plan> plan, std::int64_t startMicros) {
    auto state = std::make_unique<State>(std::move(plan), startMicros);
    const auto& p = *state->plan;
    Diagnostics diagnostics;
    auto settings = resolveSettings(p.typed.topology, {{"compression", "none"}}, diagnostics);
    std::map<std::string, std::int32_t> single;
    auto counts = countPartitions(p, {});
    for (auto& [topic, partitions] : counts.topics) single[topic] = 1;
    counts = countPartitions(p, single);
    for (auto& [topic, partitions] : counts.topics) partitions = 1;
    counts.tasks.assign(p.subTopologies.size(), 1);
    for (const auto& [topic, partitions] : counts.topics) WEIR_CHECK(state->broker.create({.name = topic, .partitions = 1}));
    const auto ensure = [&](const std::string& topic) -> Result<> {
        if (topic.empty() || state->broker.find(topic)) return {};
        return state->broker.create({.name = topic, .partitions = 1});
    };
    std::vector<std::string> deadLetters{p.typed.topology.deadLetterTopic};
    for (const auto& node : p.typed.topology.nodes)
        if (const auto* topic = node.field("dead_letter_topic"); topic != nullptr && topic->text() != nullptr) deadLetters.push_back(*topic->text());
    for (const auto& topic : deadLetters) WEIR_CHECK(ensure(topic));
    for (const auto& sub : p.subTopologies)
        for (const auto& store : sub.stores)
            if (store.changelog) WEIR_CHECK(ensure(p.changelogTopic(store)));
    for (const auto& bound : p.typed.nodes)
        if (!bound.sinkTopic.empty() && std::find(state->sinks.begin(), state->sinks.end(), bound.sinkTopic) == state->sinks.end()) state->sinks.push_back(bound.sinkTopic);
    for (const auto& topic : deadLetters)
        if (!topic.empty() && std::find(state->sinks.begin(), state->sinks.end(), topic) == state->sinks.end()) state->sinks.push_back(topic);
    std::vector<TopicPartition> watched;
    for (const auto& topic : state->sinks) watched.push_back({topic, 0});
    WEIR_TRY(state->outputs, state->broker.consumer(std::move(watched)));
    WEIR_TRY(state->producer, state->broker.producer(false));
    state->environment = std::make_unique<TaskEnvironment>(TaskEnvironment{state->plan, std::move(settings), std::move(counts), state->broker, state->files, state->clock, {}, false, {}});
    for (std::size_t sub = 0; sub < p.subTopologies.size(); ++sub) {
        state->tasks.push_back(std::make_unique<Task>(*state->environment, static_cast<std::int32_t>(sub), 0));
        WEIR_CHECK(state->tasks.back()->start());
    }
    return std::unique_ptr<TopologyTestDriver>(new TopologyTestDriver(std::move(state)));
}

// One record at a time through every task until nothing moves; a commit after each, as Kafka Streams' driver does.
Result<> TopologyTestDriver::State::settle() {
    bool moved = true;
    while (moved) {
        moved = false;
        for (auto& task : tasks) {
            while (task->step(1) > 0) {
                moved = true;
                if (const auto error = task->stoppedError()) return fail(*error);
                WEIR_CHECK(task->commit());
                WEIR_CHECK(collect());
            }
            if (const auto error = task->stoppedError()) return fail(*error);
            if (task->pending()) WEIR_CHECK(task->commit()); // a record was passed over: its dead letter goes out
            WEIR_CHECK(collect());
        }
    }
    return {};
}

Result<> TopologyTestDriver::State::collect() {
    BatchBuffer buffer;
    BatchReader reader;
    for (std::size_t i = 0; i < sinks.size(); ++i) {
        WEIR_TRY(const bool more, outputs->fetch(i, SIZE_MAX / 2, buffer));
        if (!more) continue;
        auto bytes = buffer.bytes();
        while (!bytes.empty()) {
            WEIR_TRY(const auto header, readBatchHeader(bytes));
            WEIR_CHECK(reader.open(bytes.first(static_cast<std::size_t>(header.sizeBytes))));
            bytes = bytes.subspan(static_cast<std::size_t>(header.sizeBytes));
            RecordView record;
            while (reader.next(record)) {
                auto& out = emitted.emplace_back();
                out.topic = sinks[i];
                if (!record.keyNull) out.key = std::string(record.key);
                if (!record.valueNull) out.value = std::string(record.value);
                out.timestamp = record.timestamp;
                out.headers = decodeHeaders(record.headers);
            }
        }
    }
    return {};
}

Result<> TopologyTestDriver::pipe(const TestRecord& record) {
    auto& handle = m_state->handles;
    auto found = handle.find(record.topic);
    if (found == handle.end()) {
        const auto opened = m_state->producer->open(record.topic);
        if (!opened) return fail(Errc::NotFound, "the topology reads no topic \"" + record.topic + "\"", {.topic = record.topic});
        found = handle.emplace(record.topic, *opened).first;
    }
    BatchBuilder builder;
    const auto headers = encodeHeaders(record.headers);
    builder.add(record.timestamp, record.key.value_or(""), !record.key, record.value.value_or(""), !record.value, {static_cast<std::int32_t>(record.headers.size()), headers});
    WEIR_TRY(const auto offset, m_state->producer->send(found->second, 0, builder.take()));
    static_cast<void>(offset);
    return m_state->settle();
}

Result<> TopologyTestDriver::advanceWallClock(Milliseconds by) {
    m_state->clock.advance(by);
    return m_state->settle();
}

Result<> TopologyTestDriver::pipeLine(std::string_view line) {
    WEIR_TRY(const auto parsed, m_state->formats.parse(line));
    if (parsed.advance) return advanceWallClock(*parsed.advance);
    return pipe(parsed.record);
}

std::vector<TestRecord> TopologyTestDriver::drain() { return std::exchange(m_state->emitted, {}); }
std::string TopologyTestDriver::outputLine(const TestRecord& record) const { return m_state->formats.print(record); }

std::uint64_t TopologyTestDriver::dropped(std::string_view node, std::string_view reason) const {
    std::vector<NodeFigures> nodes(m_state->plan->typed.topology.nodes.size());
    for (const auto& task : m_state->tasks) task->addNodes(nodes);
    const auto index = m_state->plan->typed.topology.indexOf(node);
    if (!index) return 0;
    for (const auto& [known, count] : nodes[*index].dropped)
        if (known == reason) return count;
    return 0;
}

Result<> runTestDriver(std::shared_ptr<const Plan> plan, std::string_view input, std::string& output) {
    WEIR_TRY(const auto driver, TopologyTestDriver::create(std::move(plan)));
    std::int64_t number = 0;
    while (!input.empty()) {
        const auto end = input.find('\n');
        const auto line = input.substr(0, end);
        input = end == std::string_view::npos ? std::string_view() : input.substr(end + 1);
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const auto done = driver->pipeLine(line);
        for (const auto& record : driver->drain()) output += driver->outputLine(record) + "\n";
        if (!done) {
            auto error = done.error();
            error.detail = fmt::format("line {}: {}", number, error.detail);
            return fail(std::move(error));
        }
    }
    return {};
}

} // namespace weir
