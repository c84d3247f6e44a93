// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/memory_file_system.h"

#include "memory_inode.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <mutex>
#include <set>

namespace weir {
namespace {

struct Fault {
    FileCall kind;
    std::int64_t atCall; ///< of that kind, counted from the start
    int errnoValue;
    bool always;
};

constexpr std::size_t kinds = static_cast<std::size_t>(FileCall::CreateDirectory) + 1;

} // namespace

struct MemoryFileSystem::State {
    mutable std::mutex mutex;
    InodePtr root = std::make_shared<MemoryInode>();
    std::uint64_t nextNumber = 2;
    std::int64_t changes = 0; ///< serves as the time of modification
    std::array<std::int64_t, kinds> calls{};
    std::vector<Fault> faults;
    std::int64_t capacity = std::numeric_limits<std::int64_t>::max();
    std::set<std::string> locked;

    State() {
        root->directory = true;
        root->number = 1;
    }

    // 0, or the errno that this call shall fail with.
    int count(FileCall kind) {
        const auto number = ++calls[static_cast<std::size_t>(kind)];
        const auto any = ++calls[static_cast<std::size_t>(FileCall::Any)];
        for (const auto& fault : faults) {
            if (fault.kind != kind && fault.kind != FileCall::Any) continue;
            const auto at = fault.kind == FileCall::Any ? any : number;
            if (at == fault.atCall || (fault.always && at > fault.atCall)) return fault.errnoValue;
        }
        return 0;
    }

    static std::vector<std::string> partsOf(const Path& path) {
        std::vector<std::string> parts;
        for (const auto& part : path.lexically_normal())
            if (const auto name = part.string(); !name.empty() && name != "/" && name != ".") parts.push_back(name);
        return parts;
    }

    InodePtr find(const Path& path) const {
        auto at = root;
        for (const auto& name : partsOf(path)) {
            const auto entry = at->entries.find(name);
            if (entry == at->entries.end()) return nullptr;
            at = entry->second;
        }
        return at;
    }

    InodePtr make(bool directory) {
        auto inode = std::make_shared<MemoryInode>();
        inode->directory = directory;
        inode->number = nextNumber++;
        inode->modifiedMs = ++changes;
        return inode;
    }

    static std::int64_t bytesBelow(const MemoryInode& inode) {
        auto bytes = static_cast<std::int64_t>(inode.content.size());
        for (const auto& [name, child] : inode.entries) bytes += bytesBelow(*child);
        return bytes;
    }
};

class MemoryFileSystem::OpenFile final : public File {
public:
    OpenFile(std::shared_ptr<State> state, InodePtr inode, Path path, bool writable)
        : m_state(std::move(state)), m_inode(std::move(inode)), m_path(std::move(path)), m_writable(writable) {}

    Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const override {
        const std::lock_guard lock(m_state->mutex);
        const auto& content = m_inode->content;
        const auto at = std::min(static_cast<std::size_t>(position), content.size());
        const auto bytes = std::as_bytes(std::span(content)).subspan(at, std::min(into.size(), content.size() - at));
        std::copy(bytes.begin(), bytes.end(), into.begin());
        return bytes.size();
    }

    Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) override {
        const std::lock_guard lock(m_state->mutex);
        if (!m_writable) return failed(EBADF, "write");
        std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (const int error = m_state->count(FileCall::Write); error != 0) {
            put(position, text.substr(0, text.size() / 2));
            return failed(error, "write");
        }
        if (m_state->capacity < std::numeric_limits<std::int64_t>::max()) {
            const auto end = position + static_cast<std::int64_t>(text.size());
            const auto grown = std::max<std::int64_t>(0, end - static_cast<std::int64_t>(m_inode->content.size()));
            const auto room = std::max<std::int64_t>(0, m_state->capacity - State::bytesBelow(*m_state->root));
            if (grown > room) {
                put(position, text.substr(0, static_cast<std::size_t>(std::max<std::int64_t>(0, static_cast<std::int64_t>(text.size()) - (grown - room)))));
                return failed(ENOSPC, "write");
            }
        }
        put(position, text);
        return {};
    }

    Result<> sync() override {
        const std::lock_guard lock(m_state->mutex);
        if (const int error = m_state->count(FileCall::Sync); error != 0) {
            m_inode->failSync();
            return failed(error, "sync");
        }
        m_inode->sync();
        return {};
    }

