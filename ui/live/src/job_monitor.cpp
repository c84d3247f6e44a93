// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/job_monitor.h"

#include <set>

namespace weir {
namespace {
constexpr std::int64_t plotEveryMicros = 100'000; ///< a point each 100 ms: more is not seen on a plot of minutes
} // namespace

JobMonitor::JobMonitor(EngineBridge& bridge, std::string applicationId, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_applicationId(std::move(applicationId)),
      m_watch(bridge.watchJob(m_applicationId, [this](std::shared_ptr<const JobSnapshot> snapshot) { take(std::move(snapshot)); })) {}

JobMonitor::~JobMonitor() { m_bridge.unwatch(m_watch); }

bool JobMonitor::active() const {
    switch (state()) {
    case JobState::Starting:
    case JobState::Restoring:
    case JobState::Running:
    case JobState::Paused:
    case JobState::Waiting:
    case JobState::Stopping: return true;
    case JobState::Stopped:
    case JobState::Done:
    case JobState::Failed: return false;
    }
    return false;
}

void JobMonitor::take(std::shared_ptr<const JobSnapshot> snapshot) {
    const bool first = latest() == nullptr;
    const JobState before = state();
    m_rates.add(snapshot);
    m_lagModel.update(m_rates);
    m_taskModel.update(*snapshot);
    plot(*snapshot);
    if (first || before != snapshot->state) Q_EMIT stateChanged(snapshot->state);
    Q_EMIT changed();
}

void JobMonitor::plot(const JobSnapshot& snapshot) {
    if (snapshot.wallMicros - m_plotted < plotEveryMicros) return;
    m_plotted = snapshot.wallMicros;
    const std::int64_t now = snapshot.wallMicros / 1000;
    std::set<std::string> topics;
    for (const auto& p : snapshot.partitions) topics.insert(p.topic);
    std::set<std::string> sources;
    for (const auto& p : snapshot.partitions)
        if (!p.repartition) sources.insert(p.node);
    for (const auto& node : snapshot.nodes)
        if (sources.contains(node.id)) m_throughput.add(node.id, now, m_rates.nodeOut(node.id));
        else if (node.in > 0 && node.out == 0) m_throughput.add("→ " + node.id, now, m_rates.nodeIn(node.id));
    for (const auto& p : snapshot.partitions) {
        const std::string name = (topics.size() > 1 ? p.topic + " " : std::string()) + "p" + std::to_string(p.partition);
        m_lag.add(name, now, static_cast<double>(p.lag()));
    }
    std::uint64_t late = 0;
    for (const auto& node : snapshot.nodes)
        for (const auto& [reason, count] : node.dropped)
            if (reason == "late") late += count;
    if (late > m_lateTotal && snapshot.streamTime >= 0) {
        m_late.push_back(snapshot.streamTime);
        if (m_late.size() > 500) m_late.erase(m_late.begin());
    }
    m_lateTotal = late;
}

} // namespace weir
