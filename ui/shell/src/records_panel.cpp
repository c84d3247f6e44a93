// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/records_panel.h"

#include "table_look.h"
#include "weir/document/engine_words.h"
#include "weir/document/theme.h"
#include "weir/live/number_text.h"
#include "weir/shell/topology_run.h"

#include <QClipboard>
#include <QComboBox>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {
namespace {

/// A condition rather than a word to look for.
bool looksLikeSql(const QString& text) {
    for (const QChar c : {u'=', u'<', u'>', u'(', u'~'})
        if (text.contains(c)) return true;
    const QString padded = u' ' + text.toLower() + u' ';
    for (const auto* word : {" is ", " like ", " in ", " and ", " or ", " not ", " between "})
        if (padded.contains(QLatin1String(word))) return true;
    return false;
}

} // namespace

RecordsPanel::RecordsPanel(EngineBridge& bridge, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_bridge(bridge), m_edges(new QComboBox), m_filter(new QLineEdit), m_freeze(new QPushButton), m_counts(new QLabel),
      m_error(new QLabel), m_empty(new QLabel), m_table(new QTableView) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 8, 8, 8);
    row->setSpacing(8);
    m_edges->setProperty("look", QStringLiteral("small"));
    m_edges->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_edges->setMinimumWidth(88);
    m_edges->setMaximumWidth(220);
    m_filter->setProperty("look", QStringLiteral("small"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(48);
    m_freeze->setCheckable(true);
    m_freeze->setObjectName(QStringLiteral("smallButton"));
    m_counts->setProperty("look", QStringLiteral("chip"));
    row->addWidget(m_edges);
    row->addWidget(m_filter, 1);
    row->addWidget(m_freeze);
    row->addWidget(m_counts);
    column->addLayout(row);
    m_error->setProperty("look", QStringLiteral("error"));
    m_error->setContentsMargins(8, 0, 8, 4);
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
    dressTable(*m_table);
    m_table->setModel(&m_model);
    const int widths[] = {72, 40, 96, 96, 112};
    for (int i = 0; i < 5; ++i) m_table->setColumnWidth(i, widths[i]);
    m_table->setColumnHidden(RecordTableModel::Window, true);
    column->addWidget(m_table, 1);
    m_empty->setProperty("look", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    column->addWidget(m_empty, 1);
    m_table->hide();

    connect(m_edges, &QComboBox::activated, this, [this](int index) { showEdge(static_cast<std::size_t>(m_edges->itemData(index).toULongLong())); });
    connect(m_filter, &QLineEdit::returnPressed, this, &RecordsPanel::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() || !looksLikeSql(text)) applyFilter();
    });
    connect(m_freeze, &QPushButton::toggled, this, &RecordsPanel::setFrozen);
    connect(&m_model, &RecordTableModel::countsChanged, this, &RecordsPanel::showCounts);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(copy, &QShortcut::activated, this, &RecordsPanel::copySelected);
    setTheme(theme);
    retranslate();
}

RecordsPanel::~RecordsPanel() {
    if (m_watch) m_bridge.unwatch(*m_watch);
}

void RecordsPanel::setTheme(const Theme& theme) {
    m_freeze->setIcon(theme.icon(QStringLiteral("freeze")));
    m_table->setFont(theme.font(12));
}

void RecordsPanel::setRun(TopologyRun* run) {
    if (run == m_run) return;
    if (m_run) m_run->disconnect(this);
    m_run = run;
    m_edge.reset();
    m_watched = nullptr;
    m_model.clear();
    if (m_run) {
        connect(m_run, &TopologyRun::runningChanged, this, &RecordsPanel::followJob);
        connect(m_run, &TopologyRun::edited, this, &RecordsPanel::fillEdges);
    }
    followJob();
}

