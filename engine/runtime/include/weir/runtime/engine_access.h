// SPDX-License-Identifier: Apache-2.0
// EngineAccess: what the designer and the commands do with an engine, whether it runs in this process (Engine) or in the one
// that owns the data folder (EngineClient, over <data>/weir.sock).
// Threads  callable from one thread at a time. snapshot(), drain() and storeRows() never wait for a task; start, stop and
//          the topic calls may touch the disk or the socket: not for the GUI thread (ui/live calls them from a worker).
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/core/result.h"
#include "weir/log/topic_store.h"
#include "weir/record/schema.h"
#include "weir/runtime/checkpoint_control.h"
#include "weir/runtime/job_snapshot.h"
#include "weir/runtime/run_control.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weir {

struct StartRequest {
    std::string topologyText; ///< the file's content
    std::string file;         ///< its name, for messages
    std::vector<std::pair<std::string, std::string>> settings;
    std::optional<LogPosition> to; ///< a batch run: stop when every partition is there and all is committed
    std::optional<LogPosition> from{}; ///< only for an application that has committed nothing yet
    std::int64_t everyMs = 0;          ///< a batch run that is run again at multiples of this; `to` absent: latest
    std::string checkpoint{};          ///< the application first goes back to this one of its checkpoints
};

struct TapRequest {
    std::string applicationId;
    std::size_t edge = 0;        ///< index in the file
    std::int32_t perSecond = 200; ///< samples a second at most; more are counted, not kept
    std::string where;           ///< a SQL condition over the edge's columns; empty: all
    std::vector<std::string> values{}; ///< SQL expressions over them, computed for each sample (a plot's x, y and series)
};
using TapId = std::int64_t;

struct SampledRecord {
    std::string topic; ///< of the source record that led to it
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    std::int64_t timestamp = 0;
    std::string key;   ///< for people: text as it is, others as JSON
    std::string value; ///< JSON; "null" for a tombstone
    bool keyNull = false;
    bool tombstone = false;
    std::int64_t windowStart = -1; ///< -1: not windowed
    std::int64_t windowEnd = -1;
    std::vector<std::string> values{}; ///< of TapRequest::values, as JSON; "null" also for one that failed
};

struct TapDrain {
    std::vector<SampledRecord> records; ///< since the last drain, oldest first
    std::uint64_t seen = 0;             ///< all that passed since the tap began
    std::uint64_t missed = 0;           ///< matching ones not kept
};

struct StoreRow {
    std::string key;
    std::int64_t windowStart = -1;
    std::int64_t windowEnd = -1;
    std::int64_t timestamp = -1;
    std::vector<std::string> columns; ///< as JSON, by StorePage::columns
    std::int32_t partition = 0;
};
struct StorePage {
    std::vector<Column> columns;
    std::vector<StoreRow> rows; ///< by key, then window start
    std::uint64_t total = 0;    ///< rows in the store, all partitions
    std::uint64_t sequence = 0; ///< rises when something changed
};
struct StoreQuery {
    std::string applicationId;
    std::string store;
    std::string keyPrefix;
    std::size_t limit = 500;
};

/// A store as it was (StateQuery).
struct StateReply {
    StorePage page;
    std::vector<StatePlace> places; ///< by partition
};

struct TopicInfo {
    TopicSpec spec;
    struct Partition {
        std::int64_t start = 0;
        std::int64_t end = 0;
        std::int64_t bytes = 0;
        std::optional<Error> problem{}; ///< why it can't be opened: then the figures are 0
    };
    std::vector<Partition> partitions;
    /// Of the first partition that can't be opened.
    const Error* problem() const {
        for (const auto& partition : partitions)
            if (partition.problem) return &*partition.problem;
        return nullptr;
    }
};

struct FetchRequest {
    std::string topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0; ///< first offset wanted; below the start: the start
    std::size_t recordsMax = 500;
    std::size_t bytesMax = std::size_t{1} << 20U;
};
struct FetchedRecord {
    std::int64_t offset = 0;
    std::int64_t timestamp = 0;
    std::string key;
    std::string value;
    bool keyNull = false;
    bool valueNull = false;
    std::vector<std::pair<std::string, std::optional<std::string>>> headers;
};
struct FetchResult {
    std::vector<FetchedRecord> records;
    std::int64_t nextOffset = 0; ///< where to go on
    std::int64_t endOffset = 0;
};
struct ProduceRecord {
    std::int32_t partition = -1;  ///< -1: by the key; a NULL key round robin
    std::int64_t timestamp = -1;  ///< -1: the engine's clock
    std::string key;
    std::string value;
    bool keyNull = true;
    bool valueNull = false;
    std::vector<std::pair<std::string, std::optional<std::string>>> headers;
};

