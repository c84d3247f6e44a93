// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/window_panels.h"

#include "weir/canvas/palette_panel.h"
#include "weir/inspector/help_panel.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/shell/coming_panel.h"
#include "weir/shell/data_panel.h"
#include "weir/shell/lag_panel.h"
#include "weir/shell/log_panel.h"
#include "weir/shell/metrics_panel.h"
#include "weir/shell/outline_panel.h"
#include "weir/shell/plots_panel.h"
#include "weir/shell/problems_panel.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/state_panel.h"
#include "weir/shell/tests_panel.h"
#include "weir/shell/topics_panel.h"
#include "weir/shell/topology_tab.h"

#include <QUndoView>

namespace weir {

WindowPanels::WindowPanels(const NodeRegistry& registry, EngineBridge& bridge, FileSystem& files, const Theme& theme, QWidget* window) : QObject(window) {
    palette = new PalettePanel(registry, theme, window);
    topics = new TopicsPanel(bridge, theme, window);
    outline = new OutlinePanel(theme, window);
    properties = new InspectorPanel(theme, window);
    data = new DataPanel(bridge, theme, window);
    state = new StatePanel(bridge, theme, window);
    help = new HelpPanel(registry, theme, window);
    problems = new ProblemsPanel(theme, window);
    records = new RecordsPanel(bridge, theme, window);
    metrics = new MetricsPanel(theme, window);
    lag = new LagPanel(theme, window);
    plots = new PlotsPanel(theme, window);
    tests = new TestsPanel(bridge, files, theme, window);
    log = new LogPanel(theme, window);
    trace = new ComingPanel(QT_TRANSLATE_NOOP("weir::ComingPanel", "Tracing is not in this version. The path of one record over the canvas, with what each node made of it, will stand here."), window);
    breakpoints = new ComingPanel(QT_TRANSLATE_NOOP("weir::ComingPanel", "Breakpoints are not in this version. Stopping at a node or a wire, with a condition and a count, will stand here."), window);
    history = new QUndoView(window);
    history->setFrameShape(QFrame::NoFrame);
    m_entries = {
        {QStringLiteral("palette"), palette, [] { return tr("Palette"); }},
        {QStringLiteral("topics"), topics, [] { return tr("Topics"); }},
        {QStringLiteral("outline"), outline, [] { return tr("Outline"); }},
        {QStringLiteral("properties"), properties, [] { return tr("Properties"); }},
        {QStringLiteral("data"), data, [] { return tr("Data"); }},
        {QStringLiteral("state"), state, [] { return tr("State"); }},
        {QStringLiteral("help"), help, [] { return tr("Help"); }},
        {QStringLiteral("problems"), problems, [] { return tr("Problems"); }},
        {QStringLiteral("records"), records, [] { return tr("Records"); }},
        {QStringLiteral("metrics"), metrics, [] { return tr("Metrics"); }},
        {QStringLiteral("lag"), lag, [] { return tr("Lag && groups"); }},
        {QStringLiteral("plots"), plots, [this] { return plots->title(); }},
        {QStringLiteral("tests"), tests, [] { return tr("Tests"); }},
        {QStringLiteral("trace"), trace, [] { return tr("Trace"); }},
        {QStringLiteral("breakpoints"), breakpoints, [] { return tr("Breakpoints"); }},
        {QStringLiteral("log"), log, [] { return tr("Log"); }},
        {QStringLiteral("history"), history, [] { return tr("History"); }},
    };
    for (const auto& entry : m_entries) {
        entry.widget->setObjectName(entry.id + QStringLiteral("Panel"));
        entry.widget->hide();
    }
}

std::vector<PanelEntry> WindowPanels::entries(const std::vector<const char*>& ids) const {
    std::vector<PanelEntry> found;
    for (const auto* id : ids)
        for (const auto& entry : m_entries)
            if (entry.id == QLatin1String(id)) found.push_back(entry);
    return found;
}

void WindowPanels::setTheme(const Theme& theme) {
    palette->setTheme(theme);
    topics->setTheme(theme);
    outline->setTheme(theme);
    properties->setTheme(theme);
    data->setTheme(theme);
    state->setTheme(theme);
    help->setTheme(theme);
    problems->setTheme(theme);
    records->setTheme(theme);
    metrics->setTheme(theme);
    lag->setTheme(theme);
    plots->setTheme(theme);
    tests->setTheme(theme);
    log->setTheme(theme);
}

void WindowPanels::follow(TopologyTab* tab) {
    auto* run = tab ? &tab->run() : nullptr;
    properties->setDocument(tab ? &tab->document() : nullptr, tab ? &tab->checker() : nullptr);
    outline->setDocument(tab ? &tab->document() : nullptr);
    problems->showResult(tab ? &tab->checker().latest() : nullptr);
    history->setStack(tab ? &tab->document().undoStack() : nullptr);
    records->setRun(run);
    state->setRun(run);
    data->setRun(run);
    plots->setRun(run);
    tests->setRun(run);
    metrics->setMonitor(run ? run->monitor() : nullptr);
    lag->setMonitor(run ? run->monitor() : nullptr);
    if (tab) showSelection(*tab, tab->selection());
}

void WindowPanels::showSelection(TopologyTab& tab, const Selection& selection) {
    properties->setSelection(selection);
    outline->showSelection(selection);
    const std::string node = selection.nodes.size() == 1 ? selection.nodes.front() : std::string();
    const auto* found = tab.document().topology().find(node);
    help->showType(found ? found->type : std::string());
    data->showNode(node);
    if (!node.empty() && !tab.run().storeOf(node).empty()) state->showNode(node);
}

void WindowPanels::refresh() {
    if (metrics->isVisible()) metrics->refresh();
    if (lag->isVisible()) lag->refresh();
    if (plots->isVisible()) plots->refresh();
}

} // namespace weir
