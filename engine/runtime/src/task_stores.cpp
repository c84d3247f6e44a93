// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task_stores.h"

#include "store_positions.h"

#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <xxhash.h>

namespace weir {

std::uint64_t schemaHash(const StoreSpec& spec) {
    std::string text = spec.schemaText;
    if (spec.columns)
        for (const auto& column : spec.columns->columns) {
            text.push_back('\0'); // no name holds it
            text += column.name;
            text.push_back('\0');
            text += typeName(column.type);
        }
    return XXH3_64bits(text.data(), text.size());
}

// Rows that come and go with time, too many for a database put each: they are in memory and in the changelog, which is trimmed
// behind the retention.
bool hasNoDatabase(const StoreSpec& spec) { return spec.kind == StoreSpec::Kind::Join; }

namespace {

// The database may lag the commits: what it lacks is in the changelog. Several commits' changes of a key then cost one put.
constexpr std::int64_t storeEveryNanos = 500'000'000;
constexpr std::size_t restoreBytes = std::size_t{4} << 20U;
constexpr std::size_t chunkRecords = 5000; // of a restore: what a stop may have to wait for

Store::Layout layoutOf(StoreSpec::Kind kind) {
    switch (kind) {
    case StoreSpec::Kind::Window: return Store::Layout::ByWindow;
    case StoreSpec::Kind::Session: return Store::Layout::BySession;
    case StoreSpec::Kind::Join: return Store::Layout::Joined;
    case StoreSpec::Kind::Seen: return Store::Layout::ByTime;
    case StoreSpec::Kind::KeyValue:
    case StoreSpec::Kind::Buffer: break;
    }
    return Store::Layout::ByKey;
}

// Operators look through all rows of these: they stay in memory. (Windows are few and small beside the log.)
bool staysInMemory(StoreSpec::Kind kind) { return kind == StoreSpec::Kind::Window || kind == StoreSpec::Kind::Buffer; }

// A join's rows are never taken back.
class JoinBatch final : public TaskDatabase::Batch {
public:
    explicit JoinBatch(JoinRows& rows) : m_rows(rows) {}
    void put(const std::string&, std::string_view key, std::string_view value, std::int64_t) override { (void)m_rows.restore(key, value); }
    void remove(const std::string&, std::string_view) override {}

private:
    JoinRows& m_rows;
};

// A restore without a database goes into the table itself.
class TableBatch final : public TaskDatabase::Batch {
public:
    explicit TableBatch(StateTable& table) : m_table(table) {}
    void put(const std::string&, std::string_view key, std::string_view value, std::int64_t timestamp) override { m_table.put(m_table.at(key), value, timestamp); }
    void remove(const std::string&, std::string_view key) override {
        if (auto* entry = m_table.find(key)) m_table.remove(*entry, -1);
    }

private:
    StateTable& m_table;
};

} // namespace

// The database may not exist before the first commit; until then nothing is in it.
class TaskStores::LazyBacking final : public StateBacking {
public:
    LazyBacking(const TaskStores& stores, std::string name) : m_stores(stores), m_name(std::move(name)) {}
    Result<bool> read(std::string_view key, std::string& value, std::int64_t& timestamp) override {
        auto* database = m_stores.database();
        if (database == nullptr) return false;
        return database->backing(m_name).read(key, value, timestamp);
    }

private:
    const TaskStores& m_stores;
    std::string m_name;
};

TaskStores::TaskStores(const Plan& plan, std::vector<StoreSpec> specs, std::int32_t partition, Path directory, FileSystem* files)
    : m_plan(plan), m_specs(std::move(specs)), m_partition(partition), m_directory(std::move(directory)), m_files(files), m_ends(m_specs.size(), 0), m_marks(m_specs.size()), m_discarded(m_specs.size()), m_rows(m_specs.size()), m_bytes(m_specs.size()) {
    const bool inMemory = m_directory.empty();
    const bool fresh = inMemory || !m_files->exists(m_directory);
    for (const auto& spec : m_specs) {
        m_backings.push_back(inMemory || hasNoDatabase(spec) ? nullptr : std::make_unique<LazyBacking>(*this, spec.name));
        m_stores.push_back(std::make_unique<Store>(spec.name, m_backings.back().get(), fresh, layoutOf(spec.kind)));
    }
}
TaskStores::~TaskStores() = default;

Result<> TaskStores::openChangelogs(Producer& producer, Compression compression, std::int64_t batchBytes) {
    for (const auto& spec : m_specs) {
        if (!spec.changelog) {
            m_changelogs.push_back(nullptr);
            continue;
        }
        const auto topic = m_plan.changelogTopic(spec);
        WEIR_TRY(const auto handle, producer.open(topic));
        m_changelogs.push_back(std::make_unique<BatchingWriter>(producer, handle, topic, compression, batchBytes));
    }
    return {};
}

Store* TaskStores::find(const std::string& name) {
    for (auto& store : m_stores)
        if (store->name() == name) return store.get();
    return nullptr;
}

Result<> TaskStores::openDatabase() {
    if (m_directory.empty() || m_owned) return {};
    WEIR_CHECK(m_files->createDirectories(m_directory.parent_path()));
    std::map<std::string, std::uint64_t> hashes;
    for (const auto& spec : m_specs) hashes[spec.name] = schemaHash(spec);
    WEIR_TRY(m_owned, TaskDatabase::open(m_directory, hashes));
    m_database.store(m_owned.get(), std::memory_order_release);
    return {};
}

// A database ahead of the journal holds rows of commits that never happened, or of an application whose commits were forgotten.
bool TaskStores::leads(const std::map<std::string, std::int64_t>& positions, const CommitRecord* committed) const {
    for (const auto& changelog : m_changelogs) {
        if (!changelog) continue;
        const auto name = partitionName(changelog->topic(), m_partition);
        const auto known = positions.find(name);
        if (known == positions.end()) continue;
        if (committed == nullptr) return known->second > 0;
        const auto end = committed->changelogs.find(name);
        if (end == committed->changelogs.end() || known->second > end->second) return true;
    }
    return false;
}

// A database that ends before its changelog begins would keep rows whose tombstones have gone.
Result<bool> TaskStores::lacksWhatIsGone(Broker& broker, const std::map<std::string, std::int64_t>& positions) const {
    for (std::size_t i = 0; i < m_specs.size(); ++i) {
        if (!m_changelogs[i] || hasNoDatabase(m_specs[i])) continue;
        const auto known = positions.find(partitionName(m_changelogs[i]->topic(), m_partition));
        if (known == positions.end()) continue;
        WEIR_TRY(const auto consumer, broker.consumer({{m_changelogs[i]->topic(), m_partition}}));
        if (known->second < consumer->startOffset(0)) return true;
    }
    return false;
}

bool TaskStores::restoresFrom(const std::string& changelog) const {
    return std::any_of(m_specs.begin(), m_specs.end(), [&](const StoreSpec& spec) { return spec.changelog && !spec.global && m_plan.changelogTopic(spec) == changelog; });
}

std::int64_t TaskStores::durablePosition(const std::string& changelog) const {
    const auto* const database = this->database();
    const bool always = std::any_of(m_specs.begin(), m_specs.end(), [&](const StoreSpec& spec) { return hasNoDatabase(spec) && m_plan.changelogTopic(spec) == changelog; });
    if (always) return std::numeric_limits<std::int64_t>::max(); // it is read from its start each time
    if (database == nullptr) return 0;
    const auto positions = database->durablePositions();
    if (!positions) return 0;
    const auto known = positions->find(partitionName(changelog, m_partition));
    return known != positions->end() ? known->second : 0;
}

Result<> TaskStores::dropDatabase() {
    m_database.store(nullptr, std::memory_order_release);
    m_owned.reset();
    WEIR_CHECK(TaskDatabase::destroy(m_directory));
    for (auto& store : m_stores) store->table().markComplete();
    return {};
}

void TaskStores::countRows(std::size_t store) {
    auto& mine = *m_stores[store];
    const bool whole = mine.layout() == Store::Layout::Joined || mine.table().complete() || !m_owned;
    m_rows[store].store(whole ? mine.rows() : std::max<std::uint64_t>(mine.rows(), m_owned->approximateRows(m_specs[store].name)), std::memory_order_relaxed);
    m_bytes[store].store(mine.bytes(), std::memory_order_relaxed);
}

Result<> TaskStores::restore(Broker& broker, const CommitRecord* committed, RestoreProgress& progress, const Clock& clock, const std::function<bool()>& stopping) {
    if (m_specs.empty()) return {};
    WEIR_KILLPOINT("restore.begin");
    std::map<std::string, std::int64_t> positions;
    if (!m_directory.empty() && m_files->exists(m_directory)) {
        WEIR_CHECK(openDatabase());
        positions = m_owned->positions();
        WEIR_TRY(const bool behind, lacksWhatIsGone(broker, positions));
        if (behind || leads(positions, committed)) {
            WEIR_CHECK(dropDatabase());
            positions.clear();
        }
    }
    std::vector<Missing> all;
    std::int64_t total = 0;
    for (std::size_t i = 0; i < m_specs.size(); ++i) {
        if (m_changelogs[i] == nullptr) continue;
        const auto name = partitionName(m_changelogs[i]->topic(), m_partition);
        std::int64_t end = 0;
        if (committed != nullptr) {
            const auto found = committed->changelogs.find(name);
            if (found != committed->changelogs.end()) end = found->second;
            readTimes(i, *committed);
        }
        WEIR_CHECK(discardBehind(broker, i, end));
        m_ends[i] = end;
        const auto known = positions.find(name);
        const auto from = known != positions.end() && !hasNoDatabase(m_specs[i]) ? known->second : 0;
        all.push_back({i, from, end});
        total += std::max<std::int64_t>(end - from, 0);
    }
    const auto begin = clock.monotonicNanos();
    std::int64_t before = 0;
    for (const auto& missing : all) {
        const auto read = [&](std::int64_t position) -> Result<> {
            const auto done = before + position - missing.from;
            const auto seconds = static_cast<double>(clock.monotonicNanos() - begin) / 1e9;
            const auto rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
            progress.share.store(static_cast<double>(done) / static_cast<double>(total), std::memory_order_relaxed);
            progress.perSecond.store(rate, std::memory_order_relaxed);
            progress.remainingMs.store(rate > 0 ? static_cast<std::int64_t>(static_cast<double>(total - done) / rate * 1000) : -1, std::memory_order_relaxed);
            if (stopping && stopping()) return fail(Errc::Closed, "stopped while it restored");
            return {};
        };
        if (missing.from < missing.to) {
            progress.share.store(static_cast<double>(before) / static_cast<double>(total), std::memory_order_relaxed);
            WEIR_CHECK(replay(broker, missing, read));
            before += missing.to - missing.from;
        }
        if (m_specs[missing.store].kind != StoreSpec::Kind::KeyValue) WEIR_CHECK(loadRows(missing.store));
        countRows(missing.store);
    }
    progress.share.store(1.0, std::memory_order_relaxed);
    progress.remainingMs.store(0, std::memory_order_relaxed);
    WEIR_KILLPOINT("restore.done");
    return {};
}

/// Steps through a store's changelog, from one place to another.
class TaskStores::Replay {
public:
    Replay(TaskStores& stores, const Missing& missing, std::int64_t oldest) : m_stores(stores), m_missing(missing), m_spec(stores.m_specs[missing.store]), m_oldest(oldest) {}

