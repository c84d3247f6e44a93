// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/repartition_feed.h"

#include "weir/processors/repartition.h"

#include <algorithm>
#include <cstring>

namespace weir {
namespace {

constexpr std::size_t scanBytes = std::size_t{128} << 10U;
constexpr std::size_t openBytesMax = std::size_t{4} << 20U;
constexpr std::size_t spareMax = 64;

} // namespace

Result<> RepartitionFeed::Batch::open(std::span<const std::byte> bytes) {
    WEIR_TRY(const auto header, readBatchHeader(bytes));
    auto own = bytes;
    if (header.compression() == Compression::None) { // its records stay where they are read, and the buffer is read into again
        const auto room = m_bytes.reserve(bytes.size());
        std::memcpy(room.data(), bytes.data(), bytes.size());
        m_bytes.resize(bytes.size());
        own = m_bytes.bytes();
    }
    WEIR_CHECK(m_reader.open(own));
    m_size = m_reader.bytesLeft();
    m_atFirst = m_reader.next(m_first);
    return {};
}

bool RepartitionFeed::Batch::next(RecordView& out) {
    if (!m_atFirst) return m_reader.next(out);
    m_atFirst = false;
    out = m_first;
    return true;
}

void RepartitionFeed::start(std::int64_t offset) {
    m_consumer.seek(m_slot, offset);
    m_scanned = offset;
}

std::unique_ptr<RepartitionFeed::Batch> RepartitionFeed::spare() {
    if (m_spare.empty()) return std::make_unique<Batch>();
    auto out = std::move(m_spare.back());
    m_spare.pop_back();
    return out;
}

Result<RepartitionFeed::Batch*> RepartitionFeed::next(std::size_t producer) {
    auto& queue = m_queues[producer];
    while (queue.empty()) {
        if (m_drained) return nullptr;
        WEIR_TRY(const bool more, scan());
        m_drained = !more;
    }
    const auto waiting = queue.front();
    Batch* batch = waiting.batch;
    if (batch == nullptr) { WEIR_TRY(batch, readAgain(waiting.offset)); }
    queue.pop_front();
    return batch;
}

void RepartitionFeed::done(Batch* batch) {
    const auto at = std::find_if(m_open.begin(), m_open.end(), [&](const auto& open) { return open.get() == batch; });
    m_openBytes -= batch->m_size;
    if (m_spare.size() < spareMax) m_spare.push_back(std::move(*at));
    *at = std::move(m_open.back());
    m_open.pop_back();
}

Result<bool> RepartitionFeed::scan() {
    WEIR_TRY(const bool more, m_consumer.fetch(m_slot, scanBytes, m_buffer));
    if (!more) {
        m_scanned = std::max(m_scanned, m_consumer.position(m_slot)); // it may have passed markers
        return false;
    }
    for (auto bytes = m_buffer.bytes(); !bytes.empty();) {
        WEIR_TRY(const auto header, readBatchHeader(bytes));
        const auto size = static_cast<std::size_t>(header.sizeBytes);
        if (!header.control()) WEIR_CHECK(sort(bytes.first(size), header));
        else if (const auto end = readMarker(bytes.first(size))) decide(header.producerId, *end);
        bytes = bytes.subspan(size);
        m_scanned = header.lastOffset() + 1;
    }
    return true;
}

Result<> RepartitionFeed::sort(std::span<const std::byte> bytes, const BatchHeader& header) {
    auto batch = spare();
    WEIR_CHECK(batch->open(bytes));
    // A record that can't be read is reported when its turn comes, in the queue of the first producer.
    const auto producer = batch->m_atFirst ? repartitionProducer(batch->m_first.value).value_or(0) : 0;
    const auto known = producer < m_queues.size() ? producer : 0;
    auto& queue = [&]() -> std::deque<Waiting>& {
        if (!m_seesUndecided || !header.transactional()) return m_queues[known];
        auto& undecided = m_undecided[header.producerId];
        undecided.producer = known;
        return undecided.batches;
    }();
    if (!queue.empty() && m_openBytes + batch->m_size > openBytesMax) {
        queue.push_back({header.baseOffset, nullptr});
        m_spare.push_back(std::move(batch));
        return {};
    }
    m_openBytes += batch->m_size;
    m_open.push_back(std::move(batch));
    queue.push_back({header.baseOffset, m_open.back().get()});
    return {};
}

void RepartitionFeed::decide(std::int64_t producerId, TransactionEnd end) {
    const auto found = m_undecided.find(producerId);
    if (found == m_undecided.end()) return;
    auto& [producer, batches] = found->second;
    for (const auto& waiting : batches) {
        if (end == TransactionEnd::Commit) m_queues[producer].push_back(waiting);
        else if (waiting.batch != nullptr) done(waiting.batch);
    }
    m_undecided.erase(found);
}

std::int64_t RepartitionFeed::waitingFrom(std::size_t producer) const {
    if (!m_queues[producer].empty()) return m_queues[producer].front().offset;
    auto from = m_scanned;
    for (const auto& [id, undecided] : m_undecided)
        if (undecided.producer == producer) from = std::min(from, undecided.batches.front().offset);
    return from;
}

Result<RepartitionFeed::Batch*> RepartitionFeed::readAgain(std::int64_t offset) {
    m_consumer.seek(m_slot, offset);
    const auto more = m_consumer.fetch(m_slot, 1, m_buffer);
    m_consumer.seek(m_slot, m_scanned);
    if (!more) return fail(more.error());
    if (!*more) return fail(Errc::Corrupt, "a batch of a repartition topic that was there is gone", {.offset = offset});
    WEIR_TRY(const auto header, readBatchHeader(m_buffer.bytes()));
    auto batch = spare();
    WEIR_CHECK(batch->open(m_buffer.bytes().first(static_cast<std::size_t>(header.sizeBytes))));
    m_openBytes += batch->m_size;
    m_open.push_back(std::move(batch));
    return m_open.back().get();
}

} // namespace weir
