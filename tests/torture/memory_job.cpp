// SPDX-License-Identifier: Apache-2.0
#include "memory_job.h"

#include "job.h"
#include "watched_files.h"
#include "workload.h"

#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>

namespace weir::torture {
namespace {

constexpr std::int64_t joinRemembersMs = 5'000; // less than within and grace
constexpr std::int64_t turnsMost = 200'000; // far more than any run takes: tasks that wait for each other are found, not waited for

/// A windowed key ends in eight bytes of time.
std::string readable(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) out += c >= ' ' && c <= '~' ? std::string(1, c) : fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    return out;
}

std::string textOf(const RecordView& record) {
    std::string out = fmt::format("{} {} {}", record.timestamp, record.keyNull ? std::string("NULL") : "'" + readable(record.key) + "'", record.valueNull ? std::string("NULL") : readable(record.value));
    for (const auto& [name, value] : decodeHeaders(record.headers)) out += " " + name + "=" + value.value_or("NULL");
    return out;
}

template <class Visit>
Result<> eachCommitted(Broker& broker, const TopicPartition& partition, const Visit& visit) {
    WEIR_TRY(const auto consumer, broker.consumer({partition}));
    consumer->seek(0, consumer->startOffset(0));
    BatchBuffer buffer;
    BatchReader reader;
    RecordView record;
    while (true) {
        const auto position = consumer->position(0);
        WEIR_TRY(const bool more, consumer->fetch(0, 1 << 20, buffer));
        if (!more && consumer->position(0) == position) return {};
        if (!more) continue; // it passed over what is not committed
        for (auto rest = buffer.bytes(); !rest.empty();) {
            WEIR_TRY(const auto header, readBatchHeader(rest));
            const auto whole = rest.first(static_cast<std::size_t>(header.sizeBytes));
            if (!header.control()) {
                WEIR_CHECK(reader.open(rest));
                while (reader.next(record)) visit(record);
                if (reader.failed()) return fail(Errc::Corrupt, "a batch has other records than it counts", {.topic = partition.topic, .partition = partition.partition});
            }
            rest = rest.subspan(whole.size());
        }
    }
}

template <class Map>
std::string firstDifference(const char* what, const Map& want, const Map& have) {
    for (const auto& [name, wanted] : want) {
        const auto found = have.find(name);
        if (found == have.end()) return fmt::format("{} {} is missing", what, name);
        if constexpr (std::is_same_v<typename Map::mapped_type, std::string>) {
            if (found->second != wanted) return fmt::format("{} {} is {}, not {}", what, name, found->second, wanted);
        } else {
            const auto& got = found->second;
            for (std::size_t i = 0; i < std::max(wanted.size(), got.size()); ++i)
                if (i >= wanted.size() || i >= got.size() || wanted[i] != got[i])
                    return fmt::format("{} {}: {} records, not {}; number {} is {}, not {}", what, name, got.size(), wanted.size(), i, i < got.size() ? got[i] : "absent", i < wanted.size() ? wanted[i] : "absent");
        }
    }
    for (const auto& [name, got] : have)
        if (!want.contains(name)) return fmt::format("{} {} should not be there", what, name);
    return {};
}

} // namespace

std::string difference(const Outcome& want, const Outcome& have) {
    if (auto wrong = firstDifference("output", want.outputs, have.outputs); !wrong.empty()) return wrong;
    if (auto wrong = firstDifference("store", want.stores, have.stores); !wrong.empty()) return wrong;
    return firstDifference("position", want.positions, have.positions);
}

MemoryJob::MemoryJob(const Path& data, FileSystem& files, const Clock& clock, std::shared_ptr<const Plan> plan, Promise promise)
    : m_data(data), m_files(files), m_clock(clock), m_plan(std::move(plan)), m_promise(promise) {}
MemoryJob::~MemoryJob() { close(); }

void MemoryJob::close() {
    m_tasks.clear();
    m_environment.reset();
    m_broker.reset();
    m_journal.reset();
    m_topics.reset();
}

