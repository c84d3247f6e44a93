// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/topology_run.h"

#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/engine_words.h"

#include <algorithm>

namespace weir {
namespace {

QString edgeName(const Edge& edge) {
    const auto end = [](const PortRef& ref, const char* plain) {
        QString text = QString::fromStdString(ref.node);
        if (ref.port != plain) text += u':' + QString::fromStdString(ref.port);
        return text;
    };
    return end(edge.from, "out") + QStringLiteral(" → ") + end(edge.to, "in");
}

std::string textField(const Node& node, std::string_view name) {
    const auto* value = node.field(name);
    const auto* text = value ? value->text() : nullptr;
    return text ? *text : std::string();
}

} // namespace

/// What was started, to compare with.
struct TopologyRun::Applied {
    Topology topology;
};

TopologyRun::TopologyRun(Document& document, Checker& checker, EngineBridge& bridge, QObject* parent)
    : QObject(parent), m_document(document), m_checker(checker), m_bridge(bridge) {
    connect(&document, &Document::edited, this, &TopologyRun::edited);
}

TopologyRun::~TopologyRun() = default;

void TopologyRun::start() {
    if (m_starting || running()) return;
    if (!m_checker.ensureLatest().ok()) {
        Q_EMIT refused();
        return;
    }
    m_starting = true;
    StartRequest request;
    request.topologyText = m_document.text().toStdString();
    request.file = m_document.displayName().toStdString();
    auto applied = std::make_shared<Topology>(m_document.topology());
    m_bridge.start(std::move(request), [this, applied, alive = QPointer<TopologyRun>(this)](const Result<std::string>& id) {
        if (!alive) return;
        m_starting = false;
        m_applied.reset(new Applied{*applied});
        if (id) return began(*id);
        if (id.error().code == Errc::InUse && !m_attaching) {
            // It may run already, from another window or the command line: then show that one.
            m_attaching = true;
            return attach(applied->applicationId, id.error());
        }
        m_applied.reset();
        Q_EMIT failed(engineWords(id.error().detail), QString::fromStdString(id.error().place.node), engineWords(id.error()));
        Q_EMIT runningChanged();
    });
    Q_EMIT runningChanged();
}

void TopologyRun::attach(const std::string& applicationId, const Error& refusal) {
    m_bridge.jobs([this, applicationId, refusal, alive = QPointer<TopologyRun>(this)](const Result<std::vector<std::string>>& jobs) {
        if (!alive) return;
        m_attaching = false;
        if (jobs && std::find(jobs->begin(), jobs->end(), applicationId) != jobs->end()) return began(applicationId);
        m_applied.reset();
        Q_EMIT failed(engineWords(refusal.detail), {}, engineWords(refusal));
        Q_EMIT runningChanged();
    });
}

void TopologyRun::began(const std::string& applicationId) {
    m_feeds.clear();
    m_monitor = std::make_unique<JobMonitor>(m_bridge, applicationId);
    connect(m_monitor.get(), &JobMonitor::changed, this, &TopologyRun::figuresChanged);
    connect(m_monitor.get(), &JobMonitor::stateChanged, this, [this](JobState state) {
        if (state == JobState::Failed) reportFailure();
        if (!m_monitor->active() && m_restart) {
            m_restart = false;
            QMetaObject::invokeMethod(this, &TopologyRun::start, Qt::QueuedConnection);
        }
        Q_EMIT runningChanged();
        if (state == JobState::Waiting) Q_EMIT waiting(engineWords(m_monitor->latest()->waits));
    });
    makeFeeds(applicationId);
    m_bridge.poll();
    Q_EMIT feedsChanged();
    Q_EMIT runningChanged();
}

void TopologyRun::makeFeeds(const std::string& applicationId) {
    const auto& topology = m_applied->topology;
    for (const auto& node : topology.nodes) {
        if (node.type != "plot") continue;
        const auto into = edgesInto(node.id);
        if (into.empty()) continue;
        PlotSpec spec;
        spec.node = node.id;
        spec.title = node.title.empty() ? node.id : node.title;
        spec.edge = into.front();
        if (const auto* y = node.field("y")) {
            if (const auto* list = y->list()) {
                for (const auto& item : *list)
                    if (const auto* text = item.text()) spec.y.push_back(*text);
            } else if (const auto* text = y->text()) {
                spec.y.push_back(*text);
            }
        }
        spec.series = textField(node, "series");
        if (const std::string x = textField(node, "x"); !x.empty()) spec.x = x;
        spec.bars = textField(node, "style") == "bars";
        if (const auto* type = m_checker.latest().plan->typed.edgeType(spec.edge)) {
            spec.windowed = type->windowed();
            spec.graceMs = type->graceMs;
        }
        m_feeds.push_back(std::make_unique<PlotFeed>(m_bridge, applicationId, std::move(spec)));
    }
}

void TopologyRun::reportFailure() {
    const auto& error = m_monitor->latest()->error;
    if (!error) return;
    Q_EMIT failed(engineWords(error->detail), QString::fromStdString(error->place.node), engineWords(*error));
}

void TopologyRun::pause() {
    if (running()) m_bridge.pause(m_monitor->applicationId(), [alive = QPointer<TopologyRun>(this)](const Result<>& done) {
        if (alive && !done) Q_EMIT alive->failed(engineWords(done.error().detail), {}, engineWords(done.error()));
    });
}

void TopologyRun::resume() {
    if (running()) m_bridge.resume(m_monitor->applicationId(), [alive = QPointer<TopologyRun>(this)](const Result<>& done) {
        if (alive && !done) Q_EMIT alive->failed(engineWords(done.error().detail), {}, engineWords(done.error()));
    });
}

void TopologyRun::stop() {
    if (!running()) return;
    m_bridge.stop(m_monitor->applicationId(), [this, alive = QPointer<TopologyRun>(this)](const Result<>& done) {
        if (!alive) return;
        if (!done) Q_EMIT failed(engineWords(done.error().detail), {}, engineWords(done.error()));
        m_bridge.poll();
    });
}

void TopologyRun::applyChanges() {
    if (!running()) return start();
    m_restart = true;
    stop();
}

std::set<std::string> TopologyRun::notApplied() const {
    std::set<std::string> ids;
    if (!m_applied || !running()) return ids;
    for (const auto& node : m_document.topology().nodes) {
        const auto* before = m_applied->topology.find(node.id);
        if (!before || before->fields != node.fields || before->type != node.type || before->enabled != node.enabled) ids.insert(node.id);
    }
    for (const auto& edge : m_document.topology().edges)
        if (std::find(m_applied->topology.edges.begin(), m_applied->topology.edges.end(), edge) == m_applied->topology.edges.end()) ids.insert(edge.to.node);
    for (const auto& edge : m_applied->topology.edges)
        if (std::find(m_document.topology().edges.begin(), m_document.topology().edges.end(), edge) == m_document.topology().edges.end() &&
            m_document.topology().find(edge.to.node))
            ids.insert(edge.to.node);
    return ids;
}

std::vector<QString> TopologyRun::edgeNames() const {
    std::vector<QString> names;
    const auto& topology = m_applied && m_monitor ? m_applied->topology : m_document.topology();
    for (const auto& edge : topology.edges) names.push_back(edgeName(edge));
    return names;
}

bool TopologyRun::edgeWindowed(std::size_t edge) const {
    const auto& plan = m_checker.latest().plan;
    const auto* type = plan && edge < plan->typed.topology.edges.size() ? plan->typed.edgeType(edge) : nullptr;
    return type && type->windowed();
}

std::vector<std::size_t> TopologyRun::edgesInto(const std::string& node) const {
    std::vector<std::size_t> found;
    const auto& edges = (m_applied ? m_applied->topology : m_document.topology()).edges;
    for (std::size_t i = 0; i < edges.size(); ++i)
        if (edges[i].to.node == node) found.push_back(i);
    return found;
}

std::vector<std::size_t> TopologyRun::edgesOutOf(const std::string& node) const {
    std::vector<std::size_t> found;
    const auto& edges = (m_applied ? m_applied->topology : m_document.topology()).edges;
    for (std::size_t i = 0; i < edges.size(); ++i)
        if (edges[i].from.node == node) found.push_back(i);
    return found;
}

std::string TopologyRun::storeOf(const std::string& node) const {
    if (m_monitor && m_monitor->latest())
        for (const auto& store : m_monitor->latest()->stores)
            if (store.node == node) return store.name;
    const auto* bound = m_checker.latest().bound(node);
    return bound && !bound->stores.empty() ? bound->stores.front().name : std::string();
}

} // namespace weir
