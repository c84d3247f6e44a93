// SPDX-License-Identifier: Apache-2.0
#include "left_over.h"

#include "weir/core/time.h"
#include "weir/log/topic_store.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace weir::torture {
namespace {

std::string leftInPartition(const Path& folder) {
    constexpr std::array<std::string_view, 5> extensions{".log", ".seal", ".index", ".timeindex", ".txnindex"};
    std::set<std::string> segments;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".log") segments.insert(entry.path().stem().string());
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().filename() == "recovery-point") continue;
        const bool known = std::find(extensions.begin(), extensions.end(), entry.path().extension().string()) != extensions.end();
        if (!known || !segments.contains(entry.path().stem().string())) return fmt::format("{} is left over", entry.path().string());
    }
    return {};
}

} // namespace

std::string leftOver(const Path& data) {
    std::set<std::string> known;
    {
        PosixFileSystem files;
        const SystemClock clock;
        const auto topics = TopicStore::open(data, files, clock);
        if (!topics) return topics.error().text();
        for (const auto& spec : (*topics)->list()) {
            if (const auto whole = (*topics)->verify(spec.name); !whole) return whole.error().text();
            known.insert(spec.name + ".topic");
            for (std::int32_t p = 0; p < spec.partitions; ++p) known.insert(fmt::format("{}-{}", spec.name, p));
        }
    }
    for (const auto& entry : std::filesystem::directory_iterator(data / "topics")) {
        const auto name = entry.path().filename().string();
        // A topic that was being made has empty folders, and whoever makes it again takes them.
        if (!known.contains(name) && !(entry.is_directory() && std::filesystem::is_empty(entry.path())) && !name.ends_with(".topic.tmp")) return fmt::format("{} is left over", entry.path().string());
        if (!entry.is_directory()) continue;
        if (auto wrong = leftInPartition(entry.path()); !wrong.empty()) return wrong;
    }
    std::int64_t journals = 0;
    for (const auto& entry : std::filesystem::directory_iterator(data / "journal"))
        if (entry.path().extension() != ".journal" || ++journals > 1) return fmt::format("{} is left over", entry.path().string());
    return {};
}

} // namespace weir::torture
