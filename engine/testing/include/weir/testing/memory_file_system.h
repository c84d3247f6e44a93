// SPDX-License-Identifier: Apache-2.0
// MemoryFileSystem: files in memory that remember what was synced, for crash tests.
// Shape    every write since a file's last sync, and every folder entry since its folder's last sync, is kept as an
//          operation. crash() gives a new file system in which a seeded choice of the unsynced operations happened:
//          everything synced is there; of each file's later writes the first few, the next one torn at 512 bytes; files
//          and folder entries independently of each other, so that what came later may be there and what came earlier not.
// Faults   failNth(): the k-th call of a kind fails with an errno, once or from then on; a failing write leaves half of its
//          bytes. After a failed sync of a file no later one makes anything durable, though it reports success: that is
//          what kernels do.
// Threads  thread-safe.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/rng.h"

#include <memory>

namespace weir {

enum class FileCall : std::uint8_t { Any, Open, Write, Sync, Rename, Remove, Truncate, SyncDirectory, CreateDirectory };

class MemoryFileSystem final : public FileSystem {
public:
    MemoryFileSystem();
    ~MemoryFileSystem() override;

    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override;
    Result<> rename(const Path& from, const Path& to) override;
    Result<> remove(const Path& path) override;
    Result<> createDirectories(const Path& path) override;
    Result<> syncDirectory(const Path& path) override;
    Result<std::vector<std::string>> list(const Path& path) const override;
    Result<FileInfo> info(const Path& path) const override;
    Result<DiskSpace> space(const Path& path) const override;
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override;

    /// What a power loss at this moment could leave.
    std::unique_ptr<MemoryFileSystem> crash(Rng& rng) const;
    /// What the end of the process at this moment leaves: all there is, what was not synced as such.
    std::unique_ptr<MemoryFileSystem> killed() const;
    /// The k-th call of this kind (from 1, counted from now) fails with `errnoValue`; `always`: and all later ones of the kind.
    void failNth(FileCall kind, std::int64_t k, int errnoValue, bool always = false);
    /// No call fails any more.
    void mend();
    /// Calls of this kind so far.
    std::int64_t calls(FileCall kind) const;
    void setCapacity(std::int64_t bytes); ///< ENOSPC beyond it

private:
    struct State;
    class OpenFile;
    class HeldLock;
    explicit MemoryFileSystem(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state; ///< shared with the open files
};

} // namespace weir
