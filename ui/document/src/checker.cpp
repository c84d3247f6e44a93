// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/checker.h"

#include "weir/document/document.h"

#include <algorithm>

namespace weir {

namespace {

constexpr int DELAY_MS = 15; ///< a burst of changes is checked once
constexpr std::size_t SMALL = 40;

Diagnostics allOf(const Document& document, const Plan& plan) {
    Diagnostics all = document.loadDiagnostics();
    // Mistakes of the text that was loaded go when their node is edited: the checks below find those that remain.
    std::erase_if(all, [&](const Diagnostic&) { return document.undoStack().index() > 0; });
    const auto add = [&all](const Diagnostics& more) {
        for (const Diagnostic& d : more)
            if (std::find(all.begin(), all.end(), d) == all.end()) all.push_back(d);
    };
    add(plan.diagnostics);
    add(plan.typed.diagnostics);
    return all;
}

} // namespace

const BoundNode* CheckResult::bound(std::string_view id) const {
    if (!plan) return nullptr;
    const auto index = plan->typed.topology.indexOf(id);
    return index && *index < plan->typed.nodes.size() ? &plan->typed.nodes[*index] : nullptr;
}

std::vector<const Diagnostic*> CheckResult::of(std::string_view id) const {
    std::vector<const Diagnostic*> mine;
    for (const Diagnostic& d : diagnostics)
        if (d.node == id || d.node.starts_with(std::string(id) + '.')) mine.push_back(&d); // also what stands inside a sub-flow
    return mine;
}

Checker::Checker(Document& document, QObject* parent) : QObject(parent), m_document(document) {
    m_pool.setMaxThreadCount(1);
    m_delay.setSingleShot(true);
    m_delay.setInterval(DELAY_MS);
    connect(&m_delay, &QTimer::timeout, this, &Checker::start);
    connect(&m_document, &Document::edited, this, &Checker::schedule);
    ensureLatest();
}

Checker::~Checker() { m_pool.waitForDone(); }

void Checker::schedule() {
    if (!m_delay.isActive()) m_delay.start();
}

const CheckResult& Checker::ensureLatest() {
    if (!m_latest.plan || m_latest.revision != m_document.revision())
        finish(m_document.revision(), checkTopology(m_document.topology(), m_document.registry()));
    return m_latest;
}

void Checker::start() {
    if (m_latest.plan && m_latest.revision == m_document.revision()) return;
    if (m_document.topology().nodes.size() <= SMALL) {
        ensureLatest();
        return;
    }
    if (m_running) {
        m_again = true;
        return;
    }
    m_running = true;
    m_pool.start([this, topology = m_document.topology(), revision = m_document.revision()] {
        auto plan = checkTopology(topology, m_document.registry());
        QMetaObject::invokeMethod(
            this,
            [this, revision, plan = std::move(plan)] {
                m_running = false;
                if (revision > m_latest.revision) finish(revision, plan);
                if (std::exchange(m_again, false)) start();
            },
            Qt::QueuedConnection);
    });
}

void Checker::finish(quint64 revision, std::shared_ptr<const Plan> plan) {
    m_latest.revision = revision;
    m_latest.diagnostics = allOf(m_document, *plan);
    m_latest.plan = std::move(plan);
    Q_EMIT checked(m_latest);
}

} // namespace weir
