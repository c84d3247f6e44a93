// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/task_stores.h"

#include "changelog_replay.h"
#include "store_positions.h"

#include "weir/core/kill_point.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::int64_t manyOffsets = 100'000; // worth a change of the database's options, a few ms

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

Result<> TaskStores::dropDatabase() {
    m_database.store(nullptr, std::memory_order_release);
    m_owned.reset();
    WEIR_CHECK(TaskDatabase::destroy(m_directory));
    for (auto& store : m_stores) store->table().markComplete();
    return {};
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

Result<> TaskStores::replay(Broker& broker, const Missing& missing, const std::function<Result<>(std::int64_t)>& read) {
    const auto& spec = m_specs[missing.store];
    const bool inMemory = hasNoDatabase(spec) || m_directory.empty();
    if (!inMemory) WEIR_CHECK(openDatabase());
    const bool many = !inMemory && missing.to - missing.from >= manyOffsets;
    if (many) WEIR_CHECK(m_owned->deferMerging(true));
    auto& store = *m_stores[missing.store];
    ChangelogPart part{.changelog = {m_changelogs[missing.store]->topic(), m_partition}, .store = spec.name, .from = missing.from, .to = missing.to, .discarded = &m_discarded[missing.store]};
    if (hasNoDatabase(spec) && spec.retentionMs >= 0) part.oldest = store.observedTime() - spec.retentionMs;
    const auto name = partitionName(part.changelog.topic, m_partition);
    ChangelogReplay replay(std::move(part));
    WEIR_CHECK(replay.open(broker));
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
    if (many) WEIR_CHECK(m_owned->deferMerging(false));
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

// The index by time is always in memory; of the rows only those that an operator looks through.
Result<> TaskStores::loadRows(std::size_t store) {
    auto& target = *m_stores[store];
    if (!m_owned || hasNoDatabase(m_specs[store])) {
        for (const auto* entry : target.table().all()) target.indexRow(entry->key(), entry->timestamp());
        return {};
    }
    const bool load = staysInMemory(m_specs[store]);
    WEIR_CHECK(m_owned->rows(m_specs[store].name, {}, [&](std::string_view key, std::string_view, std::int64_t timestamp) {
        target.indexRow(key, timestamp);
        if (load) target.table().at(key);
        return true;
    }));
    if (load) target.table().markComplete();
    return {};
}

} // namespace weir