    Result<> open(Broker& broker) {
        WEIR_TRY(m_consumer, broker.consumer({{topic(), m_stores.m_partition}}));
        m_position = std::max(m_missing.from, m_consumer->startOffset(0));
        m_consumer->seek(0, m_position);
        return {};
    }
    /// Everything before it was read.
    std::int64_t position() const { return m_position; }
    bool done() const { return m_position >= m_missing.to; }

    Result<> chunk(TaskDatabase::Batch& into) {
        std::size_t records = 0;
        std::size_t bytes = 0;
        RecordView record;
        while (!done() && records < chunkRecords && bytes < restoreBytes) {
            if (!m_inBatch) {
                WEIR_CHECK(nextBatch());
                continue;
            }
            if (!m_reader.next(record)) {
                if (m_reader.failed()) return fail(Errc::Corrupt, "a changelog batch can't be read", {.topic = topic(), .partition = m_stores.m_partition, .offset = m_position});
                m_position = m_batchEnd;
                m_inBatch = false;
                continue;
            }
            if (record.offset < m_position) continue;
            if (record.offset >= m_missing.to) {
                m_position = m_missing.to;
                break;
            }
            m_position = record.offset + 1;
            ++records;
            bytes += record.key.size() + record.value.size();
            if (m_stores.discarded(m_missing.store, record.offset)) continue;
            if (hasNoDatabase(m_spec) && record.timestamp < m_oldest) continue; // it had left
            if (record.valueNull) into.remove(m_spec.name, record.key);
            else into.put(m_spec.name, record.key, record.value, record.timestamp);
        }
        m_position = std::min(m_position, m_missing.to);
        return {};
    }

private:
    const std::string& topic() const { return m_stores.m_changelogs[m_missing.store]->topic(); }
    Result<> nextBatch() {
        if (m_rest.empty()) {
            WEIR_TRY(const bool more, m_consumer->fetch(0, restoreBytes, m_buffer));
            if (!more) {
                m_position = std::max(m_position, m_consumer->position(0));
                if (done()) return {};
                return fail(Errc::Corrupt, fmt::format("the changelog {} ends at offset {}, the last commit says {}", partitionName(topic(), m_stores.m_partition), m_position, m_missing.to));
            }
            m_rest = m_buffer.bytes();
        }
        WEIR_TRY(const auto header, readBatchHeader(m_rest));
        const auto whole = m_rest.first(static_cast<std::size_t>(header.sizeBytes));
        m_rest = m_rest.subspan(whole.size());
        m_batchEnd = header.lastOffset() + 1;
        m_inBatch = !header.control();
        return m_inBatch ? m_reader.open(whole) : Result<>{};
    }

