// SPDX-License-Identifier: Apache-2.0
// EngineClient: an engine in another process, the owner of a data folder, over <data>/weir.sock
// (docs/formats/socket.md). Errors   Network: nobody listens, or the owner ended; InUse: it does not answer;
// Unsupported: it speaks another version; else the owner's own. Threads  callable from any thread; start, stop and topic calls do not hold up
// snapshot(), drain() and storeRows(), which
//          have a connection of their own.
#pragma once

#include "weir/core/file_system.h"
#include "weir/runtime/engine_access.h"

namespace weir {

class EngineClient final : public EngineAccess {
public:
    static Result<std::unique_ptr<EngineClient>> connect(const Path& dataFolder);
    /// What to say of an owner that does not answer.
    static Error silence(const Path& dataFolder);
    ~EngineClient() override;

    int ownerPid() const;

    Result<std::string> start(const StartRequest& request) override;
    Result<> pause(const std::string& applicationId) override;
    Result<> resume(const std::string& applicationId) override;
    Result<> stop(const std::string& applicationId) override;
    Result<std::vector<std::string>> jobs() override;
    /// Null also when the owner has ended; jobs() then says so.
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
    Result<std::int64_t> offsetForTime(const std::string& topic, std::int32_t partition,
                                       std::int64_t timestamp) override;
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
    explicit EngineClient(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
