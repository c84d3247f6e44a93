// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/panel_dock.h"

#include "weir/document/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace weir {

namespace {

/// The widest panel does not decide how narrow the dock may be: docks side by side must fit into a small window.
class PanelStack final : public QStackedWidget {
public:
    QSize minimumSizeHint() const override { return QStackedWidget::minimumSizeHint().boundedTo({180, 96}); }
};

} // namespace

PanelDock::PanelDock(const QString& id, const Theme& theme, QWidget* parent)
    : QDockWidget(parent), m_tabs(new QTabBar), m_stack(new PanelStack), m_float(new QToolButton), m_close(new QToolButton) {
    setObjectName(id);
    setFeatures(DockWidgetClosable | DockWidgetMovable | DockWidgetFloatable);
    auto* title = new QWidget;
    title->setObjectName(QStringLiteral("dockTitle"));
    title->setAttribute(Qt::WA_StyledBackground);
    title->setFixedHeight(Theme::TABS_HEIGHT);
    auto* row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 4, 0);
    row->setSpacing(0);
    m_tabs->setDocumentMode(true);
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setElideMode(Qt::ElideNone);
    m_tabs->setFixedHeight(Theme::TABS_HEIGHT);
    row->addWidget(m_tabs, 1);
    for (auto* button : {m_float, m_close}) {
        button->setObjectName(QStringLiteral("dockButton"));
        button->setIconSize({14, 14});
        row->addWidget(button, 0, Qt::AlignVCenter);
    }
    setTitleBarWidget(title);
    setWidget(m_stack);
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (m_filling || index < 0) return;
        m_stack->setCurrentWidget(m_panels[static_cast<std::size_t>(index)].widget);
        Q_EMIT frontChanged(frontPanel());
    });
    connect(m_float, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(m_close, &QToolButton::clicked, this, &QDockWidget::close);
    setTheme(theme);
}

void PanelDock::setPanels(const std::vector<PanelEntry>& panels) {
    m_filling = true;
    const QString front = frontPanel();
    while (m_tabs->count() > 0) m_tabs->removeTab(0);
    while (m_stack->count() > 0) {
        auto* widget = m_stack->widget(0);
        m_stack->removeWidget(widget);
        // removeWidget leaves the parent; another dock may have taken it already.
        if (widget->parentWidget() == m_stack) widget->hide();
    }
    m_panels = panels;
    for (const auto& panel : m_panels) {
        m_tabs->addTab(panel.title());
        m_stack->addWidget(panel.widget);
    }
    m_filling = false;
    if (!m_panels.empty()) raisePanel(indexOf(front) >= 0 ? front : m_panels.front().id);
}

int PanelDock::indexOf(const QString& panel) const {
    for (std::size_t i = 0; i < m_panels.size(); ++i)
        if (m_panels[i].id == panel) return static_cast<int>(i);
    return -1;
}

bool PanelDock::holds(const QString& panel) const { return indexOf(panel) >= 0; }

QString PanelDock::frontPanel() const {
    const int index = m_tabs->currentIndex();
    return index >= 0 && index < static_cast<int>(m_panels.size()) ? m_panels[static_cast<std::size_t>(index)].id : QString();
}

void PanelDock::raisePanel(const QString& panel) {
    const int index = indexOf(panel);
    if (index < 0) return;
    m_tabs->setCurrentIndex(index);
    m_stack->setCurrentWidget(m_panels[static_cast<std::size_t>(index)].widget);
}

void PanelDock::setBadge(const QString& panel, int errors, int others) {
    const int index = indexOf(panel);
    if (index < 0) return;
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 4, 0);
    row->setSpacing(4);
    const auto add = [&](int count, const char* name) {
        if (count == 0) return;
        auto* label = new QLabel(QString::number(count));
        label->setObjectName(QLatin1String(name));
        label->setAlignment(Qt::AlignCenter);
        label->setFixedHeight(16);
        row->addWidget(label);
    };
    add(errors, "errorCount");
    add(others, "otherCount");
    if (row->count() == 0) {
        delete holder;
        holder = nullptr;
    }
    auto* before = m_tabs->tabButton(index, QTabBar::RightSide);
    m_tabs->setTabButton(index, QTabBar::RightSide, holder); // hides the one before
    if (before) before->deleteLater();
}

void PanelDock::setNarrow() {
    m_float->hide();
    m_close->hide();
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setElideMode(Qt::ElideRight);
}

void PanelDock::setTheme(const Theme& theme) {
    m_float->setIcon(theme.icon(QStringLiteral("float"), theme.muted()));
    m_close->setIcon(theme.icon(QStringLiteral("close"), theme.muted()));
}

void PanelDock::retranslate() {
    for (std::size_t i = 0; i < m_panels.size(); ++i) m_tabs->setTabText(static_cast<int>(i), m_panels[i].title());
    m_float->setToolTip(tr("Float or dock this panel"));
    m_close->setToolTip(tr("Close this panel"));
    m_float->setAccessibleName(m_float->toolTip());
    m_close->setAccessibleName(m_close->toolTip());
}

} // namespace weir