    TaskStores& m_stores;
    const Missing& m_missing;
    const StoreSpec& m_spec;
    std::int64_t m_oldest;
    std::unique_ptr<Consumer> m_consumer;
    BatchBuffer m_buffer;
    std::span<const std::byte> m_rest;
    BatchReader m_reader;
    bool m_inBatch = false;
    std::int64_t m_batchEnd = 0;
    std::int64_t m_position = 0;
};

Result<> TaskStores::replay(Broker& broker, const Missing& missing, const std::function<Result<>(std::int64_t)>& read) {
    const auto& spec = m_specs[missing.store];
    const bool inMemory = hasNoDatabase(spec) || m_directory.empty();
    if (!inMemory) WEIR_CHECK(openDatabase());
    auto& store = *m_stores[missing.store];
    const auto oldest = inMemory && spec.retentionMs >= 0 ? store.observedTime() - spec.retentionMs : std::numeric_limits<std::int64_t>::min();
    Replay replay(*this, missing, oldest);
    WEIR_CHECK(replay.open(broker));
    const auto name = partitionName(m_changelogs[missing.store]->topic(), m_partition);
    while (!replay.done()) {
        if (!inMemory) {
            std::map<std::string, std::int64_t> end;
            WEIR_CHECK(m_owned->write(
                [&](TaskDatabase::Batch& batch) -> Result<> {
                    auto filled = replay.chunk(batch);
                    end[name] = replay.position();
                    return filled;
                },
                end));
        } else if (auto* joined = store.joinRows()) {
            JoinBatch rows(*joined);
            WEIR_CHECK(replay.chunk(rows));
        } else {
            TableBatch rows(store.table());
            WEIR_CHECK(replay.chunk(rows));
        }
        WEIR_KILLPOINT("restore.chunk-written");
        WEIR_CHECK(read(replay.position()));
    }
    if (!inMemory) store.table().markIncomplete();
    else store.commit();
    return {};
}

void TaskStores::readTimes(std::size_t store, const CommitRecord& committed) {
    if (const auto times = timesOf(committed, m_specs[store].name)) {
        m_stores[store]->setObservedTime(times->observed);
        m_stores[store]->setEmittedTime(times->emitted);
    }
    m_discarded[store] = discardedOf(committed, m_specs[store].name);
}

Result<> TaskStores::discardBehind(Broker& broker, std::size_t store, std::int64_t end) {
    WEIR_TRY(const auto consumer, broker.consumer({{m_changelogs[store]->topic(), m_partition}}));
    std::erase_if(m_discarded[store], [&](const auto& range) { return range.first >= end; });
    if (consumer->endOffset(0) <= end) return {};
    // Behind a transaction's end stands its marker, and what was aborted: that is nothing to a reader.
    BatchBuffer buffer;
    consumer->seek(0, end);
    WEIR_TRY(const bool any, consumer->fetch(0, 1, buffer));
    if (any) m_discarded[store].emplace_back(end, consumer->endOffset(0));
    return {};
}

bool TaskStores::discarded(std::size_t store, std::int64_t offset) const { return inRanges(m_discarded[store], offset); }

// The index by time is always in memory; of the rows only those that an operator looks through.
Result<> TaskStores::loadRows(std::size_t store) {
    auto& target = *m_stores[store];
    if (!m_owned || hasNoDatabase(m_specs[store])) {
        for (const auto* entry : target.table().all()) target.indexRow(entry->key(), entry->timestamp());
        return {};
    }
    const bool load = staysInMemory(m_specs[store].kind);
    WEIR_CHECK(m_owned->rows(m_specs[store].name, {}, [&](std::string_view key, std::string_view, std::int64_t timestamp) {
        target.indexRow(key, timestamp);
        if (load) target.table().at(key);
        return true;
    }));
    if (load) target.table().markComplete();
    return {};
}

bool TaskStores::dirty() const {
    return std::any_of(m_stores.begin(), m_stores.end(), [](const auto& store) { return store->dirty(); });
}
bool TaskStores::lagging() const {
    return !m_directory.empty() && std::any_of(m_stores.begin(), m_stores.end(), [](const auto& store) { return !store->table().unstored().empty(); });
}
std::size_t TaskStores::dirtyBytes() const {
    std::size_t bytes = 0;
    for (const auto& store : m_stores) bytes += store->dirtyBytes();
    return bytes;
}
std::optional<Error> TaskStores::failed() const {
    for (const auto& store : m_stores)
        if (store->table().failed()) return store->table().failed();
    for (const auto& changelog : m_changelogs)
        if (changelog && changelog->error()) return changelog->error();
    return std::nullopt;
}

void TaskStores::writeChangelogs() {
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        if (!m_changelogs[i]) continue;
        m_stores[i]->eachDirty([&](std::string_view key, std::string_view value, std::int64_t timestamp, bool present) {
            m_changelogs[i]->write(m_partition, std::max<std::int64_t>(timestamp, 0), key, false, value, !present, {});
        });
        m_changelogs[i]->flush();
        if (m_changelogs[i]->endOffset(m_partition) >= 0) m_ends[i] = m_changelogs[i]->endOffset(m_partition);
        if (hasNoDatabase(m_specs[i])) mark(i);
    }
}

