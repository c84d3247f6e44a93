// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/log_panel.h"

#include "table_look.h"
#include "weir/document/theme.h"
#include "weir/live/number_text.h"

#include <QComboBox>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableWidget>
#include <QVBoxLayout>

namespace weir {
namespace {
constexpr std::size_t linesMost = 2'000;
} // namespace

LogPanel::LogPanel(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(&theme), m_level(new QComboBox), m_table(new QTableWidget(0, 3)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 6, 8, 6);
    m_level->setProperty("look", QStringLiteral("small"));
    m_level->addItems({QString(), QString(), QString()});
    row->addWidget(m_level);
    row->addStretch(1);
    column->addLayout(row);
    dressTable(*m_table);
    m_table->setColumnWidth(0, 96);
    m_table->setColumnWidth(1, 160);
    column->addWidget(m_table, 1);
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogPanel::fill);
    retranslate();
}

void LogPanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    fill();
}

void LogPanel::add(Level level, const QString& origin, const QString& sentence) {
    m_lines.push_back({QDateTime::currentMSecsSinceEpoch(), level, origin, sentence});
    if (m_lines.size() > linesMost) {
        m_lines.pop_front();
        if (m_level->currentIndex() == 0) m_table->removeRow(0);
    }
    append(m_lines.back());
    m_table->scrollToBottom();
}

void LogPanel::append(const Line& line) {
    if (static_cast<int>(line.level) < m_level->currentIndex()) return;
    const int row = m_table->rowCount();
    m_table->insertRow(row);
    auto* time = new QTableWidgetItem(clockText(line.time));
    time->setForeground(m_theme->muted());
    m_table->setItem(row, 0, time);
    m_table->setItem(row, 1, new QTableWidgetItem(line.origin));
    auto* sentence = new QTableWidgetItem(line.sentence);
    sentence->setToolTip(line.sentence);
    if (line.level == Level::Error) sentence->setForeground(m_theme->error());
    if (line.level == Level::Warning) sentence->setForeground(m_theme->warn());
    m_table->setItem(row, 2, sentence);
}

void LogPanel::fill() {
    m_table->setRowCount(0);
    for (const auto& line : m_lines) append(line);
}

void LogPanel::retranslate() {
    m_level->setItemText(0, tr("All messages"));
    m_level->setItemText(1, tr("Warnings and errors"));
    m_level->setItemText(2, tr("Errors"));
    m_table->setHorizontalHeaderLabels({tr("Time"), tr("Origin"), tr("Message")});
    for (int i = 0; i < 3; ++i) m_table->horizontalHeaderItem(i)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void LogPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace weir