void RecordsPanel::followJob() {
    fillEdges();
    const auto* job = m_run && m_run->running() ? m_run->monitor() : nullptr;
    // Something is seen at once: the first wire of the flow, unless one was chosen.
    if (job && !m_edge && m_edges->count() > 0) m_edge = 0;
    m_edges->setCurrentIndex(m_edge ? m_edges->findData(static_cast<qulonglong>(*m_edge)) : -1);
    if (job == m_watched) return; // paused or going on: the watch stays
    m_watched = job;
    watch();
}

void RecordsPanel::fillEdges() {
    m_edges->clear();
    if (m_run) {
        const auto names = m_run->edgeNames();
        for (std::size_t i = 0; i < names.size(); ++i) m_edges->addItem(names[i], static_cast<qulonglong>(i));
    }
    m_edges->setCurrentIndex(m_edge ? m_edges->findData(static_cast<qulonglong>(*m_edge)) : -1);
    m_edges->setEnabled(m_edges->count() > 0);
}

void RecordsPanel::showEdge(std::size_t edge) {
    m_edge = edge;
    m_edges->setCurrentIndex(m_edges->findData(static_cast<qulonglong>(edge)));
    watch();
}

void RecordsPanel::watch() {
    if (m_watch) m_bridge.unwatch(*m_watch);
    m_watch.reset();
    const bool live = m_run && m_run->monitor() && m_run->monitor()->active() && m_edge;
    if (live) {
        m_model.clear();
        m_error->hide();
        m_table->setColumnHidden(RecordTableModel::Window, !m_run->edgeWindowed(*m_edge));
        TapRequest request;
        request.applicationId = m_run->monitor()->applicationId();
        request.edge = *m_edge;
        request.where = m_where;
        m_watch = m_bridge.watchEdge(std::move(request), [this](const Result<TapDrain>& drain) {
            if (drain) return m_model.add(*drain);
            m_watch.reset();
            m_error->setText(engineWords(drain.error()));
            m_error->show();
        });
    }
    const bool any = live || m_model.rowCount() > 0;
    m_table->setVisible(any);
    m_empty->setVisible(!any);
    showCounts();
}

void RecordsPanel::applyFilter() {
    const QString text = m_filter->text().trimmed();
    const bool sql = looksLikeSql(text);
    m_model.setTextFilter(sql ? QString() : text);
    const std::string where = sql ? text.toStdString() : std::string();
    if (where == m_where && m_watch) return;
    m_where = where;
    watch();
}

void RecordsPanel::setFrozen(bool frozen) {
    if (m_model.frozen() == frozen && m_freeze->isChecked() == frozen) return;
    m_model.setFrozen(frozen);
    m_freeze->setChecked(frozen);
    Q_EMIT frozenChanged(frozen);
}

void RecordsPanel::showCounts() {
    m_counts->setVisible(m_model.frozen() || m_model.seen() > 0);
    if (m_model.frozen()) m_counts->setText(tr("%1 new").arg(groupedText(static_cast<std::int64_t>(m_model.newCount()))));
    else if (m_model.missed() > 0) m_counts->setText(tr("%1 seen, sampled").arg(shortText(static_cast<double>(m_model.seen()))));
    else m_counts->setText(tr("%1 seen").arg(shortText(static_cast<double>(m_model.seen()))));
}

void RecordsPanel::copySelected() {
    auto rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QString text;
    for (const auto& row : rows)
        if (const auto* record = m_model.record(row.row())) text += RecordTableModel::asJson(*record) + u'\n';
    if (!text.isEmpty()) QGuiApplication::clipboard()->setText(text);
}

void RecordsPanel::retranslate() {
    m_filter->setPlaceholderText(tr("Text, or a condition: amount > 100"));
    m_freeze->setText(tr("Freeze"));
    m_freeze->setToolTip(tr("Stand still; the data goes on"));
    m_empty->setText(tr("Run the topology, then click a wire to see its last records."));
    m_edges->setAccessibleName(tr("Wire"));
    m_model.retranslate();
    showCounts();
}

void RecordsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace weir
