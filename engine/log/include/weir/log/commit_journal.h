// SPDX-License-Identifier: Apache-2.0
// CommitJournal: <data>/journal/, one record for each commit of a task, appended and synced: the commit point
// (engine.md 4, step 3). What a task's latest record says is where it resumes.
// Shape    records of (application, task, input positions, changelog ends), CRC-32C each; a full file is followed by a new
//          one that starts with a snapshot of the latest record of every task. docs/formats/journal.md.
// Errors   Io, NoSpace, Corrupt. A torn tail is cut at open.
// Threads  thread-safe; commits of several tasks share one sync (group commit).
#pragma once

#include "weir/core/file_system.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct CommitRecord {
    std::string application;
    std::string task;                              ///< "0_3"
    std::map<std::string, std::string> positions;  ///< source → opaque bytes: "topic-partition" → next offset, a file → inode, hash, offset
    std::map<std::string, std::int64_t> changelogs; ///< "changelog-partition" → end offset
    std::int64_t streamTime = -1;                  ///< the task's
    bool operator==(const CommitRecord&) const = default;
};

class CommitJournal {
public:
    /// `fileBytesMax`: a file that reaches this size is followed by a new one.
    static Result<std::unique_ptr<CommitJournal>> open(Path dataFolder, FileSystem& files, std::int64_t fileBytesMax = 4LL << 20);
    ~CommitJournal();
    /// Append and, if `durable`, sync. After a failed sync nothing is accepted until the journal is opened again.
    Result<> commit(const CommitRecord& record, bool durable);
    std::optional<CommitRecord> latest(std::string_view application, std::string_view task) const;
    std::vector<CommitRecord> all(std::string_view application) const;
    /// Forget an application (weir offsets reset, tests). Durable.
    Result<> forget(std::string_view application);

private:
    struct State;
    explicit CommitJournal(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
