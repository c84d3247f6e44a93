// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/topology_test_driver.h"

#include "test_lines.h"

#include "weir/core/rng.h"
#include "weir/record/key.h"
#include "weir/runtime/task.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_broker.h"
#include "weir/testing/memory_file_system.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace weir {
namespace {
constexpr std::uint64_t rebalanceEvery = 10; ///< records
} // namespace

struct TopologyTestDriver::State {
    /// One sub-topology on one partition, and which instance owns it.
    struct Slot {
        std::int32_t subTopology = 0;
        std::int32_t partition = 0;
        std::int32_t instance = 0;
        std::unique_ptr<Task> task;
    };

    std::shared_ptr<const Plan> plan;
    TestLayout layout;
    SplitMix64 rng;
    FakeClock clock;
    MemoryFileSystem files;
    MemoryBroker broker;
    std::unique_ptr<TaskEnvironment> environment;
    std::vector<Slot> tasks;
    std::vector<NodeFigures> closed; ///< counts of tasks that were stopped
    TestFormats formats;
    std::unique_ptr<Producer> producer;
    std::map<std::string, std::size_t> handles;
    std::int32_t dealt = 0; ///< records without a key, for the round robin
    std::vector<TopicPartition> watched;
    std::unique_ptr<Consumer> outputs; ///< one slot a partition of a sink topic
    std::vector<TestRecord> emitted;

    State(std::shared_ptr<const Plan> thePlan, std::int64_t startMicros, const TestLayout& theLayout)
        : plan(std::move(thePlan)), layout(theLayout), rng(theLayout.seed), clock(startMicros), closed(plan->typed.topology.nodes.size()), formats(*plan) {}

    Result<PartitionCounts> partitions() const;
    Result<> createTopics(const PartitionCounts& counts);
    Result<> start(Slot& slot);
    Result<> restart(Slot& slot);
    Result<> disturb();
    Result<> settle();
    Result<> collect();
};

