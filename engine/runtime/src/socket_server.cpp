// SPDX-License-Identifier: Apache-2.0
#include "socket_server.h"

#include "protocol_json.h"
#include "weir/runtime/protocol.h"

#include <asio.hpp>
#include <atomic>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace weir {

namespace {

using Stream = asio::local::stream_protocol;
constexpr int connectionsMax = 64;
constexpr int threads = 4;

bool peerIsOurs(Stream::socket& socket) {
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == ::geteuid() || peer.uid == 0;
}

class Counted {
public:
    explicit Counted(std::atomic<int>& count) : m_count(count) { ++m_count; }
    ~Counted() { --m_count; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;

private:
    std::atomic<int>& m_count;
};

/// One connection: read a line, answer it, and so on. Kept alive by its own pending operation.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Stream::socket socket, EngineAccess& engine, std::atomic<int>& open)
        : m_counted(open), m_socket(std::move(socket)), m_conversation(engine) {}
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void greet() { send(Conversation::greeting(), true); }
    /// One sentence, and the end.
    void refuse(Errc code, std::string detail) {
        send(wire::lineOf({{"error", wire::toJson(Error{code, std::move(detail), {}})}}), false);
    }

private:
    void read() {
        asio::async_read_until(m_socket, asio::dynamic_buffer(m_in, wire::requestBytesMax), '\n',
                               [self = shared_from_this()](const asio::error_code& error, std::size_t size) {
                                   self->onLine(error, size);
                               });
    }
    void onLine(const asio::error_code& error, std::size_t size) {
        if (error == asio::error::not_found) return send(Conversation::tooLong(), false);
        if (error) return;
        auto reply = m_conversation.answer(std::string_view(m_in).substr(0, size - 1));
        m_in.erase(0, size);
        send(std::move(reply), !m_conversation.over());
    }
    void send(std::string line, bool goOn) {
        m_out = std::move(line);
        asio::async_write(m_socket, asio::buffer(m_out),
                          [self = shared_from_this(), goOn](const asio::error_code& error, std::size_t) {
                              if (!error && goOn) return self->read();
                              asio::error_code ignored;
                              self->m_socket.shutdown(Stream::socket::shutdown_send, ignored);
                          });
    }

    const Counted m_counted; ///< the first member: it ends when the conversation's taps have
    Stream::socket m_socket;
    std::string m_in;
    std::string m_out;
    Conversation m_conversation;
};

} // namespace

Result<SocketPath> SocketPath::open(const Path& dataFolder) {
    const int folder = ::open(dataFolder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return failErrno(errno, "The data folder can't be opened", {.file = dataFolder.string()});
    return SocketPath(folder);
}
SocketPath::SocketPath(SocketPath&& other) noexcept : m_folder(std::exchange(other.m_folder, -1)) {}
SocketPath::~SocketPath() {
    if (m_folder >= 0) ::close(m_folder);
}
std::string SocketPath::text() const {
    return fmt::format("/proc/self/fd/{}/weir.sock", m_folder);
}

struct SocketServer::State {
    State(SocketPath where, EngineAccess& access)
        : path(std::move(where)), engine(access), acceptor(context), retry(context) {}

    void accept() {
        acceptor.async_accept([this](const asio::error_code& error, Stream::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (!error) {
                welcome(std::move(socket));
                return accept();
            }
            // Out of descriptors, say: the peer stays in the queue; look again a little later.
            retry.expires_after(std::chrono::milliseconds(100));
            retry.async_wait([this](const asio::error_code& stopped) {
                if (!stopped) accept();
            });
        });
    }
    void welcome(Stream::socket socket) {
        const bool ours = peerIsOurs(socket);
        const auto connection = std::make_shared<Connection>(std::move(socket), engine, open);
        if (!ours)
            connection->refuse(Errc::Permission, "This data folder belongs to another user.");
        else if (open > connectionsMax)
            connection->refuse(Errc::Limit,
                               fmt::format("The owner of this data folder has {} clients already.", connectionsMax));
        else
            connection->greet();
    }

    SocketPath path;
    ino_t inode = 0; ///< of the socket; another's may stand in its place by the end
    EngineAccess& engine;
    std::atomic<int> open{0};
    asio::io_context context;
    Stream::acceptor acceptor;
    asio::steady_timer retry;
    std::vector<std::jthread> pool;
};

SocketServer::SocketServer(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Result<std::unique_ptr<SocketServer>> SocketServer::open(const Path& dataFolder, EngineAccess& engine) {
    WEIR_TRY(auto path, SocketPath::open(dataFolder));
    auto state = std::make_unique<State>(std::move(path), engine);
    const auto name = state->path.text();
    ::unlink(name.c_str());
    asio::error_code error;
    state->acceptor.open(Stream(), error);
    if (!error) state->acceptor.bind(Stream::endpoint(name), error);
    // Nobody can connect before listen(), so the mode is right from the first connection on.
    if (!error && ::chmod(name.c_str(), S_IRUSR | S_IWUSR) != 0)
        error = asio::error_code(errno, asio::system_category());
    if (!error) state->acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return failErrno(error.value(), "The data folder's socket can't be made",
                         {.file = (dataFolder / "weir.sock").string()});
    struct stat made {};
    if (::stat(name.c_str(), &made) == 0) state->inode = made.st_ino;
    state->accept();
    for (int i = 0; i < threads; ++i)
        state->pool.emplace_back([context = &state->context] { context->run(); });
    return std::unique_ptr<SocketServer>(new SocketServer(std::move(state)));
}

SocketServer::~SocketServer() {
    struct stat now {};
    const auto name = m_state->path.text();
    if (::stat(name.c_str(), &now) == 0 && now.st_ino == m_state->inode) ::unlink(name.c_str());
    m_state->context.stop();
    m_state->pool.clear();
}

int SocketServer::connections() const {
    return m_state->open;
}

} // namespace weir
