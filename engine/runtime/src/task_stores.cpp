// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task_stores.h"

#include "store_positions.h"

#include "weir/core/kill_point.h"

#include <algorithm>
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

// Operators look through all rows of these. (Windows are few and small beside the log.)
bool staysInMemory(const StoreSpec& spec) { return spec.kind == StoreSpec::Kind::Window || spec.kind == StoreSpec::Kind::Buffer; }

namespace {

// The database may lag the commits: what it lacks is in the changelog. Several commits' changes of a key then cost one put.
constexpr std::int64_t storeEveryNanos = 500'000'000;

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

void TaskStores::countRows(std::size_t store) {
    auto& mine = *m_stores[store];
    const bool whole = mine.layout() == Store::Layout::Joined || mine.table().complete() || !m_owned;
    m_rows[store].store(whole ? mine.rows() : std::max<std::uint64_t>(mine.rows(), m_owned->approximateRows(m_specs[store].name)), std::memory_order_relaxed);
    m_bytes[store].store(mine.bytes(), std::memory_order_relaxed);
}

bool TaskStores::dirty() const {
    return std::any_of(m_stores.begin(), m_stores.end(), [](const auto& store) { return store->dirty(); });
}
bool TaskStores::lagging() const {
    return !m_directory.empty() && std::any_of(m_stores.begin(), m_stores.end(), [](const auto& store) { return !store->table().unstored().empty(); });
}
std::size_t TaskStores::waitingBytes() const {
    std::size_t bytes = 0;
    for (const auto& store : m_stores) bytes += store->dirtyBytes() + (m_directory.empty() ? 0 : store->table().unstoredBytes());
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

void TaskStores::takeOver() {
    for (auto& store : m_stores) store->commit();
}

Result<> TaskStores::apply(std::size_t cacheBytes, std::int64_t nowNanos, bool last) {
    takeOver();
    std::size_t unstored = 0;
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        auto& store = *m_stores[i];
        if (m_directory.empty() || hasNoDatabase(m_specs[i])) (void)store.takeExpired();
        unstored += store.table().unstoredBytes();
    }
    if (unstored > 0 && (last || unstored > cacheBytes / 4 || nowNanos - m_lastStored >= storeEveryNanos)) {
        WEIR_CHECK(writeDatabase());
        m_lastStored = nowNanos;
    }
    for (std::size_t i = 0; i < m_stores.size(); ++i) {
        auto& table = m_stores[i]->table();
        if (!staysInMemory(m_specs[i])) table.evict(cacheBytes / m_stores.size());
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
