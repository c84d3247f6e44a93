// SPDX-License-Identifier: Apache-2.0
// TopicStore: the topics of a data folder: <data>/topics/<topic>-<partition>/, and each topic's description in
// <data>/topics/<topic>.topic (JSON: partitions, cleanup, retention, durability).
// Errors   Invalid (a name outside [A-Za-z0-9._-]{1,249}, "." or ".."), Exists, NotFound, and PartitionLog's.
// Threads  thread-safe; partitions are opened at first use and stay open.
#pragma once

#include "weir/log/partition_log.h"

#include <functional>
#include <map>
#include <string>

namespace weir {

enum class Cleanup : std::uint8_t { Delete, Compact, CompactDelete };
enum class Durability : std::uint8_t { Fsync, Buffered };

struct TopicSpec {
    std::string name;
    std::int32_t partitions = 4;
    Cleanup cleanup = Cleanup::Delete;
    Durability durability = Durability::Fsync;
    std::optional<Milliseconds> retention;
    std::optional<std::int64_t> retentionBytes;
    std::int64_t segmentBytes = 64LL << 20;
    Milliseconds deleteRetention = deleteRetentionDefault; ///< how long compaction keeps a tombstone
    bool internal = false; ///< a repartition topic or a changelog
    std::uint64_t rows = 0; ///< of a changelog: the schema hash of its store's rows (docs/formats/store.md); 0: nobody said
    bool operator==(const TopicSpec&) const = default;
};

constexpr std::int32_t topicPartitionsMax = 1024;

/// Nothing else reaches the file system (reliability.md 4).
Result<> checkTopicName(std::string_view name);

class TopicStore {
public:
    static Result<std::unique_ptr<TopicStore>> open(Path dataFolder, FileSystem& files, const Clock& clock);
    ~TopicStore();

    /// Durable on return. Exists also for a name that differs from another topic's only in '.' and '_'; names that begin
    /// with "__" are for internal topics.
    Result<> create(const TopicSpec& spec);
    /// Removes the topic's folders and description; readers get NotFound, logs that are open stay as empty shells until the
    /// store is closed.
    Result<> remove(std::string_view name);
    /// Retention, segment size, cleanup and durability of a topic that exists. Durable on return. Unsupported: another number of
    /// partitions.
    Result<> alter(const TopicSpec& spec);
    /// Of all partitions. Invalid unless the topic's cleanup compacts. How long tombstones stay the topic says.
    Result<CompactionReport> compact(std::string_view name, const CompactionOptions& options);
    /// Of an internal topic's partition: the offset that every store that restores from it has durably passed. Asked before each
    /// compaction; until it is told, no tombstone of an internal topic goes.
    using StoresPassed = std::function<std::int64_t(const std::string& topic, std::int32_t partition)>;
    void tellStoresPassed(StoresPassed passed);
    /// Of a partition, one past the last offset that somebody was told is there; recovery never cuts below it. Asked at each opening.
    using Acknowledged = std::function<std::int64_t(const std::string& topic, std::int32_t partition)>;
    void tellAcknowledged(Acknowledged acknowledged);
    /// Call `removed` when a topic is gone, before there can be a new one of its name.
    void onRemoved(std::function<Result<>(const std::string& topic)> removed);
    /// All partitions that are open and that nobody opens just now, internal topics left out.
    void visitOpen(const std::function<void(const std::string& topic, std::int32_t partition, const PartitionLog& log)>& visit) const;
    /// Sync what was appended to open partitions before the last call and not synced since: `buffered` topics, and what jobs without
    /// sync write. To be called every second or so, by one thread. The first failure; the others are synced all the same.
    Result<> syncWaiting();
    /// Read every byte of all partitions; the first damage.
    Result<VerifyReport> verify(std::string_view name, const std::function<bool(std::int64_t bytes)>& goOn = {});
    /// Of the open partitions that compact, the one with the largest share of bytes that no compaction has seen, if that is half or
    /// more. False: none.
    Result<bool> compactDirtiest(const CompactionOptions& options);
    std::vector<TopicSpec> list() const;
    std::optional<TopicSpec> find(std::string_view name) const;
    /// Valid until the topic is removed or the store closed.
    Result<PartitionLog*> partition(std::string_view topic, std::int32_t partition);
    /// Call `opened` for each partition that is opened from now on, before anybody gets it.
    void onOpened(std::function<void(PartitionLog&, const std::string& topic, std::int32_t partition)> opened);
    /// Call `listener` after each append to any partition (from the appending thread, must not block), to wake tasks.
    /// Returns a token for removeListener, after which the listener is not called any more. A listener must not add or
    /// remove one.
    int addListener(std::function<void()> listener);
    void removeListener(int token);
    /// Appenders call this once their batches can be read.
    void announce();
    /// Of all topics whose cleanup deletes. Returns the bytes freed, or the first error when the others have been freed.
    Result<std::int64_t> applyRetention();

private:
    struct State;
    explicit TopicStore(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace weir
