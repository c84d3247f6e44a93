// SPDX-License-Identifier: Apache-2.0
#include "unfinished_transactions.h"

#include "weir/broker/broker.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <charconv>

namespace weir {
namespace {

/// Of "orders-3".
bool splitPartition(const std::string& name, std::string& topic, std::int32_t& partition) {
    const auto dash = name.rfind('-');
    if (dash == std::string::npos) return false;
    topic = name.substr(0, dash);
    const auto [end, error] = std::from_chars(name.data() + dash + 1, name.data() + name.size(), partition);
    return error == std::errc{} && end == name.data() + name.size();
}

} // namespace

UnfinishedTransactions::UnfinishedTransactions(const CommitJournal& journal) {
    for (const auto& record : journal.everything())
        for (const auto& written : record.written) {
            m_committed[{written.producerId, written.partition}] = written.last;
            m_named.push_back({{record.application, record.task}, written});
        }
}

// What is open in a partition that nobody of this process has written to is of a process that is gone.
void UnfinishedTransactions::decide(PartitionLog& log, const std::string& topic, std::int32_t partition) {
    for (const auto& open : log.openTransactions()) {
        const auto known = m_committed.find({open.producerId, partitionName(topic, partition)});
        const auto end = known != m_committed.end() && known->second >= open.firstOffset ? TransactionEnd::Commit : TransactionEnd::Abort;
        WEIR_KILLPOINT("recovery.transaction.decided");
        if (log.endTransaction(open.producerId, end)) {
            WEIR_KILLPOINT("recovery.marker-written");
        } else {
            owe({topic, partition, open.producerId, end});
        }
    }
}

void UnfinishedTransactions::decideNamed(TopicStore& topics) {
    for (auto& [task, written] : std::exchange(m_named, {})) {
        std::string topic;
        std::int32_t partition = 0;
        if (!splitPartition(written.partition, topic, partition) || !topics.find(topic)) continue; // removed
        const auto log = topics.partition(topic, partition);
        if (!log || !(*log)->sync() || (*log)->lastStableOffset() <= written.last) carry(task.first, task.second, std::move(written));
        else WEIR_KILLPOINT("recovery.marker-synced");
    }
}

void UnfinishedTransactions::owe(Owed marker) {
    const std::lock_guard lock(m_mutex);
    m_owed.push_back(std::move(marker));
    m_any.store(true, std::memory_order_release);
}

void UnfinishedTransactions::tend(TopicStore& topics) {
    if (!m_any.load(std::memory_order_acquire)) return;
    std::vector<Owed> owed;
    {
        const std::lock_guard lock(m_mutex);
        owed.swap(m_owed);
    }
    bool wrote = false;
    std::erase_if(owed, [&](const Owed& marker) {
        const auto log = topics.partition(marker.topic, marker.partition);
        if (!log) return log.error().code == Errc::NotFound;
        (void)(*log)->sync();
        const auto ended = (*log)->endTransaction(marker.producerId, marker.end);
        wrote = wrote || ended.has_value();
        return ended || (*log)->gaveUp(); // then it is decided when it is opened again
    });
    if (wrote) topics.announce();
    const std::lock_guard lock(m_mutex);
    m_owed.insert(m_owed.end(), owed.begin(), owed.end());
    m_any.store(!m_owed.empty() || !m_carried.empty(), std::memory_order_release);
}

void UnfinishedTransactions::carry(const std::string& application, const std::string& task, WrittenTransaction written) {
    const std::lock_guard lock(m_mutex);
    m_carried[{application, task}].push_back(std::move(written));
    m_any.store(true, std::memory_order_release);
}

void UnfinishedTransactions::forget(const std::string& topic) {
    const auto isOfIt = [&](const std::string& name) {
        std::string of;
        std::int32_t partition = 0;
        return splitPartition(name, of, partition) && of == topic;
    };
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_owed, [&](const Owed& marker) { return marker.topic == topic; });
    for (auto& [task, carried] : m_carried) std::erase_if(carried, [&](const WrittenTransaction& written) { return isOfIt(written.partition); });
}

std::vector<WrittenTransaction> UnfinishedTransactions::takeCarried(const std::string& application, const std::string& task) {
    if (!m_any.load(std::memory_order_acquire)) return {};
    const std::lock_guard lock(m_mutex);
    const auto found = m_carried.find({application, task});
    if (found == m_carried.end()) return {};
    auto out = std::move(found->second);
    m_carried.erase(found);
    return out;
}

} // namespace weir
