// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_legend.h"

#include <QPainter>

namespace weir {

WindowLegend::WindowLegend(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) { setFixedHeight(20); }

void WindowLegend::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void WindowLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel());
    painter.setFont(m_theme.font(11));
    int x = 48;
    const auto entry = [&](const QString& text, int mark, auto&& draw) {
        const int textWidth = painter.fontMetrics().horizontalAdvance(text);
        const int at = x;
        x += mark + 6 + textWidth + 14;
        if (x - 14 > width()) return; // whole entries or none
        draw(at);
        painter.setPen(m_theme.muted());
        painter.drawText(QRect(at + mark + 6, 0, textWidth + 2, 18), Qt::AlignVCenter, text);
    };
    const QColor bar = m_theme.kindStateful();
    entry(tr("closed"), 12, [&](int at) { painter.fillRect(QRect(at, 4, 12, 10), Theme::mixed(bar, 0.62, m_theme.plotBackground())); });
    entry(tr("open"), 12, [&](int at) {
        painter.fillRect(QRect(at, 4, 12, 10), QBrush(bar, Qt::BDiagPattern));
        painter.setPen(bar);
        painter.drawRect(QRect(at, 4, 11, 9));
    });
    entry(tr("grace"), 12, [&](int at) { painter.fillRect(QRect(at, 4, 12, 10), Theme::mixed(m_theme.warn(), 0.3, m_theme.panel())); });
    entry(tr("stream time"), 2, [&](int at) {
        painter.setPen(QPen(m_theme.sel(), 1, Qt::DashLine));
        painter.drawLine(at, 3, at, 15);
    });
    entry(tr("late, dropped"), 2, [&](int at) {
        painter.setPen(m_theme.error());
        painter.drawLine(at, 5, at, 13);
    });
}

} // namespace weir