Result<> MemoryJob::open() {
    close();
    WEIR_TRY(m_topics, TopicStore::open(m_data, m_files, m_clock));
    WEIR_TRY(m_journal, CommitJournal::open(m_data, m_files));
    m_broker = std::make_unique<EmbeddedBroker>(*m_topics, *m_journal);
    return startTasks();
}

Result<> MemoryJob::startTasks() {
    Diagnostics diagnostics;
    std::vector<std::pair<std::string, std::string>> overrides{{"threads", "1"}};
    if (m_promise == Promise::Buffered) overrides.insert(overrides.end(), {{"guarantee", "at-least-once"}, {"sync", "buffered"}});
    const auto settings = resolveSettings(m_plan->typed.topology, overrides, diagnostics);
    {
        WEIR_TRY(const auto job, Job::create(m_plan, settings, *m_broker, m_files, m_clock, {}, {})); // it makes the topics
    }
    std::map<std::string, std::int32_t> existing;
    for (const auto& spec : m_broker->topics()) existing[spec.name] = spec.partitions;
    m_environment = std::unique_ptr<TaskEnvironment>(new TaskEnvironment{m_plan, settings, countPartitions(*m_plan, existing), *m_broker, m_files, m_clock, {}, m_promise == Promise::ExactlyOnce});
    auto& environment = *m_environment;
    environment.globals = std::make_shared<GlobalTables>(*m_plan);
    environment.transactional = settings.guarantee == Guarantee::ExactlyOnce;
    for (const auto& topic : flowInputs)
        for (std::int32_t p = 0; p < flowPartitions; ++p) {
            WEIR_TRY(const auto consumer, m_broker->consumer({{topic, p}}));
            environment.limits[{topic, p}] = consumer->endOffset(0);
        }
    environment.progress = std::make_shared<JobProgress>(*m_plan, environment.partitions, settings);
    for (std::size_t sub = 0; sub < m_plan->subTopologies.size(); ++sub)
        for (std::int32_t p = 0; p < environment.partitions.tasks[sub]; ++p) {
            m_tasks.push_back(std::make_unique<Task>(environment, static_cast<std::int32_t>(sub), p));
            WEIR_CHECK(m_tasks.back()->start());
        }
    return {};
}

Result<> MemoryJob::commit(Task& task) {
    WEIR_CHECK(task.commit());
    ++m_commits;
    WEIR_TRY(const auto record, m_broker->committed(flowApplication, task.id()));
    if (record) m_acknowledged[task.id()] = *record;
    return {};
}

Result<bool> MemoryJob::turn(Rng& rng) {
    if (rng.below(16) == 0) (void)m_broker->noteEnds(); // what the engine does every second, come what may
    auto& task = *m_tasks[rng.below(m_tasks.size())];
    const auto done = task.step(1 + rng.below(40));
    if (!task.stopped) task.flushOutputs();
    if (const auto error = task.stoppedError()) return fail(*error);
    if (m_promise == Promise::Buffered && task.unsent() && rng.below(3) == 0) WEIR_CHECK(task.sendUncommitted());
    if (task.pending() && (rng.below(5) == 0 || (done == 0 && task.dueAtEnd()) || (done == 0 && task.finished()))) {
        WEIR_CHECK(commit(task));
        return true;
    }
    return done > 0 || task.takeAdvanced();
}

bool MemoryJob::finished() const {
    return std::all_of(m_tasks.begin(), m_tasks.end(), [](const auto& task) { return task->finished() && !task->pending(); });
}

Result<> MemoryJob::finish(Rng& rng) {
    for (std::int64_t turns = 0; !finished(); ++turns) {
        if (turns > turnsMost) return fail(Errc::Internal, "the tasks wait for each other");
        WEIR_TRY(const bool busy, turn(rng));
        (void)busy;
    }
    return {};
}

Result<Outcome> MemoryJob::outcome() { return outcomeOf(*m_broker, *m_journal); }

