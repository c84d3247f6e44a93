// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/canvas_figures.h"

#include "weir/live/job_rates.h"

#include <algorithm>

namespace weir {
namespace {

CardState cardState(const JobSnapshot& snapshot, double rate, std::uint64_t failed) {
    switch (snapshot.state) {
    case JobState::Paused:
    case JobState::Waiting: return CardState::Paused;
    case JobState::Starting: return CardState::Restoring;
    case JobState::Failed: return failed > 0 ? CardState::Failed : CardState::Stopped;
    case JobState::Stopped:
    case JobState::Done: return CardState::Stopped;
    case JobState::Restoring: // some tasks may run already; the stores of others get their own figures
    case JobState::Running:
    case JobState::Stopping: return rate > 0 ? CardState::Running : CardState::Idle;
    }
    return CardState::Stopped;
}

void showRestore(CardFigures& card, const RestoreFigures& restore) {
    card.state = CardState::Restoring;
    card.restoringPercent = static_cast<int>(restore.share * 100);
    card.recordsPerSecond = restore.recordsPerSecond;
    if (restore.remainingMs >= 0) card.restoringSecondsLeft = static_cast<double>(restore.remainingMs) / 1000;
}

} // namespace

LiveFigures canvasFigures(const JobRates& rates, const Topology& topology) {
    LiveFigures figures;
    const auto* snapshot = rates.latest();
    if (!snapshot) return figures;
    for (const auto& node : snapshot->nodes) {
        auto& card = figures.nodes[node.id];
        card.recordsPerSecond = std::max(rates.nodeIn(node.id), rates.nodeOut(node.id));
        card.state = cardState(*snapshot, card.recordsPerSecond, node.failed);
        card.errors = static_cast<std::int64_t>(node.failed);
        card.lastError = node.lastError;
        if (snapshot->state == JobState::Failed && snapshot->error && snapshot->error->place.node == node.id) {
            card.state = CardState::Failed;
            card.errors = std::max<std::int64_t>(card.errors, 1);
            if (card.lastError.empty()) card.lastError = snapshot->error->detail;
        }
    }
    for (const auto& store : snapshot->stores)
        if (const auto found = figures.nodes.find(store.node); found != figures.nodes.end()) {
            auto& card = found->second;
            card.storeRows = card.storeRows.value_or(0) + static_cast<std::int64_t>(store.rows);
            if (store.subTopology >= 0)
                if (const auto restore = restoreOf(*snapshot, store.subTopology)) showRestore(card, *restore);
        }
    std::map<std::string, std::pair<double, std::int64_t>> lagOfRepartition;
    for (const auto& partition : snapshot->partitions) {
        auto& card = figures.nodes[partition.node];
        const double seconds = static_cast<double>(partition.timeLagMs()) / 1000;
        if (partition.repartition) {
            auto& lag = lagOfRepartition[partition.node];
            lag.first = std::max(lag.first, seconds);
            lag.second += partition.lag();
            continue;
        }
        card.lagSeconds = std::max(card.lagSeconds.value_or(0), seconds);
        card.lagRecords = card.lagRecords.value_or(0) + partition.lag();
    }
    const bool live = snapshot->state == JobState::Running || snapshot->state == JobState::Paused || snapshot->state == JobState::Waiting;
    for (std::size_t i = 0; live && i < topology.edges.size() && i < snapshot->edges.size(); ++i) {
        auto& wire = figures.edges[topology.edges[i]];
        wire.recordsPerSecond = rates.edge(i);
        if (const auto lag = lagOfRepartition.find(topology.edges[i].to.node); lag != lagOfRepartition.end()) {
            wire.lagSeconds = lag->second.first;
            wire.lagRecords = lag->second.second;
        }
    }
    return figures;
}

} // namespace weir
