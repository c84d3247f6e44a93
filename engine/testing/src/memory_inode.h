// SPDX-License-Identifier: Apache-2.0
// MemoryInode: a file or a folder of MemoryFileSystem: what programs see, what a power loss would leave at least, and the
// operations in between.
#pragma once

#include "weir/core/rng.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct MemoryInode;
using InodePtr = std::shared_ptr<MemoryInode>;
using FolderEntries = std::map<std::string, InodePtr>;

/// A write, or a new size.
struct FileOperation {
    std::int64_t position = 0;
    std::string bytes;
    std::optional<std::int64_t> newSize;
};
/// One or, for a rename, two names of a folder; null: the name is gone.
using FolderOperation = std::vector<std::pair<std::string, InodePtr>>;

struct MemoryInode {
    bool directory = false;
    std::uint64_t number = 0;
    std::int64_t modifiedMs = 0;

    std::string content;
    std::string durableContent;
    std::vector<FileOperation> unsynced;

    FolderEntries entries;
    FolderEntries durableEntries;
    std::vector<FolderOperation> unsyncedEntries;

    void write(std::int64_t position, std::string_view bytes);
    void resize(std::int64_t size);
    void sync();
    /// A sync that failed: what was written until now is still read, but no later sync makes it durable (the kernel calls its pages clean).
    void failSync() { unsynced.clear(); }
    void change(FolderOperation operation);
    void syncEntries();
    /// With all below it, synced or not.
    InodePtr copied(std::map<const MemoryInode*, InodePtr>& done) const;
    /// What a power loss could leave of this file or folder, and of all below it. A file with two names stays one.
    InodePtr crashed(Rng& rng, std::map<const MemoryInode*, InodePtr>& done) const;
};

} // namespace weir