Result<Outcome> outcomeOf(EmbeddedBroker& broker, const CommitJournal& journal) {
    Outcome out;
    for (const auto& topic : flowOutputs)
        for (std::int32_t p = 0; p < flowPartitions; ++p) {
            auto& records = out.outputs[partitionName(topic, p)];
            WEIR_CHECK(eachCommitted(broker, {topic, p}, [&](const RecordView& record) { records.push_back(textOf(record)); }));
        }
    struct Last { // of a key: what no compaction takes away
        std::int64_t timestamp;
        std::optional<std::string> row; // none: a tombstone
    };
    std::map<std::string, std::map<std::string, Last>> joined; // the changelogs of the join of streams
    std::map<std::int32_t, std::int64_t> newest;               // by partition, of both its streams
    for (const auto& spec : broker.topics()) {
        if (!spec.internal || !spec.name.ends_with("-changelog")) continue;
        for (std::int32_t p = 0; p < spec.partitions; ++p) {
            std::map<std::string, Last> rows;
            WEIR_CHECK(eachCommitted(broker, {spec.name, p}, [&](const RecordView& record) {
                rows[std::string(record.key)] = {record.timestamp, record.valueNull ? std::nullopt : std::optional(textOf(record))};
            }));
            const bool forgets = spec.name.find("-settled.") != std::string::npos;
            auto& store = out.stores[partitionName(spec.name, p)];
            for (auto& [key, last] : rows) {
                if (forgets) newest[p] = std::max(newest[p], last.timestamp);
                else if (last.row) store.push_back(std::move(*last.row));
            }
            if (forgets) joined[partitionName(spec.name, p)] = std::move(rows);
        }
    }
    // What a join of streams has forgotten leaves its changelog by whole segments: when, depends on the commits.
    for (auto& [name, rows] : joined)
        for (auto& [key, last] : rows)
            if (last.row && last.timestamp >= newest[std::stoi(name.substr(name.rfind('-') + 1))] - joinRemembersMs) out.stores[name].push_back(std::move(*last.row));
    for (const auto& record : journal.all(flowApplication))
        for (const auto& [source, position] : record.positions)
            for (const auto& topic : flowInputs)
                if (source.starts_with(topic + "-")) out.positions[record.task + " " + source] = position;
    return out;
}

static Result<std::unique_ptr<MemoryFileSystem>> folderWithInputs(const Path& data, const NodeRegistry& registry, std::int64_t orders, std::uint64_t seed) {
    auto files = std::make_unique<MemoryFileSystem>();
    const FakeClock clock(1'700'000'000'000'000);
    WEIR_CHECK(files->createDirectories(data));
    WEIR_CHECK(files->syncDirectory("/"));
    {
        WEIR_TRY(const auto engine, Engine::open(data, *files, clock, registry));
        WEIR_CHECK(fillInputs(*engine, orders, seed));
    }
    WEIR_CHECK(syncTree(*files, "/"));
    return files;
}

static Result<Outcome> undisturbed(const MemoryFileSystem& inputs, const Path& data, const std::shared_ptr<const Plan>& plan) {
    SplitMix64 rng(1);
    const auto files = inputs.crash(rng);
    const FakeClock clock(1'700'000'000'000'000);
    MemoryJob job(data, *files, clock, plan);
    WEIR_CHECK(job.open());
    WEIR_CHECK(job.finish(rng));
    return job.outcome();
}

Result<std::unique_ptr<Baseline>> makeBaseline(const Path& data, std::int64_t orders, std::uint64_t seed) {
    auto made = std::make_unique<Baseline>(Baseline{builtinNodes(), nullptr, nullptr, {}});
    made->plan = planOfFlow(made->registry);
    WEIR_TRY(made->inputs, folderWithInputs(data, made->registry, orders, seed));
    WEIR_TRY(made->want, undisturbed(*made->inputs, data, made->plan));
    return made;
}

} // namespace weir::torture
