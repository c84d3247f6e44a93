// SPDX-License-Identifier: Apache-2.0
// TopicAccess: topics as commands and the designer see them: list, fetch, produce.
// Threads  thread-safe.
#pragma once

#include "weir/core/time.h"
#include "weir/log/topic_store.h"
#include "weir/runtime/engine_access.h"

#include <mutex>

namespace weir {

class TopicAccess {
public:
    TopicAccess(TopicStore& topics, const Clock& clock) : m_topics(topics), m_clock(clock) {}
    Result<std::vector<TopicInfo>> topics();
    Result<FetchResult> fetch(const FetchRequest& request);
    Result<std::int64_t> offsetForTime(const std::string& topic, std::int32_t partition, std::int64_t timestamp);
    Result<> produce(const std::string& topic, const std::vector<ProduceRecord>& records);

private:
    TopicStore& m_topics;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::uint32_t m_dealt = 0;
};

} // namespace weir
