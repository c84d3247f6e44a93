// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task_stores.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>
#include <xxhash.h>

namespace weir {
namespace {

// The database may lag the commits: what it lacks is in the changelog. Several commits' changes of a key then cost one put.
constexpr std::int64_t storeEveryNanos = 500'000'000;
constexpr std::size_t restoreBytes = std::size_t{4} << 20U;

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

// Rows that come and go with time, too many for a database put each: they are in memory and in the changelog, which is trimmed
// behind the retention.
bool hasNoDatabase(const StoreSpec& spec) { return spec.kind == StoreSpec::Kind::Join; }

// Operators look through all rows of these: they stay in memory. (Windows are few and small beside the log.)
bool staysInMemory(StoreSpec::Kind kind) { return kind == StoreSpec::Kind::Window || kind == StoreSpec::Kind::Buffer; }

std::string timesKey(const std::string& store) { return "time:" + store; }
std::string discardedKey(const std::string& store) { return "discarded:" + store; }

std::vector<std::int64_t> parseNumbers(std::string_view text) {
    std::vector<std::int64_t> numbers;
    const char* at = text.data();
    const char* end = at + text.size();
    while (at < end) {
        std::int64_t number = 0;
        const auto [rest, error] = std::from_chars(at, end, number);
        if (error != std::errc{}) break;
        numbers.push_back(number);
        at = rest < end ? rest + 1 : end;
    }
    return numbers;
}

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

Result<> TaskStores::restore(Broker& broker, const CommitRecord* committed, std::atomic<double>& share) {
    if (m_specs.empty()) return {};
    std::map<std::string, std::int64_t> positions;
    if (!m_directory.empty() && m_files->exists(m_directory)) {
        WEIR_CHECK(openDatabase());
        positions = m_owned->positions();
        if (leads(positions, committed)) {
            WEIR_CHECK(dropDatabase());
            positions.clear();
        }
    }
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
        if (from < end) WEIR_CHECK(replay(broker, i, from, end, share));
        if (m_specs[i].kind != StoreSpec::Kind::KeyValue) WEIR_CHECK(loadRows(i));
        countRows(i);
    }
    return {};
}

Result<> TaskStores::replay(Broker& broker, std::size_t store, std::int64_t from, std::int64_t to, std::atomic<double>& share) {
    const bool inMemory = hasNoDatabase(m_specs[store]) || m_directory.empty();
    if (!inMemory) WEIR_CHECK(openDatabase());
    const auto oldest = inMemory && m_specs[store].retentionMs >= 0 ? m_stores[store]->observedTime() - m_specs[store].retentionMs : std::numeric_limits<std::int64_t>::min();
    WEIR_TRY(const auto consumer, broker.consumer({{m_changelogs[store]->topic(), m_partition}}));
    consumer->seek(0, std::max(from, consumer->startOffset(0)));
    BatchBuffer buffer;
    BatchReader reader;
    const auto name = partitionName(m_changelogs[store]->topic(), m_partition);
    auto& table = m_stores[store]->table();
    while (consumer->position(0) < to) {
        WEIR_TRY(const bool more, consumer->fetch(0, restoreBytes, buffer));
        if (!more) return fail(Errc::Corrupt, fmt::format("the changelog {} ends at offset {}, the last commit says {}", name, consumer->position(0), to));
        const auto readAll = [&](TaskDatabase::Batch& batch) -> Result<> {
            auto bytes = buffer.bytes();
            while (!bytes.empty()) {
                WEIR_TRY(const auto header, readBatchHeader(bytes));
                const auto whole = bytes.first(static_cast<std::size_t>(header.sizeBytes));
                bytes = bytes.subspan(whole.size());
                if (header.control()) continue;
                WEIR_CHECK(reader.open(whole));
                RecordView record;
                while (reader.next(record)) {
                    if (record.offset < from || record.offset >= to || discarded(store, record.offset)) continue;
                    if (hasNoDatabase(m_specs[store]) && record.timestamp < oldest) continue; // it had left
                    if (record.valueNull) {
                        batch.remove(m_specs[store].name, record.key);
                    } else {
                        batch.put(m_specs[store].name, record.key, record.value, record.timestamp);
                    }
                }
                if (reader.failed()) return fail(Errc::Corrupt, "a changelog batch can't be read", {.topic = m_changelogs[store]->topic(), .partition = m_partition, .offset = header.baseOffset});
            }
            return {};
        };
        if (!inMemory) {
            WEIR_CHECK(m_owned->write(readAll, {{name, std::min(consumer->position(0), to)}}));
        } else if (auto* joined = m_stores[store]->joinRows()) {
            JoinBatch rows(*joined);
            WEIR_CHECK(readAll(rows));
        } else {
            TableBatch rows(table);
            WEIR_CHECK(readAll(rows));
        }
        share.store(static_cast<double>(consumer->position(0) - from) / static_cast<double>(to - from), std::memory_order_relaxed);
    }
    if (!inMemory) {
        table.markIncomplete();
    } else {
        m_stores[store]->commit();
    }
    return {};
}

void TaskStores::readTimes(std::size_t store, const CommitRecord& committed) {
    if (const auto times = committed.positions.find(timesKey(m_specs[store].name)); times != committed.positions.end()) {
        const auto numbers = parseNumbers(times->second);
        if (numbers.size() == 2) {
            m_stores[store]->setObservedTime(numbers[0]);
            m_stores[store]->setEmittedTime(numbers[1]);
        }
    }
    if (const auto ranges = committed.positions.find(discardedKey(m_specs[store].name)); ranges != committed.positions.end()) {
        const auto numbers = parseNumbers(ranges->second);
        for (std::size_t i = 0; i + 1 < numbers.size(); i += 2) m_discarded[store].emplace_back(numbers[i], numbers[i + 1]);
    }
}

Result<> TaskStores::discardBehind(Broker& broker, std::size_t store, std::int64_t end) {
    WEIR_TRY(const auto consumer, broker.consumer({{m_changelogs[store]->topic(), m_partition}}));
    std::erase_if(m_discarded[store], [&](const auto& range) { return range.first >= end; });
    if (consumer->endOffset(0) > end) m_discarded[store].emplace_back(end, consumer->endOffset(0));
    return {};
}

bool TaskStores::discarded(std::size_t store, std::int64_t offset) const {
    return std::any_of(m_discarded[store].begin(), m_discarded[store].end(), [&](const auto& range) { return offset >= range.first && offset < range.second; });
}

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
        record.positions[timesKey(m_specs[i].name)] = fmt::format("{},{}", m_stores[i]->observedTime(), m_stores[i]->emittedTime());
        std::string ranges;
        for (const auto& [from, to] : m_discarded[i]) ranges += fmt::format("{}{},{}", ranges.empty() ? "" : ",", from, to);
        if (!ranges.empty()) record.positions[discardedKey(m_specs[i].name)] = std::move(ranges);
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
    for (auto& store : m_stores) store->table().stored();
    return {};
}

void TaskStores::abort() {
    for (auto& store : m_stores) store->abort();
}

} // namespace weir