    Result<> truncate(std::int64_t size) override {
        const std::lock_guard lock(m_state->mutex);
        if (!m_writable) return failed(EBADF, "truncate");
        if (const int error = m_state->count(FileCall::Truncate); error != 0) return failed(error, "truncate");
        if (size == static_cast<std::int64_t>(m_inode->content.size())) return {};
        m_inode->resize(size);
        m_inode->modifiedMs = ++m_state->changes;
        return {};
    }

    Result<std::int64_t> size() const override {
        const std::lock_guard lock(m_state->mutex);
        return static_cast<std::int64_t>(m_inode->content.size());
    }

private:
    void put(std::int64_t position, std::string_view bytes) {
        if (bytes.empty()) return;
        m_inode->write(position, bytes);
        m_inode->modifiedMs = ++m_state->changes;
    }
    tl::unexpected<Error> failed(int errnoValue, const char* verb) const {
        return failErrno(errnoValue, std::string("can't ") + verb + " " + m_path.string());
    }

    std::shared_ptr<State> m_state;
    InodePtr m_inode;
    Path m_path;
    bool m_writable;
};

class MemoryFileSystem::HeldLock final : public FileLock {
public:
    HeldLock(std::shared_ptr<State> state, std::string path) : m_state(std::move(state)), m_path(std::move(path)) {}
    HeldLock(const HeldLock&) = delete;
    HeldLock& operator=(const HeldLock&) = delete;
    ~HeldLock() override {
        const std::lock_guard lock(m_state->mutex);
        m_state->locked.erase(m_path);
    }

private:
    std::shared_ptr<State> m_state;
    std::string m_path;
};

MemoryFileSystem::MemoryFileSystem() : m_state(std::make_shared<State>()) {}
MemoryFileSystem::MemoryFileSystem(std::shared_ptr<State> state) : m_state(std::move(state)) {}
MemoryFileSystem::~MemoryFileSystem() = default;

Result<std::unique_ptr<File>> MemoryFileSystem::open(const Path& path, OpenMode mode) {
    const std::lock_guard lock(m_state->mutex);
    const auto failed = [&](int errnoValue) { return failErrno(errnoValue, "can't open " + path.string()); };
    if (const int error = m_state->count(FileCall::Open); error != 0) return failed(error);
    auto inode = m_state->find(path);
    if (inode && inode->directory) return failed(EISDIR);
    if (inode && mode == OpenMode::CreateNew) return failed(EEXIST);
    if (!inode) {
        const auto parent = m_state->find(path.parent_path());
        if (!parent || !parent->directory || mode == OpenMode::Read || mode == OpenMode::Write) return failed(ENOENT);
        inode = m_state->make(false);
        parent->change({{path.filename().string(), inode}});
    }
    return std::make_unique<OpenFile>(m_state, inode, path, mode != OpenMode::Read);
}

Result<> MemoryFileSystem::rename(const Path& from, const Path& to) {
    const std::lock_guard lock(m_state->mutex);
    const auto failed = [&](int errnoValue) { return failErrno(errnoValue, "can't rename " + from.string() + " to " + to.string()); };
    if (const int error = m_state->count(FileCall::Rename); error != 0) return failed(error);
    const auto inode = m_state->find(from);
    const auto source = m_state->find(from.parent_path());
    const auto target = m_state->find(to.parent_path());
    if (!inode || !source || !target) return failed(ENOENT);
    if (source == target) {
        source->change({{from.filename().string(), nullptr}, {to.filename().string(), inode}});
        return {};
    }
    target->change({{to.filename().string(), inode}});
    source->change({{from.filename().string(), nullptr}});
    return {};
}

Result<> MemoryFileSystem::remove(const Path& path) {
    const std::lock_guard lock(m_state->mutex);
    const auto failed = [&](int errnoValue) { return failErrno(errnoValue, "can't remove " + path.string()); };
    if (const int error = m_state->count(FileCall::Remove); error != 0) return failed(error);
    const auto inode = m_state->find(path);
    if (!inode) return failed(ENOENT);
    if (inode->directory && !inode->entries.empty()) return failed(ENOTEMPTY);
    m_state->find(path.parent_path())->change({{path.filename().string(), nullptr}});
    return {};
}

