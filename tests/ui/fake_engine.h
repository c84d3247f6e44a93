// SPDX-License-Identifier: GPL-3.0-or-later
// FakeEngine: an EngineAccess without an engine. Each snapshot is one step of the job further; taps and stores give made-up
// rows. Tests may set what the next start() answers.
#pragma once

#include "weir/runtime/engine_access.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace weir {

class FakeEngine final : public EngineAccess {
public:
    std::optional<Error> refusal;        ///< what start() answers
    std::optional<Error> failure;        ///< with it the job fails at its third snapshot
    std::vector<std::string> nodeIds{"orders", "big", "revenue", "out"};
    std::size_t edgeCount = 3;
    bool restoring = false; ///< the second task still reads its changelog
    std::atomic<int> starts{0};
    std::atomic<int> stops{0};
    std::atomic<int> drains{0};
    std::string lastWhere;
    std::vector<TopicInfo> topicList;                          ///< what topics() answers; empty: one topic of its own
    std::vector<Error> folderProblems;                         ///< what problems() answers
    std::function<FetchResult(const FetchRequest&)> fetched;   ///< what fetch() answers; null: nothing

    Result<std::string> start(const StartRequest& request) override {
        const std::lock_guard lock(m_mutex);
        if (refusal) return fail(*refusal);
        ++starts;
        m_state = JobState::Running;
        m_step = 0;
        m_text = request.topologyText;
        return std::string("app");
    }
    Result<> pause(const std::string&) override { return setState(JobState::Paused); }
    Result<> resume(const std::string&) override { return setState(JobState::Running); }
    Result<> stop(const std::string&) override {
        ++stops;
        return setState(JobState::Stopped);
    }
    Result<std::vector<Error>> problems() override { return folderProblems; }
    Result<std::vector<std::string>> jobs() override { return std::vector<std::string>{"app"}; }

    std::shared_ptr<const JobSnapshot> snapshot(const std::string& id) override {
        const std::lock_guard lock(m_mutex);
        if (m_state == JobState::Running) ++m_step;
        if (failure && m_step >= 3) m_state = JobState::Failed;
        auto made = std::make_shared<JobSnapshot>();
        made->sequence = ++m_sequence;
        made->wallMicros = 1'700'000'000'000'000 + static_cast<std::int64_t>(m_sequence) * 100'000;
        made->applicationId = id;
        made->state = m_state == JobState::Running && restoring ? JobState::Restoring : m_state;
        if (m_state == JobState::Failed) made->error = failure;
        const auto passed = static_cast<std::uint64_t>(m_step) * 10;
        for (const auto& node : nodeIds) {
            NodeFigures figures;
            figures.id = node;
            figures.in = figures.out = passed;
            if (node == "revenue") figures.dropped = {{"late", static_cast<std::uint64_t>(m_step / 4)}};
            made->nodes.push_back(figures);
        }
        made->edges.assign(edgeCount, passed);
        for (int p = 0; p < 2; ++p) {
            PartitionFigures figures;
            figures.topic = "orders";
            figures.partition = p;
            figures.node = nodeIds.front();
            figures.position = static_cast<std::int64_t>(passed) / 2;
            figures.endOffset = figures.position + 5 * (p + 1);
            figures.timestamp = 1'700'000'000'000 + m_step * 1000;
            figures.endTimestamp = figures.timestamp + 2'000;
            made->partitions.push_back(figures);
            TaskFigures task;
            task.id = "0_" + std::to_string(p);
            task.partition = p;
            task.state = restoring && p == 1 ? TaskState::Restoring : TaskState::Running;
            if (task.state == TaskState::Restoring) task.restored = 0.5, task.restoreRate = 12'000, task.restoreRemainingMs = 3'200;
            made->tasks.push_back(task);
        }
        made->stores.push_back({"revenue", "revenue", 0, static_cast<std::uint64_t>(m_step), 100});
        made->streamTime = 1'700'000'000'000 + m_step * 1000;
        made->processed = passed;
        return made;
    }

    Result<TapId> tap(const TapRequest& request) override {
        const std::lock_guard lock(m_mutex);
        lastWhere = request.where;
        if (request.where.find("nonsense") != std::string::npos) return fail(Errc::Invalid, "column \"nonsense\" does not exist");
        m_values[++m_taps] = request.values.size();
        return m_taps;
    }
    TapDrain drain(TapId tap) override {
        const std::lock_guard lock(m_mutex);
        ++drains;
        TapDrain drain;
        for (int i = 0; i < 3 && m_state == JobState::Running; ++i) {
            SampledRecord record;
            record.topic = "orders";
            record.offset = static_cast<std::int64_t>(m_offset++);
            record.timestamp = 1'700'000'000'000 + record.offset * 1000;
            record.key = record.offset % 2 == 0 ? "eu" : "us";
            record.value = R"({"revenue":)" + std::to_string(10 + record.offset) + "}";
            record.windowStart = record.timestamp / 60'000 * 60'000;
            record.windowEnd = record.windowStart + 60'000;
            record.values.assign(m_values[tap], std::to_string(10 + record.offset));
            drain.records.push_back(record);
        }
        drain.seen = m_offset;
        return drain;
    }
    void untap(TapId) override {}
    Result<StorePage> storeRows(const StoreQuery& query) override {
        const std::lock_guard lock(m_mutex);
        StorePage page;
        page.columns = {{"revenue", Type{TypeId::Double}}};
        for (const auto* key : {"ap", "eu", "us"}) {
            if (std::string(key).rfind(query.keyPrefix, 0) != 0) continue;
            StoreRow row;
            row.key = key;
            row.columns = {std::to_string(m_step) + ".5"};
            row.timestamp = m_step;
            page.rows.push_back(row);
        }
        page.total = page.rows.size();
        page.sequence = ++m_page;
        return page;
    }
    Result<std::vector<TopicInfo>> topics() override {
        if (!topicList.empty()) return topicList;
        TopicInfo info;
        info.spec.name = "orders";
        info.partitions = {{0, 10, 100}, {0, 20, 200}};
        return std::vector<TopicInfo>{info};
    }
    Result<> createTopic(const TopicSpec&) override { return {}; }
    Result<> alterTopic(const TopicSpec&) override { return {}; }
    Result<> deleteTopic(const std::string&) override { return {}; }
    Result<VerifyReport> verifyTopic(const std::string&) override { return VerifyReport{}; }
    Result<CompactionReport> compactTopic(const std::string&) override { return CompactionReport{}; }
    Result<FetchResult> fetch(const FetchRequest& request) override { return fetched ? fetched(request) : FetchResult{}; }
    Result<std::int64_t> offsetForTime(const std::string&, std::int32_t, std::int64_t) override { return std::int64_t{0}; }
    Result<> produce(const std::string&, const std::vector<ProduceRecord>&) override { return {}; }

private:
    Result<> setState(JobState state) {
        const std::lock_guard lock(m_mutex);
        m_state = state;
        return {};
    }
    std::mutex m_mutex;
    JobState m_state = JobState::Stopped;
    std::string m_text;
    int m_step = 0;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_page = 0;
    std::uint64_t m_offset = 0;
    std::map<TapId, std::size_t> m_values;
    TapId m_taps = 0;
};

} // namespace weir
