// SPDX-License-Identifier: Apache-2.0
#include "applications.h"

#include "log_offset.h"

#include "weir/core/kill_point.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

namespace weir {
namespace {

const std::string statePrefix = "state:";
const std::string cleanupPrefix = "cleanup:";
constexpr std::string_view replayMark = ".replay-";
constexpr std::string_view fromMark = ".from-";
constexpr std::string_view connectorPrefix = "connector-";

bool endsInNumber(std::string_view id, std::string_view mark) {
    const auto at = id.rfind(mark);
    if (at == std::string_view::npos) return false;
    const auto digits = id.substr(at + mark.size());
    return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::string Applications::stateName(const std::string& application) const { return m_journal.note(statePrefix + application).value_or(application); }

std::pair<std::string, std::optional<std::string>> Applications::stateNameNote(const std::string& application, const std::string& stateName) {
    return {statePrefix + application, application == stateName ? std::nullopt : std::optional(stateName)};
}

bool Applications::isReplayName(std::string_view id) { return endsInNumber(id, replayMark); }

std::string Applications::fromCheckpointName(const std::string& application, int number) { return application + std::string(fromMark) + std::to_string(number); }
bool Applications::isFromCheckpointName(std::string_view id) { return endsInNumber(id, fromMark); }

std::vector<CommitRecord> Applications::commits(const std::string& stateName) const {
    auto all = m_journal.all(stateName);
    std::erase_if(all, [](const CommitRecord& record) { return record.task.starts_with(connectorPrefix); });
    return all;
}

std::vector<std::string> Applications::internalTopics(const std::vector<CommitRecord>& commits) const {
    std::set<std::string> out;
    const auto add = [&](const std::string& name) {
        const auto partition = partitionFromName(name);
        if (!partition) return;
        if (const auto spec = m_topics.find(partition->topic); spec && spec->internal) out.insert(spec->name);
    };
    for (const auto& record : commits) {
        for (const auto& [source, position] : record.positions) add(source);
        for (const auto& [changelog, end] : record.changelogs) add(changelog);
    }
    return {out.begin(), out.end()};
}

std::pair<std::string, std::optional<std::string>> Applications::cleanupNote(const std::string& stateName, const std::vector<std::string>& topics) {
    return {cleanupPrefix + stateName, nlohmann::json{{"topics", topics}}.dump()};
}

bool Applications::cleaning(const std::string& stateName) const { return m_journal.note(cleanupPrefix + stateName).has_value(); }
std::pair<std::string, std::optional<std::string>> Applications::noCleanupNote(const std::string& stateName) { return {cleanupPrefix + stateName, std::nullopt}; }

Result<> Applications::cleanUp(const std::string& stateName) {
    const auto note = m_journal.note(cleanupPrefix + stateName);
    if (!note) return {};
    const auto json = nlohmann::json::parse(*note, nullptr, false);
    if (!json.is_object() || !json.contains("topics") || !json.at("topics").is_array()) return fail(Errc::Corrupt, "the journal's note on what is left of " + stateName + " can't be read");
    for (const auto& item : json.at("topics")) {
        if (!item.is_string() || !m_topics.find(item.get_ref<const std::string&>())) continue;
        WEIR_CHECK(m_topics.remove(item.get_ref<const std::string&>()));
        WEIR_KILLPOINT("cleanup.topic-removed");
    }
    WEIR_CHECK(m_files.removeTree(m_stateFolder / stateName));
    WEIR_KILLPOINT("cleanup.stores-removed");
    WEIR_CHECK(m_journal.change({.forget = {}, .commits = {}, .notes = {{cleanupPrefix + stateName, std::nullopt}}}));
    WEIR_KILLPOINT("cleanup.done");
    return {};
}

void carryWritten(const std::vector<CommitRecord>& forgotten, const std::vector<CommitRecord>& into, JournalChange& change) {
    std::vector<WrittenTransaction> written;
    for (const auto& record : forgotten) written.insert(written.end(), record.written.begin(), record.written.end());
    if (written.empty()) return;
    if (change.commits.empty()) {
        if (into.empty()) return;
        change.commits.push_back(into.front());
    }
    auto& carrier = change.commits.front().written;
    carrier.insert(carrier.end(), written.begin(), written.end());
}

void Applications::cleanUpAll() {
    for (const auto& [name, text] : m_journal.notes(cleanupPrefix)) (void)cleanUp(name.substr(cleanupPrefix.size()));
}

} // namespace weir
