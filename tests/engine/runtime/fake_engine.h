// SPDX-License-Identifier: Apache-2.0
// FakeEngine: an EngineAccess of a few vectors, for tests of what lies between an engine and its users.
#pragma once

#include "weir/runtime/engine_access.h"

#include <map>
#include <mutex>
#include <set>

namespace weir {

class FakeEngine final : public EngineAccess {
public:
    Result<std::string> start(const StartRequest& request) override {
        const std::lock_guard lock(m_mutex);
        lastStart = request;
        if (!running.insert(request.file).second)
            return fail(Errc::InUse, "The application runs already.", {.file = request.file});
        return request.file;
    }
    Result<> pause(const std::string& app) override { return known(app); }
    Result<> resume(const std::string& app) override { return known(app); }
    Result<> stop(const std::string& app) override {
        const std::lock_guard lock(m_mutex);
        if (running.erase(app) == 0) return fail(Errc::NotFound, "No such job.");
        return {};
    }
    Result<std::vector<std::string>> jobs() override {
        const std::lock_guard lock(m_mutex);
        return std::vector<std::string>(running.begin(), running.end());
    }
    std::shared_ptr<const JobSnapshot> snapshot(const std::string& app) override {
        const std::lock_guard lock(m_mutex);
        return running.contains(app) ? shown : nullptr;
    }
    Result<TapId> tap(const TapRequest& request) override {
        const std::lock_guard lock(m_mutex);
        lastTap = request;
        taps.insert(nextTap);
        return nextTap++;
    }
    TapDrain drain(TapId) override { return sampled; }
    void untap(TapId tap) override {
        const std::lock_guard lock(m_mutex);
        taps.erase(tap);
    }
    Result<StorePage> storeRows(const StoreQuery&) override { return page; }
    Result<std::vector<TopicInfo>> topics() override {
        std::vector<TopicInfo> list;
        for (const auto& [name, info] : made)
            list.push_back(info);
        return list;
    }
    Result<> createTopic(const TopicSpec& spec) override {
        if (!made.emplace(spec.name,
                          TopicInfo{spec, std::vector<TopicInfo::Partition>(static_cast<std::size_t>(spec.partitions))})
                 .second)
            return fail(Errc::Exists, "The topic exists already.", {.topic = spec.name});
        return {};
    }
    Result<> alterTopic(const TopicSpec&) override { return {}; }
    Result<> deleteTopic(const std::string&) override { return {}; }
    Result<VerifyReport> verifyTopic(const std::string&) override { return VerifyReport{}; }
    Result<CompactionReport> compactTopic(const std::string&) override { return CompactionReport{}; }
    Result<FetchResult> fetch(const FetchRequest& request) override {
        FetchResult result;
        for (const auto& r : records[request.topic])
            result.records.push_back({static_cast<std::int64_t>(result.records.size()), r.timestamp, r.key, r.value,
                                      r.keyNull, r.valueNull, r.headers});
        result.nextOffset = result.endOffset = static_cast<std::int64_t>(result.records.size());
        return result;
    }
    Result<std::int64_t> offsetForTime(const std::string&, std::int32_t partition, std::int64_t timestamp) override {
        return timestamp + partition;
    }
    Result<> produce(const std::string& topic, const std::vector<ProduceRecord>& more) override {
        auto& all = records[topic];
        all.insert(all.end(), more.begin(), more.end());
        return {};
    }

    std::mutex m_mutex;
    std::set<std::string> running;
    std::set<TapId> taps;
    TapId nextTap = 7;
    StartRequest lastStart;
    TapRequest lastTap;
    std::shared_ptr<const JobSnapshot> shown;
    TapDrain sampled;
    StorePage page;
    std::map<std::string, TopicInfo> made;
    std::map<std::string, std::vector<ProduceRecord>> records;

private:
    Result<> known(const std::string& app) {
        const std::lock_guard lock(m_mutex);
        if (!running.contains(app)) return fail(Errc::NotFound, "No such job.");
        return {};
    }
};

} // namespace weir
