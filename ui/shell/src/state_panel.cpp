// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/state_panel.h"

#include "table_look.h"
#include "weir/document/engine_words.h"
#include "weir/document/theme.h"
#include "weir/live/number_text.h"
#include "weir/shell/topology_run.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {

StatePanel::StatePanel(EngineBridge& bridge, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_bridge(bridge), m_name(new QLabel), m_search(new QLineEdit), m_freeze(new QPushButton), m_message(new QLabel),
      m_table(new QTableView), m_delegate(new WarmRowDelegate(StoreTableModel::FreshRole, theme, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 6);
    row->setSpacing(8);
    m_name->setProperty("look", QStringLiteral("strong"));
    m_search->setProperty("look", QStringLiteral("small"));
    m_search->setClearButtonEnabled(true);
    m_freeze->setCheckable(true);
    m_freeze->setObjectName(QStringLiteral("smallButton"));
    row->addWidget(m_name);
    row->addWidget(m_search, 1);
    row->addWidget(m_freeze);
    column->addLayout(row);
    dressTable(*m_table);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(m_delegate);
    column->addWidget(m_table, 1);
    m_message->setProperty("look", QStringLiteral("muted"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(16, 16, 16, 16);
    column->addWidget(m_message, 1);
    connect(m_search, &QLineEdit::textChanged, this, &StatePanel::watch);
    connect(m_freeze, &QPushButton::toggled, this, [this](bool on) { m_model.setFrozen(on); });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] { m_fitted = false; });
    setTheme(theme);
    retranslate();
    watch();
}

StatePanel::~StatePanel() {
    if (m_watch) m_bridge.unwatch(*m_watch);
}

void StatePanel::setTheme(const Theme& theme) {
    m_delegate->setTheme(theme);
    m_freeze->setIcon(theme.icon(QStringLiteral("freeze")));
}

void StatePanel::setRun(TopologyRun* run) {
    if (run == m_run) return;
    if (m_run) m_run->disconnect(this);
    m_run = run;
    m_node.clear();
    if (m_run) connect(m_run, &TopologyRun::runningChanged, this, &StatePanel::watch);
    watch();
}

void StatePanel::showNode(const std::string& node) {
    m_node = node;
    watch();
}

void StatePanel::watch() {
    if (m_watch) m_bridge.unwatch(*m_watch);
    m_watch.reset();
    const std::string store = m_run && !m_node.empty() ? m_run->storeOf(m_node) : std::string();
    if (store != m_store) m_model.clear();
    m_store = store;
    m_name->setText(QString::fromStdString(store));
    const bool live = !store.empty() && m_run->running();
    if (live) {
        StoreQuery query;
        query.applicationId = m_run->monitor()->applicationId();
        query.store = store;
        query.keyPrefix = m_search->text().toStdString();
        m_watch = m_bridge.watchStore(std::move(query), [this](const Result<StorePage>& page) {
            if (page) {
                m_model.setPage(*page, QDateTime::currentMSecsSinceEpoch());
                fitColumns();
                m_name->setToolTip(tr("%1 rows in the store").arg(groupedText(static_cast<std::int64_t>(page->total))));
            }
            m_table->setVisible(page.has_value());
            m_message->setVisible(!page);
            if (!page) m_message->setText(engineWords(page.error().detail));
        });
    } else {
        m_message->setText(m_node.empty()  ? tr("Select a node with a store: aggregate, join, table.")
                           : store.empty() ? tr("%1 keeps no state.").arg(QString::fromStdString(m_node))
                                           : tr("Run the topology to see the store %1.").arg(QString::fromStdString(store)));
    }
    const bool any = live || m_model.rowCount() > 0;
    m_table->setVisible(any);
    m_message->setVisible(!any);
}

void StatePanel::fitColumns() {
    if (m_fitted || m_model.rowCount() == 0) return;
    m_fitted = true; // once: columns that move with the figures can't be read
    for (int i = 0; i + 1 < m_model.columnCount(); ++i) {
        m_table->resizeColumnToContents(i);
        m_table->setColumnWidth(i, std::clamp(m_table->columnWidth(i) + (m_model.windowed() && i == 1 ? 8 : 20), 56, 176));
    }
}

void StatePanel::retranslate() {
    m_search->setPlaceholderText(tr("Beginning of a key"));
    m_freeze->setText(tr("Freeze"));
    m_model.retranslate();
}

void StatePanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    retranslate();
    watch();
}

} // namespace weir