class EngineAccess {
public:
    virtual ~EngineAccess() = default;

    /// Check, make missing topics, start. The job's identity is its application id. InUse if that runs already.
    virtual Result<std::string> start(const StartRequest& request) = 0;
    virtual Result<> pause(const std::string& applicationId) = 0;
    /// Also of a job that failed: it is started again and goes on from its last commit.
    virtual Result<> resume(const std::string& applicationId) = 0;
    /// Commit, close, free. Returns when it has stopped.
    virtual Result<> stop(const std::string& applicationId) = 0;
    /// Application ids of the jobs that run, or stopped since the engine started.
    virtual Result<std::vector<std::string>> jobs() = 0;
    /// The newest, at most 33 ms old; null: no such job.
    virtual std::shared_ptr<const JobSnapshot> snapshot(const std::string& applicationId) = 0;

    virtual Result<TapId> tap(const TapRequest& request) = 0;
    virtual TapDrain drain(TapId tap) = 0;
    virtual void untap(TapId tap) = 0;
    virtual Result<StorePage> storeRows(const StoreQuery& query) = 0;

    virtual Result<std::vector<TopicInfo>> topics() = 0;
    virtual Result<> createTopic(const TopicSpec& spec) = 0;
    /// Retention, segment size, cleanup, durability. InUse: a job that has not stopped uses it, as for deleteTopic.
    virtual Result<> alterTopic(const TopicSpec& spec) = 0;
    virtual Result<> deleteTopic(const std::string& name) = 0;
    /// Read every byte; Corrupt with its place at the first damage. Takes as long as it takes.
    virtual Result<VerifyReport> verifyTopic(const std::string& name) = 0;
    virtual Result<CompactionReport> compactTopic(const std::string& name) = 0;
    virtual Result<FetchResult> fetch(const FetchRequest& request) = 0;
    /// The first offset with a timestamp >= `timestamp`, or the end.
    virtual Result<std::int64_t> offsetForTime(const std::string& topic, std::int32_t partition, std::int64_t timestamp) = 0;
    virtual Result<> produce(const std::string& topic, const std::vector<ProduceRecord>& records) = 0;

    /// What is wrong with the data folder itself: retention or compaction that can't, damage that a scrub found. Empty: nothing.
    virtual Result<std::vector<Error>> problems() { return std::vector<Error>(); }

    // An engine that lacks these says so.
    /// Show or change where an application resumes, and what it keeps. InUse while it runs. A change is one journal entry.
    virtual Result<OffsetsReport> offsets(const OffsetsRequest&) { return unsupported(); }
    /// Begin a replay beside the application, or go on with the one there is; returns its id.
    virtual Result<std::string> startReplay(const ReplayRequest&) { return unsupported(); }
    virtual Result<std::vector<ReplayInfo>> replays() { return unsupported(); }
    /// Both at the same place of the input; the replay must have caught up.
    virtual Result<ReplayDiff> diffReplay(const std::string& /*applicationId*/, std::size_t /*examplesMax*/) { return unsupported(); }
    /// Make it the application's job. Returns when the switch has begun; replays() tells how it goes, and no longer names it when
    /// it is over.
    virtual Result<> switchReplay(const std::string& /*applicationId*/) { return unsupported(); }
    virtual Result<> dropReplay(const std::string& /*applicationId*/) { return unsupported(); }
    /// Of a running application, which stands still while its state is copied, or of a stopped one.
    virtual Result<CheckpointInfo> createCheckpoint(const CheckpointRequest&) { return unsupported(); }
    /// By application, the oldest first. `applicationId` empty: of all.
    virtual Result<std::vector<CheckpointInfo>> checkpoints(const std::string& /*applicationId*/) { return unsupported(); }
    virtual Result<> deleteCheckpoint(const std::string& /*applicationId*/, const std::string& /*name*/) { return unsupported(); }
    /// Rows of a store as they were; OutOfRange where that can't be said any more.
    virtual Result<StateReply> stateAt(const StateQuery&) { return unsupported(); }

private:
    static tl::unexpected<Error> unsupported() { return fail(Errc::Unsupported, "this engine can't do that"); }
};

} // namespace weir
