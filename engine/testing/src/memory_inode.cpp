// SPDX-License-Identifier: Apache-2.0
#include "memory_inode.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::size_t sectorBytes = 512;

void carryOut(std::string& content, const FileOperation& operation) {
    if (operation.newSize) {
        content.resize(static_cast<std::size_t>(*operation.newSize), '\0');
        return;
    }
    const auto at = static_cast<std::size_t>(operation.position);
    if (content.size() < at + operation.bytes.size()) content.resize(at + operation.bytes.size(), '\0');
    std::copy(operation.bytes.begin(), operation.bytes.end(), content.begin() + operation.position);
}

// Some sectors of the write reached the disk. The file's new size may have, though its bytes did not: they read as zeros.
void carryOutTorn(std::string& content, const FileOperation& operation, Rng& rng) {
    const auto begin = static_cast<std::size_t>(operation.position);
    const auto end = begin + operation.bytes.size();
    if (rng.below(2) == 0 && content.size() < end) content.resize(end, '\0');
    for (auto at = begin; at < end;) {
        const auto sectorEnd = std::min(end, (at / sectorBytes + 1) * sectorBytes);
        if (rng.below(2) == 0)
            carryOut(content, {static_cast<std::int64_t>(at), operation.bytes.substr(at - begin, sectorEnd - at), std::nullopt});
        at = sectorEnd;
    }
}

void carryOut(FolderEntries& entries, const FolderOperation& operation) {
    for (const auto& [name, inode] : operation) {
        if (inode)
            entries[name] = inode;
        else
            entries.erase(name);
    }
}

enum class Outcome : std::uint8_t { Nothing, Everything, Some };
Outcome outcome(Rng& rng) {
    switch (rng.below(4)) {
    case 0: return Outcome::Nothing;
    case 1: return Outcome::Everything;
    default: return Outcome::Some;
    }
}

std::string crashedContent(const MemoryInode& file, Rng& rng) {
    const auto what = outcome(rng);
    if (what == Outcome::Everything) return file.content;
    auto content = file.durableContent;
    if (what == Outcome::Nothing || file.unsynced.empty()) return content;
    const auto whole = rng.below(file.unsynced.size());
    for (std::size_t i = 0; i < whole; ++i) carryOut(content, file.unsynced[i]);
    if (!file.unsynced[whole].newSize) carryOutTorn(content, file.unsynced[whole], rng);
    return content;
}

FolderEntries crashedEntries(const MemoryInode& folder, Rng& rng) {
    const auto what = outcome(rng);
    if (what == Outcome::Everything) return folder.entries;
    auto entries = folder.durableEntries;
    if (what == Outcome::Nothing) return entries;
    for (const auto& operation : folder.unsyncedEntries)
        if (rng.below(2) == 0) carryOut(entries, operation);
    return entries;
}

} // namespace

void MemoryInode::write(std::int64_t position, std::string_view bytes) {
    unsynced.push_back({position, std::string(bytes), std::nullopt});
    carryOut(content, unsynced.back());
}

void MemoryInode::resize(std::int64_t size) {
    unsynced.push_back({0, {}, size});
    carryOut(content, unsynced.back());
}

void MemoryInode::sync() {
    for (const auto& operation : unsynced) carryOut(durableContent, operation);
    unsynced.clear();
}

void MemoryInode::change(FolderOperation operation) {
    carryOut(entries, operation);
    unsyncedEntries.push_back(std::move(operation));
}

void MemoryInode::syncEntries() {
    durableEntries = entries;
    unsyncedEntries.clear();
}

InodePtr MemoryInode::copied(std::map<const MemoryInode*, InodePtr>& done) const {
    if (const auto known = done.find(this); known != done.end()) return known->second;
    auto copy = std::make_shared<MemoryInode>(*this);
    done[this] = copy;
    for (auto& [name, inode] : copy->entries) inode = inode->copied(done);
    for (auto& [name, inode] : copy->durableEntries) inode = inode->copied(done);
    for (auto& operation : copy->unsyncedEntries)
        for (auto& [name, inode] : operation)
            if (inode) inode = inode->copied(done);
    return copy;
}

InodePtr MemoryInode::crashed(Rng& rng, std::map<const MemoryInode*, InodePtr>& done) const {
    if (const auto known = done.find(this); known != done.end()) return known->second;
    auto copy = std::make_shared<MemoryInode>();
    done[this] = copy;
    copy->directory = directory;
    copy->number = number;
    copy->modifiedMs = modifiedMs;
    if (!directory) {
        copy->content = copy->durableContent = crashedContent(*this, rng);
        return copy;
    }
    for (const auto& [name, inode] : crashedEntries(*this, rng)) copy->entries[name] = inode->crashed(rng, done);
    copy->durableEntries = copy->entries;
    return copy;
}

} // namespace weir
