// SPDX-License-Identifier: Apache-2.0
#include "kept_topics.h"

#include "weir/core/kill_point.h"
#include "weir/core/rng.h"
#include "weir/log/record_batch.h"
#include "weir/log/topic_store.h"
#include "weir/runtime/engine.h"

#include <filesystem>
#include <fmt/format.h>

namespace weir::torture {
namespace {

constexpr std::int32_t partitions = 2;
constexpr std::int64_t segmentBytes = 3000;
const std::string compacted = "prices";
const std::string expiring = "days";

struct Kept {
    std::int64_t timestamp = 0;
    std::string key;
    std::optional<std::string> value; ///< none: a tombstone
    bool operator==(const Kept&) const = default;
};
using PartitionContent = std::map<std::int64_t, Kept>; ///< by offset
using Content = std::vector<PartitionContent>;

Result<Content> contentOf(const Path& data, const std::string& topic) {
    PosixFileSystem files;
    const SystemClock clock;
    WEIR_TRY(const auto topics, TopicStore::open(data, files, clock));
    Content out(partitions);
    BatchBuffer buffer;
    BatchReader reader;
    for (std::int32_t p = 0; p < partitions; ++p) {
        WEIR_TRY(auto* const log, topics->partition(topic, p));
        auto& records = out[static_cast<std::size_t>(p)];
        for (auto next = log->startOffset(); next < log->endOffset();) {
            WEIR_TRY(const auto after, log->read(next, 1 << 20, buffer));
            if (after == next) break;
            next = after;
            for (auto rest = buffer.bytes(); !rest.empty();) {
                WEIR_TRY(const auto header, readBatchHeader(rest));
                WEIR_CHECK(reader.open(rest));
                for (RecordView record; reader.next(record);) {
                    if (!records.empty() && record.offset <= records.rbegin()->first) return fail(Errc::Corrupt, fmt::format("{}-{}: offset {} comes twice", topic, p, record.offset));
                    records[record.offset] = {record.timestamp, std::string(record.key), record.valueNull ? std::nullopt : std::optional(std::string(record.value))};
                }
                rest = rest.subspan(static_cast<std::size_t>(header.sizeBytes));
            }
        }
    }
    return out;
}

/// Key → the last value of it; those that end in a tombstone are as if they had never been.
std::vector<std::map<std::string, std::string>> tableOf(const Content& content) {
    std::vector<std::map<std::string, std::string>> out;
    for (const auto& records : content) {
        auto& table = out.emplace_back();
        for (const auto& [offset, record] : records) {
            if (record.value) table[record.key] = *record.value;
            else table.erase(record.key);
        }
    }
    return out;
}

PartitionContent withoutTombstones(PartitionContent records) {
    std::erase_if(records, [](const auto& record) { return !record.second.value; });
    return records;
}

std::int64_t countOf(const Content& content) {
    std::int64_t out = 0;
    for (const auto& records : content) out += static_cast<std::int64_t>(records.size());
    return out;
}

/// Each record is one of `all`.
std::string inventions(const Content& all, const Content& have) {
    for (std::size_t p = 0; p < have.size(); ++p)
        for (const auto& [offset, record] : have[p])
            if (const auto found = all[p].find(offset); found == all[p].end() || found->second != record) return fmt::format("partition {} has another record at offset {}", p, offset);
    return {};
}

Result<> fill(const Path& data, const TopicSpec& spec, std::int64_t records, std::uint64_t keys, bool compactOnTheWay) {
    constexpr std::int64_t together = 20;
    PosixFileSystem files;
    const SystemClock clock;
    const auto registry = builtinNodes();
    WEIR_TRY(const auto engine, Engine::open(data, files, clock, registry));
    WEIR_CHECK(engine->createTopic(spec));
    SplitMix64 rng(1);
    std::vector<ProduceRecord> batch;
    for (std::int64_t n = 0; n < records; ++n) {
        ProduceRecord record{.timestamp = 1'700'000'000'000 + n, .key = fmt::format("key-{}", rng.below(keys)), .value = fmt::format(R"({{"n":{},"amount":{}}})", n, rng.below(1000)), .keyNull = false, .headers = {}};
        record.valueNull = rng.below(10) == 0;
        if (record.valueNull) record.value.clear();
        batch.push_back(std::move(record));
        if (static_cast<std::int64_t>(batch.size()) == together || n + 1 == records) {
            WEIR_CHECK(engine->produce(spec.name, batch));
            batch.clear();
        }
        // Some segments are clean already, and of their tombstones the time is over.
        if (compactOnTheWay && n == records / 2) WEIR_CHECK(engine->compactTopic(spec.name));
    }
    return {};
}

class Compaction {
public:
    Compaction(const DiskJob& job, Path base) : m_job(job), m_base(std::move(base)), m_command(onFolder({job.weir().string(), "topic", "compact", compacted})) {}

    Result<> make() {
        WEIR_CHECK(fill(m_base, {.name = compacted, .partitions = partitions, .cleanup = Cleanup::Compact, .segmentBytes = segmentBytes, .deleteRetention = Milliseconds(0)}, 1500, 60, true));
        WEIR_TRY(m_before, contentOf(m_base, compacted));
        WEIR_TRY(const auto whole, copyOfFolder(m_base, m_base.string() + "-whole"));
        if (auto wrong = compact(whole); !wrong.empty()) return fail(Errc::Internal, wrong);
        WEIR_TRY(m_after, contentOf(whole, compacted));
        if (countOf(m_after) * 2 > countOf(m_before)) return fail(Errc::Internal, fmt::format("a compaction left {} of {} records", countOf(m_after), countOf(m_before)));
        if (tableOf(m_after) != tableOf(m_before)) return fail(Errc::Internal, "a compaction that nobody disturbed changed the newest value of a key");
        return {};
    }
    const Scenario::Command& command() const { return m_command; }

