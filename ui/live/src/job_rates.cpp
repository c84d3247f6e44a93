// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/job_rates.h"

#include <algorithm>

namespace weir {
namespace {
constexpr std::int64_t windowMicros = 1'000'000;
} // namespace

const NodeFigures* figuresOf(const JobSnapshot& snapshot, std::string_view node) {
    for (const auto& figures : snapshot.nodes)
        if (figures.id == node) return &figures;
    return nullptr;
}

const PartitionFigures* figuresOf(const JobSnapshot& snapshot, std::string_view topic, std::int32_t partition) {
    for (const auto& figures : snapshot.partitions)
        if (figures.partition == partition && figures.topic == topic) return &figures;
    return nullptr;
}

void JobRates::add(std::shared_ptr<const JobSnapshot> snapshot) {
    if (!snapshot) return;
    if (const auto* newest = latest()) {
        if (snapshot->sequence == newest->sequence && snapshot->wallMicros == newest->wallMicros) return;
        if (snapshot->processed < newest->processed || snapshot->wallMicros < newest->wallMicros) m_history.clear();
    }
    m_history.push_back(std::move(snapshot));
    // The front stays the youngest one that is at least a whole window old.
    while (m_history.size() > 2 && m_history[1]->wallMicros + windowMicros <= m_history.back()->wallMicros) m_history.pop_front();
}

double JobRates::perSecond(std::uint64_t newer, std::uint64_t older) const {
    const auto micros = m_history.back()->wallMicros - m_history.front()->wallMicros;
    if (micros <= 0 || newer <= older) return 0;
    return static_cast<double>(newer - older) * 1e6 / static_cast<double>(micros);
}

double JobRates::processed() const { return base() ? perSecond(latest()->processed, base()->processed) : 0; }

double JobRates::edge(std::size_t index) const {
    if (!base() || index >= latest()->edges.size() || index >= base()->edges.size()) return 0;
    return perSecond(latest()->edges[index], base()->edges[index]);
}

double JobRates::nodeIn(std::string_view id) const {
    if (!base()) return 0;
    const auto* newer = figuresOf(*latest(), id);
    const auto* older = figuresOf(*base(), id);
    return newer && older ? perSecond(newer->in, older->in) : 0;
}

double JobRates::nodeOut(std::string_view id) const {
    if (!base()) return 0;
    const auto* newer = figuresOf(*latest(), id);
    const auto* older = figuresOf(*base(), id);
    return newer && older ? perSecond(newer->out, older->out) : 0;
}

PartitionRate JobRates::partition(std::string_view topic, std::int32_t partition) const {
    PartitionRate rate;
    const auto* newer = latest() ? figuresOf(*latest(), topic, partition) : nullptr;
    const auto* older = base() ? figuresOf(*base(), topic, partition) : nullptr;
    if (!newer || !older) return rate;
    const auto unsignedOf = [](std::int64_t v) { return static_cast<std::uint64_t>(std::max<std::int64_t>(v, 0)); };
    rate.consumed = perSecond(unsignedOf(newer->position), unsignedOf(older->position));
    rate.arriving = perSecond(unsignedOf(newer->endOffset), unsignedOf(older->endOffset));
    rate.trend = rate.arriving - rate.consumed;
    if (newer->lag() > 0) rate.secondsToClear = rate.trend < 0 ? static_cast<double>(newer->lag()) / -rate.trend : -1;
    return rate;
}

std::int64_t JobRates::lag() const {
    std::int64_t sum = 0;
    if (latest())
        for (const auto& p : latest()->partitions) sum += p.lag();
    return sum;
}

std::int64_t JobRates::timeLagMs() const {
    std::int64_t most = 0;
    if (latest())
        for (const auto& p : latest()->partitions) most = std::max(most, p.timeLagMs());
    return most;
}

std::uint64_t JobRates::failed() const {
    std::uint64_t sum = 0;
    if (latest())
        for (const auto& n : latest()->nodes) sum += n.failed;
    return sum;
}

} // namespace weir
