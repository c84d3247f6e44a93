// SPDX-License-Identifier: GPL-3.0-or-later
// JobMonitor: all that the panels show of one running job, made from its snapshots: rates, series for the plots, tables.
// The job may end; what it showed last stays until the monitor goes.
#pragma once

#include "weir/live/engine_bridge.h"
#include "weir/live/job_rates.h"
#include "weir/live/lag_table_model.h"
#include "weir/live/series_buffer.h"
#include "weir/live/task_table_model.h"

#include <QObject>

#include <string>
#include <vector>

namespace weir {

class JobMonitor : public QObject {
    Q_OBJECT
public:
    /// `bridge` must outlive the monitor.
    JobMonitor(EngineBridge& bridge, std::string applicationId, QObject* parent = nullptr);
    ~JobMonitor() override;

    const std::string& applicationId() const { return m_applicationId; }
    const JobSnapshot* latest() const { return m_rates.latest(); }
    const JobRates& rates() const { return m_rates; }
    JobState state() const { return latest() ? latest()->state : JobState::Starting; }
    bool active() const;

    /// Records a second: each source, and each sink ("→ name").
    const SeriesSet& throughput() const { return m_throughput; }
    /// Records behind, by partition: "topic p0", or "p0" while there is one topic.
    const SeriesSet& lag() const { return m_lag; }
    /// Stream times at which records were dropped as late, newest last, at most 500.
    const std::vector<std::int64_t>& lateTimes() const { return m_late; }
    LagTableModel& lagModel() { return m_lagModel; }
    TaskTableModel& taskModel() { return m_taskModel; }

Q_SIGNALS:
    void changed();
    void stateChanged(weir::JobState state);

private:
    void take(std::shared_ptr<const JobSnapshot> snapshot);
    void plot(const JobSnapshot& snapshot);

    EngineBridge& m_bridge;
    std::string m_applicationId;
    EngineBridge::Watch m_watch;
    JobRates m_rates;
    SeriesSet m_throughput;
    SeriesSet m_lag;
    std::vector<std::int64_t> m_late;
    std::uint64_t m_lateTotal = 0;
    std::int64_t m_plotted = 0;
    LagTableModel m_lagModel;
    TaskTableModel m_taskModel;
};

} // namespace weir
