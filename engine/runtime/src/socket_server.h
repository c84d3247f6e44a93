// SPDX-License-Identifier: Apache-2.0
// SocketServer: <data>/weir.sock (docs/formats/socket.md): accepts peers of our own user and holds a Conversation with
// each. Threads  a small pool of its own serves the connections; a call that takes long (start, stop) keeps one of its
// threads.
#pragma once

#include "weir/core/file_system.h"
#include "weir/runtime/engine_access.h"

#include <memory>

namespace weir {

/// A Unix socket's path holds 107 bytes, a data folder's may be longer. This is a short name for the same file, by way
/// of an open descriptor of the folder; it is good while the object lives.
class SocketPath {
public:
    static Result<SocketPath> open(const Path& dataFolder);
    SocketPath(SocketPath&& other) noexcept;
    SocketPath& operator=(SocketPath&&) = delete;
    ~SocketPath();
    std::string text() const;

private:
    explicit SocketPath(int folder) : m_folder(folder) {}
    int m_folder = -1;
};

class SocketServer {
public:
    /// Listen. The caller holds the folder's lock, so a socket file that is there already is a dead owner's and is
    /// replaced. `engine` must outlive the server and be callable from any thread.
    static Result<std::unique_ptr<SocketServer>> open(const Path& dataFolder, EngineAccess& engine);
    /// Closes every connection, after the calls under way, and removes the socket.
    ~SocketServer();
    /// Clients connected now.
    int connections() const;

private:
    struct State;
    explicit SocketServer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
