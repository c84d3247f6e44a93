// SPDX-License-Identifier: Apache-2.0
// Engine::State: what starting and looking (engine.cpp) and the control of applications (engine_control.cpp) share.
#pragma once

#include "applications.h"
#include "batch_schedule.h"
#include "checkpoints.h"
#include "edge_sampler.h"
#include "job_table.h"
#include "replays.h"
#include "space_watch.h"
#include "stalled_jobs.h"
#include "topic_access.h"
#include "upkeep.h"

#include "weir/broker/embedded_broker.h"
#include "weir/runtime/engine.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace weir {

// What hangs on an edge: every tap that looks at it. Never changed once a task may see it.
class EdgeTaps final : public EdgeTap {
public:
    explicit EdgeTaps(std::vector<std::shared_ptr<EdgeSampler>> samplers) : m_samplers(std::move(samplers)) {}
    void offer(const Row& row, TaskContext& task) override {
        for (const auto& sampler : m_samplers) sampler->offer(row, task);
    }

private:
    std::vector<std::shared_ptr<EdgeSampler>> m_samplers;
};

struct Tap {
    std::shared_ptr<EdgeSampler> sampler;
    std::string applicationId;
    std::size_t edge = 0;
};

struct Engine::State {
    Path folder;
    FileSystem& files;
    const Clock& clock;
    const NodeRegistry& registry;
    std::unique_ptr<TopicStore> topics;
    std::unique_ptr<CommitJournal> journal;
    std::unique_ptr<EmbeddedBroker> broker;
    std::unique_ptr<TopicAccess> access;
    std::unique_ptr<Applications> applications;
    JobTable jobs{};
    std::unique_ptr<BatchSchedule> schedule;
    std::unique_ptr<Replays> replays;
    std::unique_ptr<Checkpoints> checkpoints;
    std::mutex mutex; ///< of the taps
    std::map<TapId, Tap> taps;
    TapId nextTap = 1;
    std::map<std::pair<std::string, std::size_t>, std::shared_ptr<EdgeTaps>> edges; ///< of those that are tapped
    std::map<std::string, StartRequest> requests; ///< that the jobs were started with, by state name
    std::unique_ptr<Upkeep> upkeep;
    std::unique_ptr<StalledJobs> stalled; ///< these two for the folder's owner only
    std::unique_ptr<SpaceWatch> space;

    /// Hang the edge's taps on every task that is built; others get theirs at the next drain. The mutex is held.
    void hang(const std::string& applicationId, std::size_t edge) {
        const auto job = jobs.peek(applicationId);
        if (!job) return;
        const auto group = edges.find({applicationId, edge});
        auto* const wanted = group != edges.end() ? group->second.get() : nullptr;
        for (auto* task : job->tasks())
            if (auto* probe = task->probe(edge)) probe->tap.store(wanted, std::memory_order_release);
    }

    /// The taps of an edge are others now. The mutex is held.
    void regroup(const std::string& applicationId, std::size_t edge) {
        std::vector<std::shared_ptr<EdgeSampler>> samplers;
        for (const auto& [id, tap] : taps)
            if (tap.applicationId == applicationId && tap.edge == edge) samplers.push_back(tap.sampler);
        auto& group = edges[{applicationId, edge}];
        const auto before = std::exchange(group, samplers.empty() ? nullptr : std::make_shared<EdgeTaps>(std::move(samplers)));
        if (!group) edges.erase({applicationId, edge});
        hang(applicationId, edge);
        // A task may be in offer() just now.
        if (const auto job = jobs.peek(applicationId); before && job) job->keep(before);
    }

    /// As its job shows it, or the wait for space does; null: no such job.
    std::shared_ptr<const JobSnapshot> look(const std::string& id) const {
        const auto job = jobs.peek(id);
        auto now = job ? job->snapshot() : nullptr;
        return stalled ? stalled->shown(id, job.get(), std::move(now), space->stalledText()) : now;
    }
    /// It has not ended, or will go on by itself.
    bool atWork(const std::string& id) const {
        const auto shown = look(id);
        return shown && !JobTable::ended(shown->state);
    }

    /// A job that has not stopped reads or writes the topic.
    Result<> checkUnused(const std::string& topic) const {
        for (const auto& id : jobs.ids()) {
            const auto job = jobs.peek(id);
            if (!job || !job->uses(topic) || !atWork(id)) continue;
            return fail(Errc::InUse, "the job \"" + id + "\" uses topic " + topic + "; stop it first (weir stop " + id + ")", {.topic = topic});
        }
        return {};
    }

    /// What the stores that restore from a changelog have durably passed. Of an application that does not run nobody knows: 0.
    std::int64_t storesPassed(const std::string& topic, std::int32_t partition) const {
        for (const auto& id : jobs.ids())
            if (const auto job = jobs.peek(id))
                if (const auto passed = job->changelogPassed(topic, partition)) return *passed;
        return 0;
    }

    void remember(const std::string& stateName, const StartRequest& request) {
        const std::lock_guard lock(mutex);
        requests[stateName] = request;
    }
    /// What the application was started with last in this process; without a text: never.
    StartRequest remembered(const std::string& applicationId) {
        const std::lock_guard lock(mutex);
        return requests[applications->stateName(applicationId)]; // after a switch the replay's
    }
    Result<std::shared_ptr<const Plan>> planFor(const StateQuery& query);
    Result<std::shared_ptr<Job>> find(const std::string& applicationId) const { return jobs.find(applicationId); }
    using Checked = std::pair<std::shared_ptr<const Plan>, Settings>;
    Result<Checked> check(const StartRequest& request) const;
    Result<> start(const std::string& id, const StartRequest& request, const std::shared_ptr<const Plan>& plan, const Settings& settings, bool paused = false);
    void watchSpace(StalledJobs::Start startAgain);
};

} // namespace weir
