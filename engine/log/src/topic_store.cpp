// SPDX-License-Identifier: Apache-2.0
#include "weir/log/topic_store.h"

#include "topic_spec_json.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <memory>
#include <mutex>

namespace weir {
namespace {

constexpr std::string_view descriptionExtension = ".topic";
constexpr std::string_view goneExtension = ".gone"; // what the description of a topic is called while its folders are being removed
constexpr std::int64_t descriptionBytesMax = 64LL << 10;
constexpr std::size_t nameBytesMax = 249;

struct Partition {
    std::mutex mutex; // opening one partition keeps nobody from another
    std::shared_ptr<PartitionLog> log;
    std::int64_t seenEnd = 0; // by the last syncWaiting()
};

/// Never changed: an altered topic is another one with the same partitions.
struct Topic {
    explicit Topic(TopicSpec described)
        : spec(std::move(described)), partitions(std::make_shared<std::vector<Partition>>(static_cast<std::size_t>(spec.partitions))),
          removed(std::make_shared<std::atomic<bool>>(false)) {}
    Topic(TopicSpec described, const Topic& before) : spec(std::move(described)), partitions(before.partitions), removed(before.removed) {}
    TopicSpec spec;
    std::shared_ptr<std::vector<Partition>> partitions;
    std::shared_ptr<std::atomic<bool>> removed;
};

// Kafka's metrics can't tell '.' from '_', so names that differ only there are one.
std::string folded(std::string name) {
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

bool deletes(Cleanup cleanup) { return cleanup != Cleanup::Compact; }
bool compacts(Cleanup cleanup) { return cleanup != Cleanup::Delete; }

PartitionLogOptions optionsOf(const TopicSpec& spec) {
    PartitionLogOptions options;
    options.retentionByStreamTime = spec.internal; // a changelog's rows expire by event time, whatever the clock says
    options.segmentBytesMax = spec.segmentBytes;
    if (deletes(spec.cleanup)) {
        options.retention = spec.retention;
        options.retentionBytes = spec.retentionBytes;
    }
    return options;
}

tl::unexpected<Error> noTopic(std::string_view name) { return fail(Errc::NotFound, fmt::format("there is no topic {}", name)); }

} // namespace

Result<> checkTopicName(std::string_view name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    if (name.empty()) return fail(Errc::Invalid, "a topic needs a name");
    if (name.size() > nameBytesMax)
        return fail(Errc::Invalid, fmt::format("a topic's name has at most {} characters, this one {}", nameBytesMax, name.size()));
    if (name == "." || name == ".." || !std::all_of(name.begin(), name.end(), allowed)) {
        std::string shown;
        for (const char c : name) shown += allowed(c) || (c > ' ' && c < '\x7f') ? c : '?';
        return fail(Errc::Invalid, fmt::format("\"{}\" can't be a topic's name: use letters, digits, '.', '_' and '-', and not \".\" or \"..\"", shown));
    }
    return {};
}

struct TopicStore::State {
    State(const Path& dataFolder, FileSystem& fileSystem, const Clock& wallClock)
        : folder(dataFolder / "topics"), quarantine(dataFolder / "quarantine"), files(fileSystem), clock(wallClock) {}

    const Path folder;
    const Path quarantine;
    FileSystem& files;
    const Clock& clock;
    std::mutex changeMutex;   // one create or remove at a time
    mutable std::mutex mutex; // the map
    std::map<std::string, std::shared_ptr<Topic>, std::less<>> topics;
    std::function<void(PartitionLog&, const std::string&, std::int32_t)> opened; // guarded by mutex
    StoresPassed storesPassed; // guarded by mutex
    Acknowledged acknowledged; // guarded by mutex
    std::function<Result<>(const std::string&)> removed; // guarded by mutex
    std::vector<std::shared_ptr<PartitionLog>> retired; // under changeMutex
    std::mutex listenerMutex;
    std::map<int, std::function<void()>> listeners;
    int nextListener = 1;

