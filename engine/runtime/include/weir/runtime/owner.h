// SPDX-License-Identifier: Apache-2.0
// Owner: the one process that may write a data folder (docs/adr/0003). It holds <data>/LOCK for life and serves its
// engine to everybody else over <data>/weir.sock. DataFolder: an engine on a folder, whichever way it is to be had.
// Errors   InUse (another process owns the folder, or took it from this one), Unsupported (a network file system), and FileSystem's.
// Threads  one at a time, but engine() may be called from several threads.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/runtime/engine_access.h"
#include "weir/runtime/engine_client.h"

#include <functional>
#include <memory>

namespace weir {

/// Opens the engine of a folder whose lock is held, on files that refuse to be changed once another process has stolen it.
using OpenEngine = std::function<Result<std::unique_ptr<EngineAccess>>(FileSystem& files)>;

/// What becomes of another owner: Respect refuses to open; Steal takes the folder from it, though it may be stopped in the middle of a
/// write and go on later. It then finds out at its next commit, and nothing that it wrote since is ever read.
enum class Takeover : std::uint8_t { Respect, Steal };

class Owner {
public:
    /// Make the folder if it is absent, lock it, open its engine, listen.
    static Result<std::unique_ptr<Owner>> open(const Path& dataFolder, FileSystem& files, const Clock& clock, const OpenEngine& openEngine,
                                               Takeover takeover = Takeover::Respect);
    /// Close the connections, then the engine (which stops its jobs at a commit), then let go of the folder.
    ~Owner();
    EngineAccess& engine();
    /// Clients connected now.
    int connections() const;

private:
    struct State;
    explicit Owner(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

class DataFolder {
public:
    /// Become the owner, or a client of the one there is. An owner that is just starting or ending is waited for, some
    /// seconds.
    static Result<DataFolder> open(const Path& dataFolder, FileSystem& files, const Clock& clock,
                                   const OpenEngine& openEngine, Takeover takeover = Takeover::Respect);
    EngineAccess& engine() { return m_owner ? m_owner->engine() : *m_client; }
    /// Null for a client.
    Owner* owner() { return m_owner.get(); }
    EngineClient* client() { return m_client.get(); }

private:
    std::unique_ptr<Owner> m_owner;
    std::unique_ptr<EngineClient> m_client;
};

/// Where a folder's stores are: another place after each time it was stolen, as the old owner's databases may still be open.
Path stateFolderOf(const Path& dataFolder, const FileSystem& files);
/// $XDG_DATA_HOME/weir or ~/.local/share/weir; empty when the environment names neither.
Path defaultDataFolder();

} // namespace weir
