// SPDX-License-Identifier: Apache-2.0
// CommitJournal: <data>/journal/, one record for each commit of a task, appended and synced: the commit point
// (engine.md 4, step 3). What a task's latest record says is where it resumes.
// Shape    records of (application, task, input positions, changelog ends, what was written in transactions), CRC-32C each; a full
//          file is followed by a new one that starts with a snapshot of the latest record of every task. Each open raises the
//          epoch, durably; producer ids are made of it. docs/formats/journal.md.
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
#include <utility>
#include <vector>

namespace weir {

/// A transaction in one partition that a commit record decides: committed.
struct WrittenTransaction {
    std::int64_t producerId = -1;
    std::string partition;  ///< "topic-3"
    std::int64_t last = -1; ///< its last offset there
    bool operator==(const WrittenTransaction&) const = default;
};

struct CommitRecord {
    std::string application;
    std::string task;                              ///< "0_3"
    std::map<std::string, std::string> positions;  ///< source → opaque bytes: "topic-partition" → next offset, a file → inode, hash, offset
    std::map<std::string, std::int64_t> changelogs; ///< "changelog-partition" → end offset
    std::int64_t streamTime = -1;                  ///< the task's
    /// This commit's, and earlier ones of the task whose markers are not known to be durable: the next record takes this one's place.
    std::vector<WrittenTransaction> written{};
    bool operator==(const CommitRecord&) const = default;
};

/// What happens to applications as a whole, in one entry: all of it or nothing. In this order: applications are forgotten, commits
/// take the place of their tasks', notes are written.
struct JournalChange {
    std::vector<std::string> forget;
    std::vector<CommitRecord> commits;
    std::vector<std::pair<std::string, std::optional<std::string>>> notes; ///< name → text; nullopt: removed
    bool operator==(const JournalChange&) const = default;
};

class CommitJournal {
public:
    /// `fileBytesMax`: a file that reaches this size is followed by a new one.
    static Result<std::unique_ptr<CommitJournal>> open(Path dataFolder, FileSystem& files, std::int64_t fileBytesMax = 4LL << 20);
    ~CommitJournal();
    /// Go on in a new file, whose number is far ahead of any that a process which lost the folder may still come to (reliability.md D5).
    Result<> leaveFile();
    /// One more than at the open before.
    std::int64_t epoch() const;
    /// Never given before: (epoch << 24) + a number. Limit after 2^24 of them.
    Result<std::int64_t> newProducerId();
    /// After a failed sync nobody knows, before the next open, whether the last commits count.
    bool failed() const;
    /// The latest record of every task of every application.
    std::vector<CommitRecord> everything() const;
    /// Append and, if `durable`, sync. After a failed sync nothing is accepted until the journal is opened again.
    Result<> commit(const CommitRecord& record, bool durable);
    /// commit() in two halves: several records are appended, and the first makeDurable() is for all of them.
    struct Mark { // one past it
        std::int64_t file = 0;
        std::int64_t size = 0;
    };
    Result<Mark> append(const CommitRecord& record);
    Result<> makeDurable(Mark mark);
    /// All that was appended: before what it stands for is given up (records behind a committed position).
    Result<> makeDurable();
    std::optional<CommitRecord> latest(std::string_view application, std::string_view task) const;
    std::vector<CommitRecord> all(std::string_view application) const;
    /// Forget an application (weir offsets reset, tests). Durable.
    Result<> forget(std::string_view application);
    /// Of partitions ("topic-3"), one past the last offset that is durable there, so that no recovery cuts below it. Durable.
    Result<> noteEnds(const std::map<std::string, std::int64_t>& ends);
    /// What was noted, and what the latest records' transactions name.
    std::map<std::string, std::int64_t> ends() const;
    /// Nothing names partitions of the topic any more. Durable.
    Result<> forgetTopic(std::string_view topic);
    /// Durable.
    Result<> change(const JournalChange& change);
    /// Small texts that belong to the commits: which names an application uses, what is still to be removed.
    std::optional<std::string> note(std::string_view name) const;
    /// All whose names begin so, by name.
    std::map<std::string, std::string> notes(std::string_view prefix) const;

private:
    struct State;
    explicit CommitJournal(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