    Path descriptionOf(std::string_view name) const { return folder / fmt::format("{}{}", name, descriptionExtension); }
    Path goneOf(std::string_view name) const { return folder / fmt::format("{}{}", name, goneExtension); }
    Path folderOf(std::string_view name, std::int32_t partition) const { return folder / fmt::format("{}-{}", name, partition); }
    PartitionLogOptions openOptions(const TopicSpec& spec) const {
        auto options = optionsOf(spec);
        options.quarantine = quarantine;
        return options;
    }
    std::shared_ptr<Topic> topic(std::string_view name) const {
        const std::lock_guard lock(mutex);
        const auto found = topics.find(name);
        return found == topics.end() ? nullptr : found->second;
    }
    Result<std::shared_ptr<PartitionLog>> openPartition(const Topic& topic, std::int32_t partition) {
        auto& slot = (*topic.partitions)[static_cast<std::size_t>(partition)];
        const std::lock_guard lock(slot.mutex);
        if (*topic.removed) return noTopic(topic.spec.name); // its folder would come back
        if (!slot.log) {
            const auto [ask, tell] = [&] {
                const std::lock_guard lookedAt(mutex);
                return std::pair(acknowledged, opened);
            }();
            auto options = openOptions(topic.spec);
            if (ask) options.acknowledgedOffset = ask(topic.spec.name, partition);
            WEIR_TRY(auto log, PartitionLog::open(folderOf(topic.spec.name, partition), options, files, clock));
            if (tell) tell(*log, topic.spec.name, partition);
            slot.log = std::move(log);
        }
        return slot.log;
    }
    std::function<Result<>(const std::string&)> tellRemoved() const {
        const std::lock_guard lock(mutex);
        return removed;
    }
    Result<> checkNew(const TopicSpec& spec) const;
    Result<> finishRemoval(std::string_view name);
    /// What the topic and the stores that hang on it make of a compaction's options (reliability.md D8).
    CompactionOptions compactionOf(const TopicSpec& spec, std::int32_t partition, CompactionOptions options) const {
        options.deleteRetention = spec.deleteRetention;
        if (!spec.internal) return options;
        StoresPassed passed;
        {
            const std::lock_guard lock(mutex);
            passed = storesPassed;
        }
        options.tombstonesBelow = std::min(options.tombstonesBelow, passed ? passed(spec.name, partition) : 0);
        return options;
    }
};

TopicStore::TopicStore(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TopicStore::~TopicStore() = default;

Result<std::unique_ptr<TopicStore>> TopicStore::open(Path dataFolder, FileSystem& files, const Clock& clock) {
    auto state = std::make_unique<State>(dataFolder, files, clock);
    if (!files.exists(state->folder)) {
        WEIR_CHECK(files.createDirectories(state->folder));
        WEIR_CHECK(files.syncDirectory(dataFolder));
    }
    WEIR_TRY(const auto names, files.list(state->folder));
    for (std::string_view name : names) {
        if (name.ends_with(goneExtension)) (void)state->finishRemoval(name.substr(0, name.size() - goneExtension.size())); // else at a later open
        if (!name.ends_with(descriptionExtension)) continue;
        name.remove_suffix(descriptionExtension.size());
        WEIR_CHECK(checkTopicName(name));
        WEIR_TRY(const auto json, readFile(files, state->descriptionOf(name), descriptionBytesMax));
        auto spec = topicSpecFromJson(name, json);
        if (!spec) return fail(Errc::Corrupt, spec.error().detail, Place{.file = state->descriptionOf(name).string()});
        state->topics.emplace(name, std::make_shared<Topic>(std::move(*spec)));
    }
    return std::unique_ptr<TopicStore>(new TopicStore(std::move(state)));
}

namespace {
// What would not be read again: a description that says it would keep the whole folder from being opened.
Result<> checkFigures(const TopicSpec& spec) {
    if (spec.segmentBytes < 1) return fail(Errc::Invalid, fmt::format("topic {} needs a positive segment size", spec.name));
    if (spec.retention && spec.retention->count() < 1)
        return fail(Errc::Invalid, fmt::format("topic {} can't keep its records for {} ms: its retention must be 1 ms or more, or none to keep them for ever", spec.name, spec.retention->count()));
    if (spec.retentionBytes && *spec.retentionBytes < 1)
        return fail(Errc::Invalid, fmt::format("topic {} can't keep {} bytes of a partition: it must be 1 byte or more, or none to keep all", spec.name, *spec.retentionBytes));
    if (spec.deleteRetention.count() < 0) return fail(Errc::Invalid, fmt::format("topic {} can't keep tombstones for {} ms: it must be 0 or more", spec.name, spec.deleteRetention.count()));
    return {};
}
} // namespace

Result<> TopicStore::State::checkNew(const TopicSpec& spec) const {
    WEIR_CHECK(checkTopicName(spec.name));
    if (spec.name.starts_with("__") && !spec.internal) return fail(Errc::Invalid, fmt::format("names that begin with \"__\", like {}, are for internal topics", spec.name));
    if (spec.partitions < 1 || spec.partitions > topicPartitionsMax)
        return fail(Errc::Invalid, fmt::format("topic {} must have 1 to {} partitions, not {}", spec.name, topicPartitionsMax, spec.partitions));
    WEIR_CHECK(checkFigures(spec));
    const std::lock_guard lock(mutex);
    for (const auto& [name, topic] : topics) {
        if (name == spec.name) return fail(Errc::Exists, fmt::format("topic {} exists already", name));
        if (folded(name) == folded(spec.name))
            return fail(Errc::Exists, fmt::format("topic {} exists already; {} differs from it only in '.' and '_'", name, spec.name));
    }
    return {};
}

// Of a topic that is not described any more: its folders, then the mark that says so.
Result<> TopicStore::State::finishRemoval(std::string_view name) {
    WEIR_TRY(const auto names, files.list(folder));
    for (std::string_view entry : names) {
        const auto digits = entry.starts_with(name) && entry.size() > name.size() + 1 && entry[name.size()] == '-' ? entry.substr(name.size() + 1) : std::string_view();
        if (!digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) WEIR_CHECK(files.removeTree(folder / entry));
    }
    WEIR_KILLPOINT("topic.remove.folders-removed");
    WEIR_CHECK(files.syncDirectory(folder)); // the mark goes last
    WEIR_CHECK(files.remove(goneOf(name)));
    return files.syncDirectory(folder);
}

// The description comes last, by a rename: without it there is no topic, and folders of that name are leftovers.
Result<> TopicStore::create(const TopicSpec& spec) {
    auto& s = *m_state;
    const std::lock_guard changing(s.changeMutex);
    WEIR_CHECK(s.checkNew(spec));
    WEIR_KILLPOINT("topic.create.before");
    if (s.files.exists(s.goneOf(spec.name))) WEIR_CHECK(s.finishRemoval(spec.name)); // else the next open would take the new one's folders
    if (const auto tell = s.tellRemoved()) WEIR_CHECK(tell(spec.name)); // a removal on a full disk may not have been able to
    for (std::int32_t partition = 0; partition < spec.partitions; ++partition) {
        WEIR_CHECK(s.files.removeTree(s.folderOf(spec.name, partition)));
        WEIR_CHECK(s.files.createDirectories(s.folderOf(spec.name, partition)));
    }
    WEIR_KILLPOINT("topic.create.folders-made");
    WEIR_CHECK(replaceFile(s.files, s.descriptionOf(spec.name), topicSpecToJson(spec)));
    WEIR_KILLPOINT("topic.create.described");
    const std::lock_guard lock(s.mutex);
    s.topics.emplace(spec.name, std::make_shared<Topic>(spec));
    return {};
}

Result<> TopicStore::remove(std::string_view name) {
    auto& s = *m_state;
    const std::lock_guard changing(s.changeMutex);
    const auto topic = s.topic(name);
    if (!topic) return noTopic(name);
    WEIR_KILLPOINT("topic.remove.before");
    WEIR_CHECK(s.files.rename(s.descriptionOf(name), s.goneOf(name)));
    // From here on the next open takes its folders: whatever fails, nobody may write to it any more.
    const auto gone = s.files.syncDirectory(s.folder);
    WEIR_KILLPOINT("topic.remove.undescribed");
    {
        const std::lock_guard lock(s.mutex);
        s.topics.erase(s.topics.find(name));
    }
    topic->removed->store(true);
    const auto tell = s.tellRemoved();
    const auto told = tell ? tell(topic->spec.name) : Result<>{};
    for (auto& partition : *topic->partitions) {
        const std::lock_guard lock(partition.mutex);
        if (!partition.log) continue;
        partition.log->retire();
        s.retired.push_back(std::move(partition.log)); // somebody may hold it
    }
    WEIR_CHECK(gone); // a power loss may bring the description back: then the folders must be there
    WEIR_CHECK(s.finishRemoval(name));
    return told;
}

std::vector<TopicSpec> TopicStore::list() const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<TopicSpec> out;
    for (const auto& [name, topic] : m_state->topics) out.push_back(topic->spec);
    return out;
}

std::optional<TopicSpec> TopicStore::find(std::string_view name) const {
    const auto topic = m_state->topic(name);
    return topic ? std::optional(topic->spec) : std::nullopt;
}

Result<PartitionLog*> TopicStore::partition(std::string_view name, std::int32_t partition) {
    const auto topic = m_state->topic(name);
    if (!topic) return noTopic(name);
    if (partition < 0 || partition >= topic->spec.partitions)
        return fail(Errc::NotFound, fmt::format("there is no partition {}, topic {} has 0 to {}", partition, name, topic->spec.partitions - 1));
    WEIR_TRY(const auto log, m_state->openPartition(*topic, partition));
    return log.get();
}

void TopicStore::onOpened(std::function<void(PartitionLog&, const std::string&, std::int32_t)> opened) {
    const std::lock_guard lock(m_state->mutex);
    m_state->opened = std::move(opened);
}

int TopicStore::addListener(std::function<void()> listener) {
    const std::lock_guard lock(m_state->listenerMutex);
    m_state->listeners.emplace(m_state->nextListener, std::move(listener));
    return m_state->nextListener++;
}

void TopicStore::removeListener(int token) {
    const std::lock_guard lock(m_state->listenerMutex);
    m_state->listeners.erase(token);
}

void TopicStore::announce() {
    const std::lock_guard lock(m_state->listenerMutex);
    for (const auto& [token, listener] : m_state->listeners) listener();
}

// What is wrong with one partition keeps nobody from freeing the others' space.
Result<std::int64_t> TopicStore::applyRetention() {
    std::int64_t freed = 0;
    std::optional<Error> problem;
    const auto apply = [&](const Topic& topic, std::int32_t partition) -> Result<> {
        WEIR_TRY(const auto log, m_state->openPartition(topic, partition));
        WEIR_TRY(const auto bytes, log->applyRetention());
        freed += bytes;
        return {};
    };
    for (const auto& spec : list()) {
        const auto options = optionsOf(spec);
        if (!options.retention && !options.retentionBytes) continue;
        const auto topic = m_state->topic(spec.name);
        for (std::int32_t partition = 0; topic && partition < spec.partitions; ++partition)
            if (const auto done = apply(*topic, partition); !done && !problem) problem = done.error();
    }
    if (problem) return fail(*problem);
    return freed;
}

// The description is replaced as a whole; the logs that are open take over what concerns them.
Result<> TopicStore::alter(const TopicSpec& spec) {
    auto& s = *m_state;
    const std::lock_guard changing(s.changeMutex);
    const auto topic = s.topic(spec.name);
    if (!topic) return noTopic(spec.name);
    if (spec.partitions != topic->spec.partitions)
        return fail(Errc::Unsupported, fmt::format("topic {} has {} partitions, and that can't be changed: which partition a key is in hangs on their number; make another topic and copy the records",
                                                   spec.name, topic->spec.partitions));
    WEIR_CHECK(checkFigures(spec));
    WEIR_CHECK(replaceFile(s.files, s.descriptionOf(spec.name), topicSpecToJson(spec)));
    const auto altered = std::make_shared<Topic>(spec, *topic);
    {
        const std::lock_guard lock(s.mutex);
        s.topics[spec.name] = altered;
    }
    for (auto& partition : *altered->partitions) {
        const std::lock_guard lock(partition.mutex);
        if (partition.log) partition.log->setOptions(optionsOf(spec));
    }
    return {};
}

Result<CompactionReport> TopicStore::compact(std::string_view name, const CompactionOptions& options) {
    const auto topic = m_state->topic(name);
    if (!topic) return noTopic(name);
    if (!compacts(topic->spec.cleanup))
        return fail(Errc::Invalid, fmt::format("topic {} keeps every record of a key (its cleanup is \"delete\"); weir topic alter {} --cleanup compact changes that", name, name));
    CompactionReport report;
    for (std::int32_t partition = 0; partition < topic->spec.partitions && !*topic->removed; ++partition) {
        WEIR_TRY(const auto log, m_state->openPartition(*topic, partition));
        auto limited = m_state->compactionOf(topic->spec, partition, options);
        limited.goOn = [&](std::int64_t bytes) { return !*topic->removed && (!options.goOn || options.goOn(bytes)); };
        WEIR_TRY(const auto one, log->compact(limited));
        report += one;
    }
    return report;
}

void TopicStore::tellStoresPassed(StoresPassed passed) {
    const std::lock_guard lock(m_state->mutex);
    m_state->storesPassed = std::move(passed);
}

void TopicStore::tellAcknowledged(Acknowledged acknowledged) {
    const std::lock_guard lock(m_state->mutex);
    m_state->acknowledged = std::move(acknowledged);
}

void TopicStore::onRemoved(std::function<Result<>(const std::string&)> removed) {
    const std::lock_guard lock(m_state->mutex);
    m_state->removed = std::move(removed);
}

void TopicStore::visitOpen(const std::function<void(const std::string&, std::int32_t, const PartitionLog&)>& visit) const {
    std::vector<std::shared_ptr<Topic>> all;
    {
        const std::lock_guard lock(m_state->mutex);
        for (const auto& [name, topic] : m_state->topics)
            if (!topic->spec.internal) all.push_back(topic);
    }
    for (const auto& topic : all)
        for (std::size_t i = 0; i < topic->partitions->size(); ++i) {
            auto& slot = (*topic->partitions)[i];
            const std::unique_lock lock(slot.mutex, std::try_to_lock);
            if (lock && slot.log) visit(topic->spec.name, static_cast<std::int32_t>(i), *slot.log);
        }
}

Result<> TopicStore::syncWaiting() {
    std::vector<std::shared_ptr<Topic>> all;
    {
        const std::lock_guard lock(m_state->mutex);
        for (const auto& [name, topic] : m_state->topics) all.push_back(topic);
    }
    Result<> out;
    for (const auto& topic : all)
        for (auto& slot : *topic->partitions) {
            std::shared_ptr<PartitionLog> log;
            std::int64_t before = 0;
            {
                const std::unique_lock lock(slot.mutex, std::try_to_lock);
                if (!lock || !slot.log) continue;
                log = slot.log;
                before = std::exchange(slot.seenEnd, log->endOffset());
            }
            auto synced = log->sync(before);
            if (!synced && out) out = std::move(synced);
        }
    return out;
}

Result<VerifyReport> TopicStore::verify(std::string_view name, const std::function<bool(std::int64_t bytes)>& goOn) {
    const auto topic = m_state->topic(name);
    if (!topic) return noTopic(name);
    VerifyReport report;
    for (std::int32_t partition = 0; partition < topic->spec.partitions; ++partition) {
        WEIR_TRY(const auto log, m_state->openPartition(*topic, partition));
        WEIR_TRY(const auto one, log->verify(goOn));
        report.segments += one.segments;
        report.batches += one.batches;
        report.records += one.records;
        report.bytes += one.bytes;
    }
    return report;
}

Result<bool> TopicStore::compactDirtiest(const CompactionOptions& options) {
    std::shared_ptr<PartitionLog> dirtiest;
    std::shared_ptr<Topic> of;
    std::int32_t number = 0;
    double share = 0.5;
    for (const auto& spec : list()) {
        const auto topic = m_state->topic(spec.name);
        if (!topic || !compacts(spec.cleanup)) continue;
        for (std::int32_t i = 0; i < spec.partitions; ++i) {
            auto& partition = (*topic->partitions)[static_cast<std::size_t>(i)];
            const std::lock_guard lock(partition.mutex);
            if (!partition.log) continue;
            const auto found = partition.log->compactable();
            if (found.bytes == 0 || static_cast<double>(found.dirtyBytes) < share * static_cast<double>(found.bytes)) continue;
            share = static_cast<double>(found.dirtyBytes) / static_cast<double>(found.bytes);
            dirtiest = partition.log;
            of = topic;
            number = i;
        }
    }
    if (!dirtiest) return false;
    auto limited = m_state->compactionOf(of->spec, number, options);
    limited.goOn = [&](std::int64_t bytes) { return !*of->removed && (!options.goOn || options.goOn(bytes)); };
    const auto done = dirtiest->compact(limited);
    if (!done && !*of->removed) return fail(done.error());
    return true;
}

} // namespace weir
