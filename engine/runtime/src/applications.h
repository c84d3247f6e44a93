// SPDX-License-Identifier: Apache-2.0
// Applications: what an application keeps in the log beside its topics, and under which name (docs/adr/0009): its commits, its
// internal topics, the folder of its stores. The journal's notes remember it.
// Threads  thread-safe; calls about one application come from whoever holds its place in the JobTable.
#pragma once

#include "weir/core/file_system.h"
#include "weir/log/commit_journal.h"
#include "weir/log/topic_store.h"

#include <string>
#include <vector>

namespace weir {

class Applications {
public:
    Applications(CommitJournal& journal, TopicStore& topics, FileSystem& files, Path stateFolder) : m_journal(journal), m_topics(topics), m_files(files), m_stateFolder(std::move(stateFolder)) {}

    /// The name that its commits, internal topics and stores bear; its id, unless a replay took over.
    std::string stateName(const std::string& application) const;
    static std::pair<std::string, std::optional<std::string>> stateNameNote(const std::string& application, const std::string& stateName);
    /// Ids of this form are replays'.
    static bool isReplayName(std::string_view id);
    /// The name of state that began at a checkpoint (docs/adr/0011); ids of this form are none of a person's.
    static std::string fromCheckpointName(const std::string& application, int number);
    static bool isFromCheckpointName(std::string_view id);
    /// The commits of its tasks (not those of connectors).
    std::vector<CommitRecord> commits(const std::string& stateName) const;
    /// The internal topics that commits name.
    std::vector<std::string> internalTopics(const std::vector<CommitRecord>& commits) const;

    /// A note that says: these topics and the stores of `stateName` are to be removed. Goes into the same change as what
    /// makes them superfluous.
    static std::pair<std::string, std::optional<std::string>> cleanupNote(const std::string& stateName, const std::vector<std::string>& topics);
    /// There is such a note.
    bool cleaning(const std::string& stateName) const;
    /// What was to be removed stays: for a change in which it begins to count.
    static std::pair<std::string, std::optional<std::string>> noCleanupNote(const std::string& stateName);
    /// Remove what a note says, then the note. Nothing, if there is none.
    Result<> cleanUp(const std::string& stateName);
    /// All that notes say; what can't be removed now keeps its note.
    void cleanUpAll();

    CommitJournal& journal() const { return m_journal; }
    TopicStore& topics() const { return m_topics; }
    FileSystem& files() const { return m_files; }
    const Path& stateFolder() const { return m_stateFolder; }

private:
    CommitJournal& m_journal;
    TopicStore& m_topics;
    FileSystem& m_files;
    Path m_stateFolder;
};

/// What forgotten commits wrote stays committed: the markers that say so may not be durable. Another commit names it from now on;
/// `into`: the ones that stay, if the change has none.
void carryWritten(const std::vector<CommitRecord>& forgotten, const std::vector<CommitRecord>& into, JournalChange& change);

} // namespace weir
