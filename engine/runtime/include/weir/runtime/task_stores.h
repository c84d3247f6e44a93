// SPDX-License-Identifier: Apache-2.0
// TaskStores: the stores of one task with their changelogs and their database: restore, commit, abort.
// Shape    a store's rows follow its changelog and never lead it: what the commit journal names as the changelog's end is the
//          state. What a crash left behind that end belongs to a commit that never happened: its offsets are remembered in the
//          next commit and passed over by every later restore. Where commits are transactions their abort does this.
// Threads  the task's.
#pragma once

#include "weir/runtime/batching_writer.h"

#include "weir/broker/broker.h"
#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/state/store.h"
#include "weir/state/task_database.h"
#include "weir/topology/plan.h"

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace weir {

/// How far a restore is; any thread.
struct RestoreProgress {
    std::atomic<double> share{1.0};
    std::atomic<double> perSecond{0};
    std::atomic<std::int64_t> remainingMs{-1};
};

/// Of what its rows hold: a store whose hash differs is never read as this one.
std::uint64_t schemaHash(const StoreSpec& spec);
/// Its rows are in memory and in the changelog only.
bool hasNoDatabase(const StoreSpec& spec);
/// All its rows are in memory, beside the database.
bool staysInMemory(const StoreSpec& spec);

class TaskStores {
public:
    /// `directory` empty: in memory only (the test driver).
    TaskStores(const Plan& plan, std::vector<StoreSpec> specs, std::int32_t partition, Path directory, FileSystem* files);
    ~TaskStores();

    Result<> openChangelogs(Producer& producer, Compression compression, std::int64_t batchBytes);
    /// Bring every store to the committed position; `committed` null: never committed. Looks at `stopping` between chunks: then Closed.
    Result<> restore(Broker& broker, const CommitRecord* committed, RestoreProgress& progress, const Clock& clock, const std::function<bool()>& stopping);
    Store* find(const std::string& name);

    bool dirty() const;
    bool lagging() const;
    /// Not committed, or committed and not in the database.
    std::size_t waitingBytes() const;
    /// The uncommitted values become the committed ones, in memory.
    void takeOver();
    std::optional<Error> failed() const;
    /// Step 2: one changelog record for each dirty key; sent with the task's outputs.
    void writeChangelogs();
    /// Adds the changelog ends and the stores' times to the commit record.
    void describe(CommitRecord& record) const;
    /// Step 4: the uncommitted values become the committed ones; now and then (and at the `last` commit) the database gets what
    /// changed since it was written last, one batch with each key once.
    Result<> apply(std::size_t cacheBytes, std::int64_t nowNanos, bool last);
    /// After the commit: changelogs that no database stands behind lose what has left their stores.
    Result<> trimChangelogs(Broker& broker);
    void abort();

    const std::vector<StoreSpec>& specs() const { return m_specs; }
    /// Null until the first commit of a new task. Safe to read from other threads once set.
    TaskDatabase* database() const { return m_database.load(std::memory_order_acquire); }
    bool restoresFrom(const std::string& changelog) const;
    /// Once the restore is over, from any thread: makes the database durable; one past the changelog's records that no restore on
    /// this machine will need again. 0: not known.
    std::int64_t durablePosition(const std::string& changelog) const;
    std::uint64_t rows(std::size_t store) const { return m_rows[store].load(std::memory_order_relaxed); }
    /// In memory.
    std::uint64_t bytes(std::size_t store) const { return m_bytes[store].load(std::memory_order_relaxed); }

private:
    class LazyBacking;
    Result<> openDatabase();
    Result<> dropDatabase();
    bool leads(const std::map<std::string, std::int64_t>& positions, const CommitRecord* committed) const;
    Result<bool> lacksWhatIsGone(Broker& broker, const std::map<std::string, std::int64_t>& positions) const;
    void countRows(std::size_t store);
    void mark(std::size_t store);
    Result<> writeDatabase();
    /// What a store lacks of its changelog.
    struct Missing {
        std::size_t store = 0;
        std::int64_t from = 0;
        std::int64_t to = 0;
    };
    Result<> replay(Broker& broker, const Missing& missing, const std::function<Result<>(std::int64_t)>& read);
    Result<> discardBehind(Broker& broker, std::size_t store, std::int64_t end);
    void readTimes(std::size_t store, const CommitRecord& committed);
    Result<> loadRows(std::size_t store);

    const Plan& m_plan;
    std::vector<StoreSpec> m_specs;
    std::int32_t m_partition;
    Path m_directory;
    FileSystem* m_files;
    std::vector<std::unique_ptr<LazyBacking>> m_backings;
    std::vector<std::unique_ptr<Store>> m_stores;
    std::vector<std::unique_ptr<BatchingWriter>> m_changelogs;
    std::vector<std::int64_t> m_ends; ///< changelog end of the last commit
    std::vector<std::deque<std::pair<std::int64_t, std::int64_t>>> m_marks; ///< changelog ends and the newest row's time before each
    std::vector<std::vector<std::pair<std::int64_t, std::int64_t>>> m_discarded; ///< offsets of commits that never happened, [from, to)
    std::vector<std::atomic<std::uint64_t>> m_rows;
    std::vector<std::atomic<std::uint64_t>> m_bytes;
    std::int64_t m_lastStored = 0;
    std::unique_ptr<TaskDatabase> m_owned;
    std::atomic<TaskDatabase*> m_database{nullptr};
};

} // namespace weir
