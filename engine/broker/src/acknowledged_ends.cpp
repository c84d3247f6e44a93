// SPDX-License-Identifier: Apache-2.0
#include "acknowledged_ends.h"

#include "weir/broker/broker.h"

#include <set>

namespace weir {
namespace {

std::string topicOf(const std::string& partition) { return partition.substr(0, partition.rfind('-')); }

} // namespace

AcknowledgedEnds::AcknowledgedEnds(const TopicStore& topics, CommitJournal& journal) : m_journal(journal), m_ends(journal.ends()) {
    std::set<std::string> gone; // a crash came between their removal and forget()
    for (const auto& [partition, end] : m_ends)
        if (!topics.find(topicOf(partition))) gone.insert(topicOf(partition));
    for (const auto& topic : gone) (void)forget(topic);
}

std::int64_t AcknowledgedEnds::of(const std::string& topic, std::int32_t partition) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_ends.find(partitionName(topic, partition));
    return found == m_ends.end() ? 0 : found->second;
}

// Locked until it is written: what forget() takes away afterwards is not noted again.
Result<> AcknowledgedEnds::note(const TopicStore& topics) {
    const std::lock_guard lock(m_mutex);
    std::map<std::string, std::int64_t> grown;
    topics.visitOpen([&](const std::string& topic, std::int32_t partition, const PartitionLog& log) {
        auto name = partitionName(topic, partition);
        const auto known = m_ends.find(name);
        const auto end = log.syncedOffset();
        if (end > (known == m_ends.end() ? 0 : known->second)) grown.emplace(std::move(name), end);
    });
    WEIR_CHECK(m_journal.noteEnds(grown));
    for (auto& [partition, end] : grown) m_ends[partition] = end;
    return {};
}

Result<> AcknowledgedEnds::forget(const std::string& topic) {
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_ends, [&](const auto& end) { return topicOf(end.first) == topic; });
    return m_journal.forgetTopic(topic);
}

} // namespace weir
