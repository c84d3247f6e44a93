// SPDX-License-Identifier: GPL-3.0-or-later
// TopologyRun: a document's life in the engine: start, pause, stop, what differs from what runs, and the feeds of its plots.
// Panels of the tab in front watch it; it outlives its job.
#pragma once

#include "weir/live/engine_bridge.h"
#include "weir/live/job_monitor.h"
#include "weir/live/plot_feed.h"

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace weir {

class Checker;
class Document;

class TopologyRun : public QObject {
    Q_OBJECT
public:
    /// All must outlive the run.
    TopologyRun(Document& document, Checker& checker, EngineBridge& bridge, QObject* parent = nullptr);
    ~TopologyRun() override;

    /// Checks first: with errors it does not start but says refused().
    void start();
    void pause();
    void resume();
    void stop();
    /// Stop, then start what is drawn now.
    void applyChanges();

    bool starting() const { return m_starting; }
    bool running() const { return m_monitor && m_monitor->active(); }
    bool paused() const { return m_monitor && m_monitor->state() == JobState::Paused; }
    JobMonitor* monitor() const { return m_monitor.get(); }
    const std::vector<std::unique_ptr<PlotFeed>>& feeds() const { return m_feeds; }
    Document& document() const { return m_document; }
    Checker& checker() const { return m_checker; }

    /// Ids of nodes that differ from what runs; empty while nothing runs.
    std::set<std::string> notApplied() const;
    /// "big → revenue", by index in the file.
    std::vector<QString> edgeNames() const;
    bool edgeWindowed(std::size_t edge) const;
    /// The edges that end at, and that begin at, a node.
    std::vector<std::size_t> edgesInto(const std::string& node) const;
    std::vector<std::size_t> edgesOutOf(const std::string& node) const;
    /// The store of a stateful node that the running job has; empty: none.
    std::string storeOf(const std::string& node) const;

Q_SIGNALS:
    /// A job began, ended, paused or failed; monitor() may be a new one.
    void runningChanged();
    /// New figures.
    void figuresChanged();
    /// The drawing changed.
    void edited();
    /// There are errors in the drawing.
    void refused();
    /// The engine refused or the job failed. `node` may be empty.
    void failed(const QString& sentence, const QString& node, const QString& details);
    /// The job has begun to wait for something, and goes on by itself.
    void waiting(const QString& sentence);
    /// The plots changed (another job).
    void feedsChanged();

private:
    void attach(const std::string& applicationId, const Error& refusal);
    void began(const std::string& applicationId);
    void makeFeeds(const std::string& applicationId);
    void reportFailure();

    Document& m_document;
    Checker& m_checker;
    EngineBridge& m_bridge;
    std::unique_ptr<JobMonitor> m_monitor;
    std::vector<std::unique_ptr<PlotFeed>> m_feeds;
    struct Applied;
    std::unique_ptr<Applied> m_applied;
    bool m_starting = false;
    bool m_restart = false;
    bool m_attaching = false;
};

} // namespace weir
