// SPDX-License-Identifier: Apache-2.0
// TaskDatabase: the RocksDB of one task, every store of the task a column family of it (engine.md 5). It follows the commit journal
// and never leads it: each commit's rows and the changelog positions they stand for are one atomic batch.
// Shape    <data>/state/<app>/<task>/; a row's value is format version, timestamp, value bytes (docs/formats/store.md).
// Errors   Io, NoSpace, Corrupt; InUse when another process has it open.
// Threads  the task writes; read() and rows() may be called from any thread (RocksDB snapshots).
// Source   options: reliability.md D7.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/result.h"
#include "weir/state/state_table.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

class TaskDatabase {
public:
    /// Open or create. `stores`: name → schema hash; a store whose hash differs is refused with what to do.
    static Result<std::unique_ptr<TaskDatabase>> open(const Path& directory, const std::map<std::string, std::uint64_t>& stores);
    /// What stands in a copy that is never changed (a checkpoint's): no file in the folder is touched.
    static Result<std::unique_ptr<TaskDatabase>> openReadOnly(const Path& directory);
    /// Delete a database that nobody has open; the changelogs fill it again.
    static Result<> destroy(const Path& directory);
    ~TaskDatabase();
    TaskDatabase(const TaskDatabase&) = delete;
    TaskDatabase& operator=(const TaskDatabase&) = delete;

    StateBacking& backing(const std::string& store);
    /// Changelog end offsets that the rows stand for; absent: none, read the changelog from its start.
    std::map<std::string, std::int64_t> positions() const;
    /// positions(), after everything up to them has been made durable. Any thread.
    Result<std::map<std::string, std::int64_t>> durablePositions() const;
    /// In place of those there are: the rows now follow other changelogs.
    Result<> replacePositions(const std::map<std::string, std::int64_t>& positions);
    /// A copy in a new folder, as far as possible by hard links; that it survives a power loss is the caller's business.
    Result<> copyTo(const Path& directory) const;

    class Batch {
    public:
        virtual ~Batch() = default;
        virtual void put(const std::string& store, std::string_view key, std::string_view value, std::int64_t timestamp) = 0;
        virtual void remove(const std::string& store, std::string_view key) = 0;
    };
    /// One atomic batch: what `fill` puts, and the positions; nothing at all if `fill` fails.
    Result<> write(const std::function<Result<>(Batch&)>& fill, const std::map<std::string, std::int64_t>& positions);
    /// While much is put in at once: files are merged when that is over, and not again and again.
    Result<> deferMerging(bool defer);
    /// Rows of a snapshot, by key, from the first key >= `from`; `visit` returns false to stop.
    Result<> rows(const std::string& store, std::string_view from,
                  const std::function<bool(std::string_view key, std::string_view value, std::int64_t timestamp)>& visit) const;
    std::uint64_t approximateRows(const std::string& store) const;

private:
    struct State;
    static Result<std::unique_ptr<State>> openState(const Path& directory, const std::vector<std::string>& wanted, bool readOnly);
    explicit TaskDatabase(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
