// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/perspective_layout.h"

#include "weir/document/theme.h"
#include "weir/shell/panel_dock.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/window_panels.h"

#include <QMainWindow>

#include <algorithm>

namespace weir {
namespace {

constexpr int layoutVersion = 1;

// From the mock-ups, at 1440×900.
constexpr int leftWidth = 208;
constexpr int inspectorWidth = 344;
constexpr int problemsHeight = 176;
constexpr int debugRightWidth = 440;
constexpr int debugBottomHeight = 256;

} // namespace

PerspectiveLayout::PerspectiveLayout(QMainWindow& window, WindowPanels& panels, ShellSettings& settings, const Theme& theme)
    : QObject(&window), m_window(window), m_panels(panels), m_settings(settings) {
    const auto dock = [&](const char* id) {
        m_docks.push_back(new PanelDock(QLatin1String(id), theme, &window));
        return m_docks.back();
    };
    m_left = dock("leftDock");
    m_left->setNarrow();
    m_right = dock("rightDock");
    m_rightLower = dock("rightLowerDock");
    m_bottom = dock("bottomDock");
    m_bottomMiddle = dock("bottomMiddleDock");
    m_bottomRight = dock("bottomRightDock");
    window.setDockNestingEnabled(true);
}

QString PerspectiveLayout::key(Perspective perspective) const {
    switch (perspective) {
    case Perspective::Build: return QStringLiteral("build");
    case Perspective::Debug: return QStringLiteral("debug");
    case Perspective::Replay: return QStringLiteral("replay");
    }
    return {};
}

void PerspectiveLayout::fill(Perspective perspective) {
    for (auto* dock : m_docks) dock->setPanels({});
    if (perspective == Perspective::Build) {
        m_left->setPanels(m_panels.entries({"palette", "topics", "outline"}));
        m_right->setPanels(m_panels.entries({"properties", "data", "state", "help"}));
        m_bottom->setPanels(m_panels.entries({"problems", "records", "metrics", "lag", "plots", "tests", "trace", "breakpoints", "log", "history"}));
        return;
    }
    m_left->setPanels(m_panels.entries({"topics", "outline", "palette"}));
    m_right->setPanels(m_panels.entries({"data", "properties", "help"}));
    m_rightLower->setPanels(m_panels.entries({"state"}));
    m_bottom->setPanels(m_panels.entries({"lag", "metrics"}));
    m_bottomMiddle->setPanels(m_panels.entries({"plots"}));
    m_bottomRight->setPanels(m_panels.entries({"records", "tests", "trace", "problems", "breakpoints", "log", "history"}));
}

void PerspectiveLayout::arrange(Perspective perspective) {
    const bool build = perspective == Perspective::Build;
    for (auto* dock : m_docks) {
        dock->setFloating(false);
        m_window.removeDockWidget(dock);
    }
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_left);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_right);
    m_window.addDockWidget(Qt::RightDockWidgetArea, m_rightLower);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_bottom);
    m_window.splitDockWidget(m_bottom, m_bottomMiddle, Qt::Horizontal);
    m_window.splitDockWidget(m_bottomMiddle, m_bottomRight, Qt::Horizontal);
    m_left->setVisible(build);
    m_right->show();
    m_bottom->show();
    for (auto* dock : {m_rightLower, m_bottomMiddle, m_bottomRight}) dock->setVisible(!build);
    // A window smaller than the mock-up's keeps a canvas: the docks give way in proportion.
    const auto wide = [&](int width) { return std::min(width, std::max(140, m_window.width() * width / 1440)); };
    const auto high = [&](int height) { return std::min(height, std::max(110, m_window.height() * height / 900)); };
    if (build) {
        m_window.resizeDocks({m_left, m_right}, {wide(leftWidth), wide(inspectorWidth)}, Qt::Horizontal);
        m_window.resizeDocks({m_bottom}, {high(problemsHeight)}, Qt::Vertical);
        return;
    }
    m_window.resizeDocks({m_right}, {wide(debugRightWidth)}, Qt::Horizontal);
    m_window.resizeDocks({m_right, m_rightLower}, {high(292), high(240)}, Qt::Vertical);
    m_window.resizeDocks({m_bottom}, {high(debugBottomHeight)}, Qt::Vertical);
    m_window.resizeDocks({m_bottom, m_bottomMiddle, m_bottomRight}, {wide(472), wide(440), wide(528)}, Qt::Horizontal);
}

void PerspectiveLayout::apply(Perspective perspective) {
    if (m_any && perspective == m_perspective) return;
    const bool shown = m_shown;
    if (m_any) {
        setShown(true);
        save();
    }
    m_any = true;
    m_perspective = perspective;
    const bool build = perspective == Perspective::Build;
    m_window.setCorner(Qt::BottomLeftCorner, build ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea);
    m_window.setCorner(Qt::BottomRightCorner, build ? Qt::RightDockWidgetArea : Qt::BottomDockWidgetArea);
    fill(perspective);
    const QByteArray saved = m_settings.layout(key(perspective));
    if (saved.isEmpty() || !m_window.restoreState(saved, layoutVersion)) arrange(perspective);
    setShown(shown);
    retranslate();
}

void PerspectiveLayout::setShown(bool shown) {
    if (shown == m_shown) return;
    m_shown = shown;
    if (!shown) {
        m_hiddenState = m_window.saveState(layoutVersion);
        for (auto* dock : m_docks) dock->hide();
    } else if (m_hiddenState.isEmpty() || !m_window.restoreState(m_hiddenState, layoutVersion)) {
        arrange(m_perspective);
    }
}

void PerspectiveLayout::save() {
    if (m_any) m_settings.setLayout(key(m_perspective), m_shown ? m_window.saveState(layoutVersion) : m_hiddenState);
}

void PerspectiveLayout::reset() {
    m_settings.forgetLayouts();
    m_shown = true;
    fill(m_perspective);
    arrange(m_perspective);
    retranslate();
}

PanelDock* PerspectiveLayout::dockOf(const QString& panel) const {
    for (auto* dock : m_docks)
        if (dock->holds(panel)) return dock;
    return nullptr;
}

void PerspectiveLayout::raise(const QString& panel) {
    auto* dock = dockOf(panel);
    if (!dock) return;
    if (m_shown) dock->show();
    dock->raisePanel(panel);
}

void PerspectiveLayout::setBadge(const QString& panel, int errors, int others) {
    if (auto* dock = dockOf(panel)) dock->setBadge(panel, errors, others);
}

void PerspectiveLayout::setTheme(const Theme& theme) {
    for (auto* dock : m_docks) dock->setTheme(theme);
}

void PerspectiveLayout::retranslate() {
    for (auto* dock : m_docks) dock->retranslate();
}

} // namespace weir