    std::string judge(const Path& data) const {
        if (auto wrong = runs(onFolder({m_job.weir().string(), "topic", "verify", compacted})(data), data.string() + ".verify"); !wrong.empty()) return wrong;
        const auto killed = contentOf(data, compacted);
        if (!killed) return killed.error().text();
        if (auto wrong = inventions(m_before, *killed); !wrong.empty()) return wrong;
        if (tableOf(*killed) != tableOf(m_before)) return "the newest value of a key is another one";
        if (auto wrong = compact(data); !wrong.empty()) return wrong;
        const auto again = contentOf(data, compacted);
        if (!again) return again.error().text();
        if (auto wrong = inventions(m_before, *again); !wrong.empty()) return wrong;
        // When a tombstone may go hangs on how often its segment was compacted.
        for (std::size_t p = 0; p < again->size(); ++p)
            if (withoutTombstones((*again)[p]) != withoutTombstones(m_after[p])) return fmt::format("compacted again, partition {} has other records than after a compaction that nobody disturbed", p);
        return {};
    }

private:
    std::string compact(const Path& data) const { return runs(m_command(data), data.string() + ".compact"); }

    const DiskJob& m_job;
    Path m_base;
    Scenario::Command m_command;
    Content m_before;
    Content m_after;
};

class Retention {
public:
    explicit Retention(Path base) : m_base(std::move(base)) {}

    Result<> make() {
        WEIR_CHECK(fill(m_base, {.name = expiring, .partitions = partitions, .retentionBytes = 2 * segmentBytes, .segmentBytes = segmentBytes}, 1500, 10'000, false));
        WEIR_TRY(m_before, contentOf(m_base, expiring));
        WEIR_TRY(const auto whole, copyOfFolder(m_base, m_base.string() + "-whole"));
        if (applyRetention(whole) != 0) return fail(Errc::Internal, "retention fails");
        WEIR_TRY(m_after, contentOf(whole, expiring));
        if (countOf(m_after) * 2 > countOf(m_before) || countOf(m_after) == 0) return fail(Errc::Internal, fmt::format("retention left {} of {} records", countOf(m_after), countOf(m_before)));
        return {};
    }

    std::string judge(const Path& data) const {
        const auto killed = contentOf(data, expiring);
        if (!killed) return killed.error().text();
        for (std::size_t p = 0; p < killed->size(); ++p) {
            const auto& have = (*killed)[p];
            if (have.empty() || have.begin()->first > m_after[p].begin()->first) return fmt::format("of partition {} more is gone than retention takes", p);
            if (have != PartitionContent(m_before[p].find(have.begin()->first), m_before[p].end())) return fmt::format("partition {} is no end of what it was", p);
        }
        if (applyRetention(data) != 0) return "retention fails behind it";
        const auto again = contentOf(data, expiring);
        if (!again) return again.error().text();
        return *again == m_after ? "" : "retention, once more, leaves other records than one that nobody disturbed";
    }

private:
    Path m_base;
    Content m_before;
    Content m_after;
};

} // namespace

int applyRetention(const Path& data) {
    if (const auto armed = armKillPointsFromEnvironment(); !armed) return 2;
    PosixFileSystem files;
    const SystemClock clock;
    const auto topics = TopicStore::open(data, files, clock);
    return topics && (*topics)->applyRetention() ? 0 : 1;
}

Result<> addKeptTopics(Scenarios& scenarios) {
    const auto work = scenarios.job().work();
    const auto copyOf = [work](const Path& base) { return [base, work](const std::string& name) { return copyOfFolder(base, work / name); }; };
    const auto prices = work / "to-compact";
    const auto compaction = std::make_shared<Compaction>(scenarios.job(), prices);
    WEIR_CHECK(compaction->make());
    scenarios.add({"a compaction", copyOf(prices), compaction->command(), [compaction](const Path& data) { return compaction->judge(data); }});
    // On the way in between: what it left at one point is finished by the next open, which dies too.
    for (const auto* point : {"compaction.synced:3", "compaction.swap-synced:3", "compaction.segment-removed:2", "compaction.named:3"}) {
        WEIR_TRY(const auto killed, copyOfFolder(prices, work / fmt::format("killed-at-{}", point)));
        Process process(compaction->command()(killed), killed.string() + ".err", {{"WEIR_KILLPOINT", point}});
        if (const auto status = process.wait(std::chrono::seconds(60)); !status || *status == 0) return fail(Errc::Internal, fmt::format("a compaction does not die at {}", point));
        scenarios.add({fmt::format("a compaction after one that died at {}", point), copyOf(killed), compaction->command(), [compaction](const Path& data) { return compaction->judge(data); }});
    }
    const auto days = work / "to-expire";
    const auto retention = std::make_shared<Retention>(days);
    WEIR_CHECK(retention->make());
    scenarios.add({"retention", copyOf(days), [](const Path& data) { return std::vector<std::string>{"/proc/self/exe", "apply-retention", data.string()}; }, [retention](const Path& data) { return retention->judge(data); }});
    return {};
}

} // namespace weir::torture
