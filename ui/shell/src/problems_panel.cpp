// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/problems_panel.h"

#include "table_look.h"
#include "weir/document/checker.h"
#include "weir/document/engine_words.h"
#include "weir/document/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace weir {
namespace {
constexpr int rowHeight = 32;
} // namespace

ProblemsPanel::ProblemsPanel(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(&theme), m_table(new QTableWidget(0, 5)), m_empty(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    dressTable(*m_table);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->setColumnWidth(0, 32);
    m_table->setColumnWidth(1, 120);
    m_table->setColumnWidth(2, 112);
    m_table->setColumnWidth(4, 208);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    column->addWidget(m_table, 1);
    m_empty->setProperty("look", QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    column->addWidget(m_empty, 1);
    connect(m_table, &QTableWidget::cellClicked, this, [this](int row, int) {
        if (row < static_cast<int>(m_diagnostics.size())) Q_EMIT chosen(m_diagnostics[static_cast<std::size_t>(row)]);
    });
    connect(m_table, &QTableWidget::cellActivated, this, [this](int row, int) {
        if (row < static_cast<int>(m_diagnostics.size())) Q_EMIT chosen(m_diagnostics[static_cast<std::size_t>(row)]);
    });
    fill();
}

void ProblemsPanel::setTheme(const Theme& theme) {
    m_theme = &theme;
    fill();
}

void ProblemsPanel::showResult(const CheckResult* result) {
    Diagnostics next = result ? result->diagnostics : Diagnostics();
    std::stable_sort(next.begin(), next.end(), [](const Diagnostic& a, const Diagnostic& b) { return a.severity < b.severity; });
    if (next == m_diagnostics) return;
    m_diagnostics = std::move(next);
    fill();
}

int ProblemsPanel::count(Severity severity) const {
    return static_cast<int>(std::count_if(m_diagnostics.begin(), m_diagnostics.end(), [&](const Diagnostic& d) { return d.severity == severity; }));
}

void ProblemsPanel::fill() {
    const int chosenRow = m_table->currentRow();
    m_table->setHorizontalHeaderLabels({QString(), tr("Node"), tr("Field"), tr("Problem"), tr("Quick fix")});
    for (int i = 0; i < 5; ++i) m_table->horizontalHeaderItem(i)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setRowCount(0);
    m_table->setRowCount(static_cast<int>(m_diagnostics.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const auto& problem = m_diagnostics[static_cast<std::size_t>(row)];
        const bool error = problem.severity == Severity::Error;
        const bool warning = problem.severity == Severity::Warning;
        auto* sign = new QTableWidgetItem;
        sign->setIcon(m_theme->icon(error ? QStringLiteral("error") : warning ? QStringLiteral("warn") : QStringLiteral("info"),
                                    error ? m_theme->error() : warning ? m_theme->warn() : m_theme->sel()));
        sign->setData(Qt::AccessibleTextRole, error ? tr("Error") : warning ? tr("Warning") : tr("Note"));
        m_table->setItem(row, 0, sign);
        auto* node = new QTableWidgetItem(problem.node.empty() ? tr("file") : QString::fromStdString(problem.node));
        QFont bold = m_theme->font(12, true);
        node->setFont(bold);
        m_table->setItem(row, 1, node);
        auto* field = new QTableWidgetItem(QString::fromStdString(problem.field));
        field->setForeground(m_theme->muted());
        m_table->setItem(row, 2, field);
        auto* message = new QTableWidgetItem(engineWords(problem.message));
        message->setToolTip(message->text());
        m_table->setItem(row, 3, message);
        if (!problem.fix) continue;
        auto* holder = new QWidget;
        auto* box = new QHBoxLayout(holder);
        box->setContentsMargins(8, 4, 8, 4);
        auto* button = new QPushButton(engineWords(problem.fix->title));
        button->setProperty("look", QStringLiteral("fix"));
        button->setObjectName(QStringLiteral("smallButton"));
        connect(button, &QPushButton::clicked, this, [this, row] {
            if (row < static_cast<int>(m_diagnostics.size())) Q_EMIT fixAsked(Diagnostic(m_diagnostics[static_cast<std::size_t>(row)]));
        });
        box->addWidget(button);
        box->addStretch(1);
        m_table->setCellWidget(row, 4, holder);
    }
    if (chosenRow >= 0 && chosenRow < m_table->rowCount()) m_table->selectRow(chosenRow);
    m_table->setVisible(m_table->rowCount() > 0);
    m_empty->setVisible(m_table->rowCount() == 0);
    m_empty->setText(tr("No problems."));
}

void ProblemsPanel::walk(int step) {
    const int count = m_table->rowCount();
    if (count == 0) return;
    const int from = m_table->currentRow();
    const int to = from < 0 ? (step > 0 ? 0 : count - 1) : (from + step + count) % count;
    m_table->selectRow(to);
    m_table->setCurrentCell(to, 1);
    Q_EMIT chosen(m_diagnostics[static_cast<std::size_t>(to)]);
}

void ProblemsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) fill();
}

} // namespace weir
