// SPDX-License-Identifier: Apache-2.0
#include "compaction_swap.h"

#include "segment_files.h"
#include "segment_scan.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

namespace weir {
namespace {

class SwapFinish {
public:
    SwapFinish(FileSystem& files, const Path& folder, std::int64_t indexIntervalBytes) : m_files(files), m_folder(folder), m_indexIntervalBytes(indexIntervalBytes) {}

    Result<> run() {
        WEIR_TRY(const auto names, m_files.list(m_folder));
        std::vector<std::int64_t> swaps;
        for (const auto& name : names) {
            if (const auto base = baseOffsetOf(name, ".log")) m_bases.push_back(*base);
            if (const auto base = baseOffsetOf(name, ".swap")) swaps.push_back(*base);
            if (!baseOffsetOf(name, ".cleaned")) continue;
            WEIR_CHECK(m_files.remove(m_folder / name));
            WEIR_KILLPOINT("recovery.swap.cleaned-removed");
        }
        std::sort(m_bases.begin(), m_bases.end());
        for (const auto base : swaps) WEIR_CHECK(finish(base));
        return {};
    }

private:
    Result<> finish(std::int64_t base) {
        const auto path = segmentFile(m_folder, base, ".swap");
        WEIR_TRY(const auto end, endOf(path, base));
        // It was synced before it got this name, and the segment behind it was there: anything else is no swap of ours.
        if (!end || !std::binary_search(m_bases.begin(), m_bases.end(), *end)) {
            if (std::binary_search(m_bases.begin(), m_bases.end(), base)) return m_files.remove(path);
            auto place = placeIn(m_folder, base);
            place.file = path.string();
            return fail(Errc::Corrupt, "a compacted segment is damaged; nothing was changed: restore the file from a backup or remove the topic", std::move(place));
        }
        std::vector<std::int64_t> replaced{base};
        std::copy_if(m_bases.begin(), m_bases.end(), std::back_inserter(replaced), [&](auto b) { return b > base && b < *end; });
        WEIR_KILLPOINT("recovery.swap.begin");
        WEIR_CHECK(completeSwap(m_files, m_folder, replaced));
        WEIR_KILLPOINT("recovery.swap.done");
        std::erase_if(m_bases, [&](auto b) { return b > base && b < *end; });
        return {};
    }

    // nullopt: not whole.
    Result<std::optional<std::int64_t>> endOf(const Path& path, std::int64_t base) const {
        WEIR_TRY(const auto file, m_files.open(path, OpenMode::Read));
        WEIR_TRY(const auto bytes, file->size());
        WEIR_TRY(const auto scan, scanSegment(*file, bytes, base, m_indexIntervalBytes));
        if (bytes == 0 || scan.validBytes != bytes) return std::optional<std::int64_t>{};
        return std::optional(scan.endOffset);
    }

    FileSystem& m_files;
    const Path& m_folder;
    std::int64_t m_indexIntervalBytes;
    std::vector<std::int64_t> m_bases;
};

} // namespace

Result<> commitSwap(FileSystem& files, const Path& folder, std::int64_t baseOffset) {
    WEIR_CHECK(files.rename(segmentFile(folder, baseOffset, ".cleaned"), segmentFile(folder, baseOffset, ".swap")));
    WEIR_KILLPOINT("compaction.swap-named");
    WEIR_CHECK(files.syncDirectory(folder));
    WEIR_KILLPOINT("compaction.swap-synced");
    return {};
}

// The others must be gone for good before the new file has its name: it would overlap them.
Result<> completeSwap(FileSystem& files, const Path& folder, std::span<const std::int64_t> bases) {
    for (const auto base : bases.subspan(1)) {
        WEIR_CHECK(removeSegment(files, folder, base));
        WEIR_KILLPOINT("compaction.segment-removed");
    }
    WEIR_CHECK(removeDerived(files, folder, bases.front()));
    WEIR_KILLPOINT("compaction.derived-removed");
    WEIR_CHECK(files.syncDirectory(folder));
    WEIR_KILLPOINT("compaction.removals-synced");
    WEIR_CHECK(files.rename(segmentFile(folder, bases.front(), ".swap"), segmentFile(folder, bases.front(), ".log")));
    WEIR_KILLPOINT("compaction.named");
    WEIR_CHECK(files.syncDirectory(folder));
    WEIR_KILLPOINT("compaction.folder-synced");
    return {};
}

Result<> finishSwaps(FileSystem& files, const Path& folder, std::int64_t indexIntervalBytes) { return SwapFinish(files, folder, indexIntervalBytes).run(); }

} // namespace weir
