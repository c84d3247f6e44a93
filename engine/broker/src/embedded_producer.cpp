// SPDX-License-Identifier: Apache-2.0
#include "embedded_producer.h"

#include "weir/core/kill_point.h"

#include <algorithm>

namespace weir {
namespace {
constexpr std::int16_t producerEpoch = 0;
constexpr std::uint32_t sequenceMask = 0x7fffffff;
} // namespace

EmbeddedProducer::~EmbeddedProducer() {
    abort();
    handOver();
}

Result<std::size_t> EmbeddedProducer::open(const std::string& topic) {
    const auto spec = m_topics.find(topic);
    if (!spec) return fail(Errc::NotFound, "there is no topic \"" + topic + "\"", {.topic = topic});
    Target target{topic, {}};
    for (std::int32_t p = 0; p < spec->partitions; ++p) {
        WEIR_TRY(auto* const log, m_topics.partition(topic, p));
        target.partitions.push_back({.log = log});
    }
    m_targets.push_back(std::move(target));
    return m_targets.size() - 1;
}

void EmbeddedProducer::sign(std::size_t handle, std::int32_t partition, BatchBuilder& builder) {
    if (transactional()) builder.setProducer(m_id, producerEpoch, m_targets[handle].partitions[static_cast<std::size_t>(partition)].sequence, true);
}

Result<std::int64_t> EmbeddedProducer::send(std::size_t handle, std::int32_t partition, std::span<std::byte> batch) {
    auto& target = m_targets[handle];
    const auto index = static_cast<std::size_t>(partition);
    auto& to = target.partitions[index];
    WEIR_TRY(const auto header, readBatchHeader(batch));
    if (header.transactional() != transactional() || m_over) return fail(Errc::Internal, "a batch was sent outside its producer's transaction", {.topic = target.topic, .partition = partition});
    if (to.owed) WEIR_CHECK(writeMarker(target, index)); // else two transactions would be one
    WEIR_TRY(const auto base, to.log->append(batch));
    to.dirty = true;
    to.last = base + header.lastOffsetDelta;
    to.sequence = static_cast<std::int32_t>((static_cast<std::uint32_t>(to.sequence) + static_cast<std::uint32_t>(header.recordCount)) & sequenceMask);
    if (!transactional()) m_topics.announce();
    return base;
}

Result<> EmbeddedProducer::syncDirty() {
    for (auto& target : m_targets)
        for (auto& partition : target.partitions) {
            if (!partition.dirty) continue;
            if (m_durable) {
                WEIR_CHECK(partition.log->sync(partition.last + 1)); // another task's sync may have taken it along
                WEIR_KILLPOINT("commit.partition-synced");
            }
            partition.dirty = transactional(); // until its marker stands
        }
    WEIR_KILLPOINT("commit.all-synced");
    return {};
}

Result<CommitJournal::Mark> EmbeddedProducer::journal(const CommitRecord& record) {
    if (!transactional()) return m_journal.append(record);
    m_application = record.application;
    m_task = record.task;
    auto whole = record;
    for (auto& carried : m_unfinished->takeCarried(record.application, record.task)) m_carried.push_back(std::move(carried));
    whole.written = m_carried;
    forgetSettled();
    for (const auto& unsettled : m_unsettled) whole.written.push_back(unsettled.written);
    for (const auto& target : m_targets)
        for (std::size_t p = 0; p < target.partitions.size(); ++p)
            if (target.partitions[p].dirty) whole.written.push_back({m_id, partitionName(target.topic, static_cast<std::int32_t>(p)), target.partitions[p].last});
    return m_journal.append(whole);
}

Result<> EmbeddedProducer::prepare(const CommitRecord& record) {
    WEIR_CHECK(syncDirty());
    auto place = journal(record);
    m_undecided = !place && m_journal.failed();
    if (!place) return fail(std::move(place).error());
    m_prepared = *place;
    return {};
}

Result<> EmbeddedProducer::finish() {
    const auto place = std::exchange(m_prepared, std::nullopt);
    if (!place) return fail(Errc::Internal, "a commit was finished that nobody prepared");
    if (m_durable) {
        const auto done = m_journal.makeDurable(*place);
        m_undecided = !done && m_journal.failed();
        WEIR_CHECK(done);
    }
    WEIR_KILLPOINT("commit.journaled");
    if (transactional()) writeMarkers(); // from here on it is committed, whatever happens
    return {};
}

void EmbeddedProducer::writeMarkers() {
    for (auto& target : m_targets)
        for (std::size_t p = 0; p < target.partitions.size(); ++p) {
            auto& partition = target.partitions[p];
            if (!partition.dirty) continue;
            partition.dirty = false;
            m_unsettled.push_back({{m_id, partitionName(target.topic, static_cast<std::int32_t>(p)), partition.last}, partition.log, -1});
            partition.owed = true;
            if (!writeMarker(target, p)) m_anyOwed.store(true, std::memory_order_release);
            else WEIR_KILLPOINT("commit.marker-written");
        }
    WEIR_KILLPOINT("commit.markers-written");
    m_topics.announce();
}

Result<> EmbeddedProducer::writeMarker(Target& target, std::size_t partition) {
    auto& to = target.partitions[partition];
    WEIR_TRY(const auto marker, to.log->endTransaction(m_id, TransactionEnd::Commit));
    to.owed = false;
    const auto waiting = std::find_if(m_unsettled.begin(), m_unsettled.end(), [&](const Unsettled& unsettled) { return unsettled.log == to.log && unsettled.marker < 0; });
    if (waiting != m_unsettled.end()) waiting->marker = marker.value_or(0);
    return {};
}

void EmbeddedProducer::forgetSettled() {
    std::erase_if(m_unsettled, [](const Unsettled& unsettled) { return unsettled.marker >= 0 && unsettled.log->syncedOffset() > unsettled.marker; });
}

Result<> EmbeddedProducer::tend() {
    if (!owes()) return {};
    bool wrote = false;
    bool left = false;
    Result<> out;
    for (auto& target : m_targets)
        for (std::size_t p = 0; p < target.partitions.size(); ++p) {
            const auto& partition = target.partitions[p];
            if (!partition.owed) continue;
            const auto written = writeMarker(target, p);
            wrote = wrote || written;
            left = left || !written;
            if (!written && partition.log->gaveUp()) out = written;
        }
    if (wrote) m_topics.announce();
    m_anyOwed.store(left, std::memory_order_release);
    return out;
}

// A commit whose outcome nobody knows is decided at the next open: an abort here could contradict the journal.
void EmbeddedProducer::abort() {
    if (!transactional() || m_over) return;
    if (m_prepared) (void)finish(); // the journal has it: it counts
    m_over = true;
    if (m_undecided) return;
    for (auto& target : m_targets)
        for (std::size_t p = 0; p < target.partitions.size(); ++p) {
            auto& partition = target.partitions[p];
            if (!std::exchange(partition.dirty, false)) continue;
            WEIR_KILLPOINT("abort.before");
            // Durable before readers pass over it: their committed positions stand behind it, and must exist after a power loss.
            (void)partition.log->sync();
            if (partition.log->endTransaction(m_id, TransactionEnd::Abort)) {
                WEIR_KILLPOINT("abort.marker-written");
            } else {
                m_unfinished->owe({target.topic, static_cast<std::int32_t>(p), m_id, TransactionEnd::Abort});
            }
        }
    m_topics.announce();
}

// The next producer of the task, or nobody, takes care of what this one leaves.
void EmbeddedProducer::handOver() {
    (void)tend();
    for (auto& unsettled : m_unsettled)
        if (unsettled.marker >= 0) (void)unsettled.log->sync();
    forgetSettled();
    for (auto& unsettled : m_unsettled) m_unfinished->carry(m_application, m_task, std::move(unsettled.written));
    for (auto& carried : m_carried) m_unfinished->carry(m_application, m_task, std::move(carried));
    for (auto& target : m_targets)
        for (std::size_t p = 0; p < target.partitions.size(); ++p)
            if (target.partitions[p].owed) m_unfinished->owe({target.topic, static_cast<std::int32_t>(p), m_id, TransactionEnd::Commit});
}

} // namespace weir
