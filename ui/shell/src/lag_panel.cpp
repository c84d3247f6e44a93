// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/lag_panel.h"

#include "table_look.h"
#include "weir/document/theme.h"
#include "weir/live/job_monitor.h"
#include "weir/plots/lag_plot.h"

#include <QButtonGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPainterPath>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {

/// The last minute as a sparkline; the lag in its heat.
class LagPanel::LagDelegate final : public QStyledItemDelegate {
public:
    LagDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}
    void setTheme(const Theme& theme) { m_theme = theme; }
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool heated = index.column() == LagTableModel::Lag || index.column() == LagTableModel::Behind;
        const double seconds = index.data(LagTableModel::HeatRole).toDouble();
        if (heated && Theme::heatStep(seconds) >= 2) option->palette.setColor(QPalette::Text, m_theme.heat(Theme::heatStep(seconds)));
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        QStyledItemDelegate::paint(painter, option, index);
        if (index.column() != LagTableModel::History) return;
        const auto history = index.data(LagTableModel::HistoryRole).value<QList<double>>();
        if (history.size() < 2) return;
        const double most = std::max(1.0, *std::max_element(history.begin(), history.end()));
        const QRectF area = QRectF(option.rect).adjusted(8, 5, -8, -5);
        QPainterPath path;
        for (qsizetype i = 0; i < history.size(); ++i) {
            const QPointF at(area.left() + area.width() * static_cast<double>(i) / 59.0, area.bottom() - area.height() * history[i] / most);
            if (i == 0) path.moveTo(at);
            else path.lineTo(at);
        }
        painter->save();
        painter->setPen(QPen(m_theme.heat(Theme::heatStep(index.data(LagTableModel::HeatRole).toDouble())), 0));
        painter->drawPath(path);
        painter->restore();
    }

private:
    Theme m_theme;
};

LagPanel::LagPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_link(120), m_plot(new LagPlot(theme, m_link)), m_lags(new QTableView), m_tasks(new QTableView), m_views(new QStackedWidget),
      m_delegate(new LagDelegate(theme, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(4);
    auto* segments = new QWidget;
    segments->setObjectName(QStringLiteral("segments"));
    segments->setAttribute(Qt::WA_StyledBackground);
    auto* row = new QHBoxLayout(segments);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(0);
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < 3; ++i) {
        m_buttons[i] = new QToolButton;
        m_buttons[i]->setObjectName(QStringLiteral("smallSegment"));
        m_buttons[i]->setCheckable(true);
        group->addButton(m_buttons[i], i);
        row->addWidget(m_buttons[i]);
    }
    m_buttons[0]->setChecked(true);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(8, 0, 8, 0);
    line->addWidget(segments);
    line->addStretch(1);
    column->addLayout(line);
    for (auto* table : {m_lags, m_tasks}) dressTable(*table);
    m_lags->setItemDelegate(m_delegate);
    m_views->addWidget(m_plot);
    m_views->addWidget(m_lags);
    m_views->addWidget(m_tasks);
    column->addWidget(m_views, 1);
    connect(group, &QButtonGroup::idClicked, m_views, &QStackedWidget::setCurrentIndex);
    retranslate();
}

void LagPanel::setTheme(const Theme& theme) {
    m_plot->setTheme(theme);
    m_delegate->setTheme(theme);
    m_lags->viewport()->update();
}

void LagPanel::setMonitor(JobMonitor* monitor) {
    if (monitor == m_monitor) return;
    m_monitor = monitor;
    m_plot->setMonitor(monitor);
    m_lags->setModel(monitor ? &monitor->lagModel() : nullptr);
    m_tasks->setModel(monitor ? &monitor->taskModel() : nullptr);
    if (!monitor) return;
    const int lagWidths[] = {208, 44, 80, 80, 72, 72, 72, 80};
    for (int i = 0; i < 8; ++i) m_lags->setColumnWidth(i, lagWidths[i]);
    const int taskWidths[] = {64, 104, 64, 112, 80};
    for (int i = 0; i < 5; ++i) m_tasks->setColumnWidth(i, taskWidths[i]);
}

void LagPanel::refresh() { m_plot->refresh(); }

void LagPanel::retranslate() {
    m_buttons[0]->setText(tr("Plot"));
    m_buttons[1]->setText(tr("Partitions"));
    m_buttons[2]->setText(tr("Tasks"));
    if (m_monitor) {
        m_monitor->lagModel().retranslate();
        m_monitor->taskModel().retranslate();
    }
}

void LagPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace weir
