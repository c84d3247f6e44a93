// SPDX-License-Identifier: Apache-2.0
#include "transaction_table.h"

#include "big_endian.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::size_t entryBytes = 34;
constexpr std::int16_t entryVersion = 0;

} // namespace

void TransactionTable::take(const BatchHeader& batch, std::optional<TransactionEnd> end) {
    if (!batch.control()) {
        if (batch.transactional()) m_open.try_emplace(batch.producerId, batch.baseOffset);
        return;
    }
    const auto open = m_open.find(batch.producerId);
    if (!end || open == m_open.end()) return; // decides nothing
    const auto first = open->second;
    m_open.erase(open);
    if (*end == TransactionEnd::Abort) m_aborted.push_back({batch.producerId, first, batch.baseOffset, stableOffset(batch.lastOffset() + 1)});
}

std::vector<OpenTransaction> TransactionTable::open() const {
    std::vector<OpenTransaction> out;
    for (const auto& [producerId, first] : m_open) out.push_back({producerId, first});
    return out;
}

std::int64_t TransactionTable::openSince() const {
    std::int64_t since = -1;
    for (const auto& [producerId, first] : m_open)
        if (since < 0 || first < since) since = first;
    return since;
}

std::vector<AbortedTransaction> TransactionTable::abortedBetween(std::int64_t from, std::int64_t to) const {
    std::vector<AbortedTransaction> out;
    std::copy_if(m_aborted.begin(), m_aborted.end(), std::back_inserter(out), [&](const auto& aborted) { return aborted.last >= from && aborted.last < to; });
    return out;
}

std::vector<AbortedTransaction> TransactionTable::abortedIn(std::int64_t from, std::int64_t to) const {
    std::vector<AbortedTransaction> out;
    const auto behind = std::lower_bound(m_aborted.begin(), m_aborted.end(), from, [](const auto& aborted, std::int64_t offset) { return aborted.last < offset; });
    std::copy_if(behind, m_aborted.end(), std::back_inserter(out), [&](const auto& aborted) { return aborted.first < to; });
    return out;
}

void TransactionTable::cutAt(std::int64_t endOffset) {
    std::erase_if(m_open, [&](const auto& open) { return open.second >= endOffset; });
    std::erase_if(m_aborted, [&](const auto& aborted) { return aborted.first >= endOffset; });
}

void TransactionTable::trimBelow(std::int64_t startOffset) {
    std::erase_if(m_aborted, [&](const auto& aborted) { return aborted.last < startOffset; });
}

std::vector<std::byte> encodeAborted(std::span<const AbortedTransaction> transactions) {
    std::vector<std::byte> bytes(transactions.size() * entryBytes);
    auto* at = bytes.data();
    for (const auto& aborted : transactions) {
        storeBigEndian(at, entryVersion);
        storeBigEndian(at + 2, aborted.producerId);
        storeBigEndian(at + 10, aborted.first);
        storeBigEndian(at + 18, aborted.last);
        storeBigEndian(at + 26, aborted.stableOffset);
        at += entryBytes;
    }
    return bytes;
}

std::optional<std::vector<AbortedTransaction>> decodeAborted(std::span<const std::byte> bytes) {
    if (bytes.size() % entryBytes != 0) return std::nullopt;
    std::vector<AbortedTransaction> out;
    for (const auto* at = bytes.data(); at != bytes.data() + bytes.size(); at += entryBytes) {
        if (loadBigEndian<std::int16_t>(at) != entryVersion) return std::nullopt;
        out.push_back({loadBigEndian<std::int64_t>(at + 2), loadBigEndian<std::int64_t>(at + 10), loadBigEndian<std::int64_t>(at + 18), loadBigEndian<std::int64_t>(at + 26)});
    }
    return out;
}

} // namespace weir