Result<> MemoryFileSystem::createDirectories(const Path& path) {
    const std::lock_guard lock(m_state->mutex);
    const auto failed = [&](int errnoValue) { return failErrno(errnoValue, "can't make the folder " + path.string()); };
    if (const int error = m_state->count(FileCall::CreateDirectory); error != 0) return failed(error);
    auto at = m_state->root;
    for (const auto& name : State::partsOf(path)) {
        const auto entry = at->entries.find(name);
        if (entry != at->entries.end() && !entry->second->directory) return failed(ENOTDIR);
        auto next = entry != at->entries.end() ? entry->second : m_state->make(true);
        if (entry == at->entries.end()) at->change({{name, next}});
        at = std::move(next);
    }
    return {};
}

Result<> MemoryFileSystem::syncDirectory(const Path& path) {
    const std::lock_guard lock(m_state->mutex);
    const auto failed = [&](int errnoValue) { return failErrno(errnoValue, "can't sync the folder " + path.string()); };
    if (const int error = m_state->count(FileCall::SyncDirectory); error != 0) return failed(error);
    const auto inode = m_state->find(path);
    if (!inode) return failed(ENOENT);
    if (!inode->directory) return failed(ENOTDIR);
    inode->syncEntries();
    return {};
}

Result<std::vector<std::string>> MemoryFileSystem::list(const Path& path) const {
    const std::lock_guard lock(m_state->mutex);
    const auto inode = m_state->find(path);
    if (!inode) return failErrno(ENOENT, "can't list the folder " + path.string());
    if (!inode->directory) return failErrno(ENOTDIR, "can't list the folder " + path.string());
    std::vector<std::string> names;
    for (const auto& [name, child] : inode->entries) names.push_back(name);
    return names;
}

Result<FileInfo> MemoryFileSystem::info(const Path& path) const {
    const std::lock_guard lock(m_state->mutex);
    const auto inode = m_state->find(path);
    if (!inode) return failErrno(ENOENT, "can't look at " + path.string());
    return FileInfo{inode->directory, static_cast<std::int64_t>(inode->content.size()), inode->number, inode->modifiedMs};
}

Result<DiskSpace> MemoryFileSystem::space(const Path&) const {
    const std::lock_guard lock(m_state->mutex);
    return DiskSpace{std::max<std::int64_t>(0, m_state->capacity - State::bytesBelow(*m_state->root)), m_state->capacity};
}

Result<std::unique_ptr<FileLock>> MemoryFileSystem::lock(const Path& path) {
    WEIR_CHECK(open(path, OpenMode::CreateOrOpen));
    const std::lock_guard lock(m_state->mutex);
    const auto name = path.lexically_normal().string();
    if (!m_state->locked.insert(name).second) return fail(Errc::InUse, name + " is locked by another process");
    return std::make_unique<HeldLock>(m_state, name);
}

std::unique_ptr<MemoryFileSystem> MemoryFileSystem::killed() const {
    const std::lock_guard lock(m_state->mutex);
    auto after = std::make_shared<State>();
    std::map<const MemoryInode*, InodePtr> done;
    after->root = m_state->root->copied(done);
    after->nextNumber = m_state->nextNumber;
    after->changes = m_state->changes;
    return std::unique_ptr<MemoryFileSystem>(new MemoryFileSystem(std::move(after)));
}

std::unique_ptr<MemoryFileSystem> MemoryFileSystem::crash(Rng& rng) const {
    const std::lock_guard lock(m_state->mutex);
    auto after = std::make_shared<State>();
    std::map<const MemoryInode*, InodePtr> done;
    after->root = m_state->root->crashed(rng, done);
    after->nextNumber = m_state->nextNumber;
    after->changes = m_state->changes;
    return std::unique_ptr<MemoryFileSystem>(new MemoryFileSystem(std::move(after)));
}

void MemoryFileSystem::failNth(FileCall kind, std::int64_t k, int errnoValue, bool always) {
    const std::lock_guard lock(m_state->mutex);
    m_state->faults.push_back({kind, m_state->calls[static_cast<std::size_t>(kind)] + k, errnoValue, always});
}

void MemoryFileSystem::mend() {
    const std::lock_guard lock(m_state->mutex);
    m_state->faults.clear();
}

std::int64_t MemoryFileSystem::calls(FileCall kind) const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->calls[static_cast<std::size_t>(kind)];
}

void MemoryFileSystem::setCapacity(std::int64_t bytes) {
    const std::lock_guard lock(m_state->mutex);
    m_state->capacity = bytes;
}

} // namespace weir