// How far the changelog is, and the newest row up to there.
void TaskStores::mark(std::size_t store) {
    constexpr std::int64_t marksApart = 10'000;
    std::int64_t newest = std::numeric_limits<std::int64_t>::min();
    m_stores[store]->eachDirty([&](std::string_view, std::string_view, std::int64_t timestamp, bool) { newest = std::max(newest, timestamp); });
    auto& marks = m_marks[store];
    // The first mark since a start also stands for the rows that were restored, some of them newer than what is dirty now.
    if (marks.empty()) newest = std::max(newest, m_stores[store]->observedTime());
    const auto before = marks.size() < 2 ? std::int64_t{0} : marks[marks.size() - 2].first;
    if (marks.empty() || marks.back().first - before >= marksApart) {
        marks.emplace_back(m_ends[store], newest);
    } else {
        marks.back() = {m_ends[store], std::max(marks.back().second, newest)};
    }
}

Result<> TaskStores::trimChangelogs(Broker& broker) {
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        if (!hasNoDatabase(m_specs[i])) continue;
        std::int64_t before = -1;
        auto& marks = m_marks[i];
        const auto oldest = m_stores[i]->observedTime() - m_specs[i].retentionMs;
        for (; !marks.empty() && marks.front().second < oldest; marks.pop_front()) before = marks.front().first;
        if (before >= 0) WEIR_CHECK(broker.trimBefore({m_changelogs[i]->topic(), m_partition}, before));
    }
    return {};
}

