// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/plots/value_table.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace weir {
namespace {
constexpr int rowHeight = 20;
constexpr int top = 8;
} // namespace

ValueTable::ValueTable(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void ValueTable::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void ValueTable::setRows(std::vector<ValueRow> rows, std::vector<FactRow> facts) {
    std::stable_sort(rows.begin(), rows.end(), [](const ValueRow& a, const ValueRow& b) { return a.value > b.value; });
    if (rows == m_rows && facts == m_facts) return;
    m_rows = std::move(rows);
    m_facts = std::move(facts);
    update();
}

void ValueTable::setChosen(const QString& name) {
    m_chosen = name;
    update();
}

int ValueTable::rowsThatFit() const {
    const int facts = static_cast<int>(m_facts.size()) * rowHeight + (m_facts.empty() ? 0 : 12);
    return std::max(1, (height() - top - facts) / rowHeight);
}

int ValueTable::rowAt(int y) const {
    const int row = (y - top) / rowHeight;
    return y >= top && row < std::min(rowsThatFit(), static_cast<int>(m_rows.size())) ? row : -1;
}

void ValueTable::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setFont(m_theme.font(11));
    const int right = width() - 8;
    const auto line = [&](int y, int left, const QString& name, const QString& text, const std::optional<QColor>& emphasis, bool chosen) {
        painter.setFont(m_theme.font(11, emphasis.has_value()));
        const int used = painter.fontMetrics().horizontalAdvance(text);
        painter.setPen(emphasis.value_or(m_theme.text()));
        painter.drawText(QRect(right - used, y, used, rowHeight), Qt::AlignRight | Qt::AlignVCenter, text);
        painter.setFont(m_theme.font(11, chosen));
        painter.setPen(chosen ? m_theme.text() : m_theme.muted());
        const int room = right - used - 6 - left;
        painter.drawText(QRect(left, y, room, rowHeight), Qt::AlignLeft | Qt::AlignVCenter, painter.fontMetrics().elidedText(name, Qt::ElideMiddle, room));
    };
    int y = top;
    const int fit = rowsThatFit();
    const int count = static_cast<int>(m_rows.size());
    const int shown = count <= fit ? count : fit - 1;
    for (int i = 0; i < shown; ++i, y += rowHeight) {
        const auto& row = m_rows[static_cast<std::size_t>(i)];
        painter.fillRect(QRect(0, y + 9, 10, 3), row.color);
        line(y, 16, row.name, row.text, row.emphasis, row.name == m_chosen);
    }
    if (shown < count) {
        painter.setFont(m_theme.font(11));
        painter.setPen(m_theme.muted());
        painter.drawText(QRect(16, y, right - 16, rowHeight), Qt::AlignLeft | Qt::AlignVCenter, tr("%n more", nullptr, count - shown));
        y += rowHeight;
    }
    if (m_facts.empty()) return;
    painter.setPen(m_theme.line());
    painter.drawLine(0, y + 5, right, y + 5);
    y += 11;
    for (const auto& fact : m_facts) {
        line(y, 0, fact.name, fact.text, fact.emphasis, false);
        y += rowHeight;
    }
}

void ValueTable::mousePressEvent(QMouseEvent* event) {
    const int row = rowAt(static_cast<int>(event->position().y()));
    if (row >= 0) Q_EMIT rowClicked(m_rows[static_cast<std::size_t>(row)].name);
}

bool ValueTable::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos().y());
        if (row >= 0) QToolTip::showText(help->globalPos(), m_rows[static_cast<std::size_t>(row)].name + QStringLiteral("  ") + m_rows[static_cast<std::size_t>(row)].text, this);
        else QToolTip::hideText();
        return true;
    }
    return QWidget::event(event);
}

} // namespace weir