TopologyTestDriver::TopologyTestDriver(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TopologyTestDriver::~TopologyTestDriver() = default;

Result<std::unique_ptr<TopologyTestDriver>> TopologyTestDriver::create(std::shared_ptr<const Plan> plan, std::int64_t startMicros, const TestLayout& layout) {
    auto state = std::make_unique<State>(std::move(plan), startMicros, layout);
    Diagnostics diagnostics;
    auto settings = resolveSettings(state->plan->typed.topology, {{"compression", "none"}}, diagnostics);
    WEIR_TRY(auto counts, state->partitions());
    WEIR_CHECK(state->createTopics(counts));
    WEIR_TRY(state->outputs, state->broker.consumer(state->watched));
    WEIR_TRY(state->producer, state->broker.producer(false));
    for (std::size_t sub = 0; sub < counts.tasks.size(); ++sub)
        for (std::int32_t partition = 0; partition < counts.tasks[sub]; ++partition)
            state->tasks.push_back({static_cast<std::int32_t>(sub), partition, static_cast<std::int32_t>(state->tasks.size()) % layout.instances, nullptr});
    state->environment =
        std::make_unique<TaskEnvironment>(TaskEnvironment{state->plan, std::move(settings), std::move(counts), state->broker, state->files, state->clock, {}, false, {}});
    state->environment->globals = std::make_shared<GlobalTables>(*state->plan);
    for (auto& slot : state->tasks) WEIR_CHECK(state->start(slot));
    return std::unique_ptr<TopologyTestDriver>(new TopologyTestDriver(std::move(state)));
}

/// One everywhere, or as many as asked for with the topology's own topics following.
Result<PartitionCounts> TopologyTestDriver::State::partitions() const {
    std::map<std::string, std::int32_t> external;
    for (const auto& bound : plan->typed.nodes)
        for (const auto& topic : {bound.sourceTopic, bound.sinkTopic})
            if (!topic.empty()) external[topic] = layout.partitions;
    if (layout.partitions == 1) {
        auto counts = countPartitions(*plan, external);
        for (auto& [topic, partitions] : counts.topics) partitions = 1;
        counts.tasks.assign(plan->subTopologies.size(), 1);
        return counts;
    }
    auto counts = countPartitions(*plan, external);
    for (const auto& diagnostic : counts.diagnostics)
        if (diagnostic.severity == Severity::Error) return fail(Errc::Invalid, diagnostic.message, {.node = diagnostic.node, .field = diagnostic.field});
    return counts;
}

Result<> TopologyTestDriver::State::createTopics(const PartitionCounts& counts) {
    for (const auto& [topic, partitions] : counts.topics) WEIR_CHECK(broker.create({.name = topic, .partitions = partitions}));
    const auto ensure = [&](const std::string& topic, std::int32_t partitions) -> Result<> {
        if (topic.empty() || broker.find(topic)) return {};
        return broker.create({.name = topic, .partitions = partitions});
    };
    const auto watch = [&](const std::string& topic) {
        const auto spec = broker.find(topic);
        if (!spec || std::any_of(watched.begin(), watched.end(), [&](const auto& known) { return known.topic == topic; })) return;
        for (std::int32_t partition = 0; partition < spec->partitions; ++partition) watched.push_back({topic, partition});
    };
    std::vector<std::string> deadLetters{plan->typed.topology.deadLetterTopic};
    for (const auto& node : plan->typed.topology.nodes)
        if (const auto* topic = node.field("dead_letter_topic"); topic != nullptr && topic->text() != nullptr) deadLetters.push_back(*topic->text());
    for (const auto& topic : deadLetters) WEIR_CHECK(ensure(topic, layout.partitions));
    for (std::size_t sub = 0; sub < plan->subTopologies.size(); ++sub)
        for (const auto& store : plan->subTopologies[sub].stores)
            if (store.changelog) WEIR_CHECK(ensure(plan->changelogTopic(store), counts.tasks[sub]));
    for (const auto& bound : plan->typed.nodes) watch(bound.sinkTopic);
    for (const auto& topic : deadLetters) watch(topic);
    return {};
}

Result<> TopologyTestDriver::State::start(Slot& slot) {
    slot.task = std::make_unique<Task>(*environment, slot.subTopology, slot.partition);
    return slot.task->start();
}

/// Everything is committed between records: what a task knows beyond its stores and positions is lost here.
Result<> TopologyTestDriver::State::restart(Slot& slot) {
    slot.task->addNodes(closed);
    slot.task.reset();
    return start(slot);
}

Result<> TopologyTestDriver::State::disturb() {
    if (layout.restartEvery > 0 && rng.below(static_cast<std::uint64_t>(layout.restartEvery)) == 0)
        for (auto& slot : tasks) WEIR_CHECK(restart(slot));
    if (layout.instances > 1 && !tasks.empty() && rng.below(rebalanceEvery) == 0) {
        auto& moved = tasks[rng.below(tasks.size())];
        moved.instance = (moved.instance + 1) % layout.instances;
        WEIR_CHECK(restart(moved));
    }
    return {};
}

// One record at a time through every task until nothing moves, instance by instance; a commit after each, as Kafka Streams'
// driver does.
Result<> TopologyTestDriver::State::settle() {
    bool moved = true;
    while (moved) {
        moved = false;
        for (std::int32_t instance = 0; instance < layout.instances; ++instance) {
            for (auto& slot : tasks) {
                if (slot.instance != instance) continue;
                auto& task = *slot.task;
                while (task.step(1) > 0) {
                    moved = true;
                    if (const auto error = task.stoppedError()) return fail(*error);
                    WEIR_CHECK(task.commit());
                    WEIR_CHECK(collect());
                }
                if (const auto error = task.stoppedError()) return fail(*error);
                if (task.pending()) WEIR_CHECK(task.commit()); // a record was passed over: its dead letter goes out
                WEIR_CHECK(collect());
            }
        }
    }
    return {};
}

Result<> TopologyTestDriver::State::collect() {
    BatchBuffer buffer;
    BatchReader reader;
    for (std::size_t i = 0; i < watched.size(); ++i) {
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
                out.topic = watched[i].topic;
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
    const auto partitions = m_state->layout.partitions;
    const auto partition = record.key ? partitionOfKey(*record.key, partitions) : m_state->dealt++ % partitions;
    WEIR_TRY(const auto offset, m_state->producer->send(found->second, partition, builder.take()));
    static_cast<void>(offset);
    WEIR_CHECK(m_state->settle());
    return m_state->disturb();
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
    auto nodes = m_state->closed;
    for (const auto& slot : m_state->tasks) slot.task->addNodes(nodes);
    const auto index = m_state->plan->typed.topology.indexOf(node);
    if (!index) return 0;
    for (const auto& [known, count] : nodes[*index].dropped)
        if (known == reason) return count;
    return 0;
}

} // namespace weir