void TaskStores::describe(CommitRecord& record) const {
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        if (m_changelogs[i]) record.changelogs[partitionName(m_changelogs[i]->topic(), m_partition)] = m_ends[i];
        describeStore(record, m_specs[i].name, {m_stores[i]->observedTime(), m_stores[i]->emittedTime()}, m_discarded[i]);
    }
}

Result<> TaskStores::apply(std::size_t cacheBytes, std::int64_t nowNanos, bool last) {
    std::size_t unstored = 0;
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        auto& store = *m_stores[i];
        store.commit();
        if (m_directory.empty() || hasNoDatabase(m_specs[i])) (void)store.takeExpired();
        unstored += store.table().unstoredBytes();
    }
    if (unstored > 0 && (last || unstored > cacheBytes / 4 || nowNanos - m_lastStored >= storeEveryNanos)) {
        WEIR_CHECK(writeDatabase());
        m_lastStored = nowNanos;
    }
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        auto& table = m_stores[i]->table();
        if (!staysInMemory(m_specs[i].kind)) table.evict(cacheBytes / m_stores.size());
        countRows(i);
    }
    return {};
}

// One batch with each changed key once, and where the changelogs stood at the last commit.
Result<> TaskStores::writeDatabase() {
    WEIR_CHECK(openDatabase());
    std::map<std::string, std::int64_t> positions;
    for (std::size_t i = 0; i < m_stores.size(); ++i)
        if (m_changelogs[i] && !hasNoDatabase(m_specs[i])) positions[partitionName(m_changelogs[i]->topic(), m_partition)] = m_ends[i];
    WEIR_KILLPOINT("database.write.before");
    WEIR_CHECK(m_owned->write(
        [&](TaskDatabase::Batch& batch) -> Result<> {
            for (std::size_t i = 0; i < m_stores.size(); ++i) {
                for (const auto& key : m_stores[i]->takeExpired()) batch.remove(m_specs[i].name, key);
                for (const auto* entry : m_stores[i]->table().unstored()) {
                    const auto& value = entry->committed();
                    if (value.present) {
                        batch.put(m_specs[i].name, entry->key(), value.view(), value.timestamp);
                    } else {
                        batch.remove(m_specs[i].name, entry->key());
                    }
                }
            }
            return {};
        },
        positions));
    WEIR_KILLPOINT("database.write.after");
    for (auto& store : m_stores) store->table().stored();
    return {};
}

void TaskStores::abort() {
    for (auto& store : m_stores) store->abort();
}

} // namespace weir
