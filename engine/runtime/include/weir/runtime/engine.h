// SPDX-License-Identifier: Apache-2.0
// Engine: the embedded engine of one data folder, in this process. Whoever makes it holds the folder's lock (Owner).
// Shape    <data>/topics, <data>/journal, <data>/state; jobs by application id.
// Errors   what opening the log and the journal says; Corrupt names file and position.
// Threads  thread-safe; stop() waits for the job's threads.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/runtime/engine_access.h"
#include "weir/topology/node_spec.h"

#include <memory>

namespace weir {

class Engine final : public EngineAccess {
public:
    /// All references must outlive the engine.
    static Result<std::unique_ptr<Engine>> open(const Path& dataFolder, FileSystem& files, const Clock& clock, const NodeRegistry& registry);
    /// From now on, in the background: retention, compaction, and a watch of the disk's free space (docs/promises.md), which keeps a
    /// ballast file. For the folder's owner, not on files that are only looked at.
    void startUpkeep();
    /// One look at the free space, as upkeep has one every second.
    void lookAtSpace();
    ~Engine() override; ///< stops every job at a commit

    Result<std::string> start(const StartRequest& request) override;
    Result<> pause(const std::string& applicationId) override;
    Result<> resume(const std::string& applicationId) override;
    Result<> stop(const std::string& applicationId) override;
    Result<std::vector<std::string>> jobs() override;
    std::shared_ptr<const JobSnapshot> snapshot(const std::string& applicationId) override;
    Result<TapId> tap(const TapRequest& request) override;
    TapDrain drain(TapId tap) override;
    void untap(TapId tap) override;
    Result<StorePage> storeRows(const StoreQuery& query) override;
    Result<std::vector<TopicInfo>> topics() override;
    Result<> createTopic(const TopicSpec& spec) override;
    Result<> alterTopic(const TopicSpec& spec) override;
    Result<> deleteTopic(const std::string& name) override;
    Result<VerifyReport> verifyTopic(const std::string& name) override;
    Result<CompactionReport> compactTopic(const std::string& name) override;
    Result<FetchResult> fetch(const FetchRequest& request) override;
    Result<std::int64_t> offsetForTime(const std::string& topic, std::int32_t partition, std::int64_t timestamp) override;
    Result<> produce(const std::string& topic, const std::vector<ProduceRecord>& records) override;
    Result<OffsetsReport> offsets(const OffsetsRequest& request) override;
    Result<std::string> startReplay(const ReplayRequest& request) override;
    Result<std::vector<ReplayInfo>> replays() override;
    Result<ReplayDiff> diffReplay(const std::string& applicationId, std::size_t examplesMax) override;
    Result<> switchReplay(const std::string& applicationId) override;
    Result<> dropReplay(const std::string& applicationId) override;
    Result<CheckpointInfo> createCheckpoint(const CheckpointRequest& request) override;
    Result<std::vector<CheckpointInfo>> checkpoints(const std::string& applicationId) override;
    Result<std::vector<Error>> problems() override;
    Result<> deleteCheckpoint(const std::string& applicationId, const std::string& name) override;
    Result<StateReply> stateAt(const StateQuery& query) override;

private:
    struct State;
    explicit Engine(std::unique_ptr<State> state);
    Result<> runAgain(const StartRequest& request);
    Result<> goOn(const std::string& applicationId, bool paused);
    std::unique_ptr<State> m_state;
};

/// Every node type of the engine, processors and connectors, in the palette's order.
NodeRegistry builtinNodes();

} // namespace weir
