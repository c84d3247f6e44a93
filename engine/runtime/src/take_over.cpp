// SPDX-License-Identifier: Apache-2.0
#include "take_over.h"

#include "weir/log/commit_journal.h"
#include "weir/log/topic_store.h"
#include "weir/runtime/owner.h"

#include <charconv>
#include <fmt/format.h>
#include <string_view>

namespace weir {
namespace {

constexpr std::string_view firstState = "state";
constexpr std::string_view laterState = "state-";

std::int64_t numberOf(std::string_view name) {
    if (!name.starts_with(laterState)) return 0;
    name.remove_prefix(laterState.size());
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc{} && end == name.data() + name.size() ? number : 0;
}

std::int64_t newestState(const Path& dataFolder, const FileSystem& files) {
    std::int64_t newest = 0;
    if (const auto names = files.list(dataFolder))
        for (const auto& name : *names) newest = std::max(newest, numberOf(name));
    return newest;
}

} // namespace

Path stateFolderOf(const Path& dataFolder, const FileSystem& files) {
    const auto newest = newestState(dataFolder, files);
    return dataFolder / (newest == 0 ? std::string(firstState) : fmt::format("{}{}", laterState, newest));
}

// The old owner's databases stay where they are until it is gone for sure: they are removed at the next steal but one, or by hand.
Result<> takeOver(const Path& dataFolder, FileSystem& files, const Clock& clock) {
    // The journal first: an entry that is found then has all its records in the logs. An owner that wakes up in between may write both, and
    // what it puts into its old journal from here on names offsets that nobody will find there.
    {
        WEIR_TRY(const auto journal, CommitJournal::open(dataFolder, files));
        WEIR_CHECK(journal->leaveFile());
    }
    {
        WEIR_TRY(const auto topics, TopicStore::open(dataFolder, files, clock));
        for (const auto& spec : topics->list())
            for (std::int32_t p = 0; p < spec.partitions; ++p) {
                WEIR_TRY(auto* const log, topics->partition(spec.name, p));
                WEIR_CHECK(log->leaveSegment());
            }
    }
    const auto next = newestState(dataFolder, files) + 1;
    WEIR_CHECK(files.createDirectories(dataFolder / fmt::format("{}{}", laterState, next)));
    if (next >= 2) (void)files.removeTree(dataFolder / (next == 2 ? std::string(firstState) : fmt::format("{}{}", laterState, next - 2)));
    return files.syncDirectory(dataFolder);
}

} // namespace weir
