// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/owner.h"

#include "owned_files.h"
#include "socket_server.h"
#include "take_over.h"

#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <linux/magic.h>
#include <span>
#include <sys/vfs.h>
#include <thread>
#include <unistd.h>

namespace weir {

namespace {

constexpr std::int64_t patienceNanos = 5'000'000'000;
constexpr auto pause = std::chrono::milliseconds(20);

/// Locks of a network file system may be advisory between machines, or lost; and a rename may not be atomic.
bool onNetworkFileSystem(const Path& folder) {
    struct statfs about {};
    if (::statfs(folder.c_str(), &about) != 0) return false;
    constexpr std::array<std::uint32_t, 5> kinds{NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
                                                 AFS_SUPER_MAGIC};
    for (const auto kind : kinds)
        if (static_cast<std::uint32_t>(about.f_type) == kind) return true;
    return false;
}

/// Who holds the lock, for a message to people; the lock itself is what counts. `taking`: the folder is being stolen; who finds that
/// in a lock that nobody holds must begin with it again.
Result<> writeHolder(FileSystem& files, const Path& lock, bool taking) {
    WEIR_TRY(const auto file, files.open(lock, OpenMode::CreateOrOpen));
    WEIR_CHECK(file->truncate(0));
    const auto text = fmt::format("{{\"pid\": {}{}}}\n", ::getpid(), taking ? ", \"taking\": true" : "");
    WEIR_CHECK(file->writeAt(0, std::as_bytes(std::span(text))));
    return file->sync();
}

bool wasBeingTaken(FileSystem& files, const Path& lock) {
    const auto text = readFile(files, lock, 4096);
    return text && text->find("\"taking\": true") != std::string::npos;
}

/// The file that is locked must be the one that has the name: another process may be putting a new one there just now.
Result<std::unique_ptr<FileLock>> lockByName(FileSystem& files, const Path& path) {
    const auto before = files.info(path);
    WEIR_TRY(auto lock, files.lock(path));
    const auto after = files.info(path);
    if (!after || (before && before->inode != after->inode)) return fail(Errc::InUse, path.string() + " is being replaced by another process");
    return lock;
}

/// A new lock file in the place of the old one, which its holder keeps; the old one means nothing from then on.
Result<std::unique_ptr<FileLock>> replaceLock(FileSystem& files, const Path& dataFolder, const Path& path) {
    const auto made = dataFolder / fmt::format("LOCK.{}", ::getpid());
    (void)files.remove(made);
    WEIR_TRY(auto lock, files.lock(made));
    WEIR_CHECK(writeHolder(files, made, true));
    WEIR_CHECK(files.rename(made, path));
    WEIR_CHECK(files.syncDirectory(dataFolder));
    return lock;
}

} // namespace

struct Owner::State {
    std::unique_ptr<FileLock> lock;
    std::unique_ptr<OwnedFiles> files;
    std::unique_ptr<EngineAccess> engine;
    std::unique_ptr<SocketServer> server;
};

Owner::Owner(std::unique_ptr<State> state) : m_state(std::move(state)) {}

Owner::~Owner() {
    m_state->server.reset();
    m_state->engine.reset();
    m_state->lock.reset();
}

Result<std::unique_ptr<Owner>> Owner::open(const Path& dataFolder, FileSystem& files, const Clock& clock, const OpenEngine& openEngine, Takeover takeover) {
    WEIR_CHECK(files.createDirectories(dataFolder));
    if (onNetworkFileSystem(dataFolder))
        return fail(Errc::Unsupported,
                    "The data folder lies on a network file system, where locks do not hold: name a local folder with "
                    "--data-dir.",
                    {.file = dataFolder.string()});
    auto state = std::make_unique<State>();
    const auto lockFile = dataFolder / "LOCK";
    auto locked = lockByName(files, lockFile);
    const bool steal = !locked && locked.error().code == Errc::InUse && takeover == Takeover::Steal;
    if (steal) locked = replaceLock(files, dataFolder, lockFile);
    if (!locked) return fail(std::move(locked).error());
    state->lock = std::move(*locked);
    WEIR_TRY(const auto what, files.info(lockFile));
    state->files = std::make_unique<OwnedFiles>(files, lockFile, what.inode);
    if (steal || wasBeingTaken(files, lockFile)) {
        WEIR_CHECK(writeHolder(files, lockFile, true));
        WEIR_CHECK(takeOver(dataFolder, *state->files, clock));
    }
    WEIR_CHECK(writeHolder(files, lockFile, false));
    WEIR_TRY(state->engine, openEngine(*state->files));
    WEIR_TRY(state->server, SocketServer::open(dataFolder, *state->engine));
    return std::unique_ptr<Owner>(new Owner(std::move(state)));
}

EngineAccess& Owner::engine() {
    return *m_state->engine;
}
int Owner::connections() const {
    return m_state->server->connections();
}

Result<DataFolder> DataFolder::open(const Path& dataFolder, FileSystem& files, const Clock& clock,
                                    const OpenEngine& openEngine, Takeover takeover) {
    const auto deadline = clock.monotonicNanos() + patienceNanos;
    for (;;) {
        DataFolder folder;
        auto owner = Owner::open(dataFolder, files, clock, openEngine, takeover);
        if (owner) {
            folder.m_owner = std::move(*owner);
            return folder;
        }
        if (owner.error().code != Errc::InUse) return fail(std::move(owner).error());
        auto client = EngineClient::connect(dataFolder);
        if (client) {
            folder.m_client = std::move(*client);
            return folder;
        }
        if (client.error().code != Errc::Network && client.error().code != Errc::InUse) return fail(std::move(client).error());
        if (clock.monotonicNanos() >= deadline)
            return fail(EngineClient::silence(dataFolder));
        std::this_thread::sleep_for(pause);
    }
}

Path defaultDataFolder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data == '/') return Path(data) / "weir";
    if (const char* home = std::getenv("HOME"); home && *home == '/') return Path(home) / ".local/share/weir";
    return {};
}

} // namespace weir
