// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/timeline_strip.h"

#include "weir/live/job_monitor.h"
#include "weir/live/number_text.h"

#include <QPainter>

#include <algorithm>

namespace weir {
namespace {
constexpr int idleHeight = 24;
constexpr int replayHeight = 96;
constexpr int barPitch = 4;
constexpr std::size_t barsMost = 900;
} // namespace

TimelineStrip::TimelineStrip(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setFixedHeight(idleHeight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TimelineStrip::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void TimelineStrip::setExpanded(bool expanded) {
    m_expanded = expanded;
    setFixedHeight(expanded ? replayHeight : idleHeight);
    update();
}

void TimelineStrip::showJob(const JobMonitor* monitor) {
    if (monitor != m_monitor) {
        m_monitor = monitor;
        m_rates.clear();
        m_second = 0;
        update();
    }
    if (!monitor || !monitor->latest()) return;
    const std::int64_t second = monitor->latest()->wallMicros / 1'000'000;
    if (second == m_second) return;
    m_second = second;
    m_rates.push_back(monitor->rates().processed());
    if (m_rates.size() > barsMost) m_rates.erase(m_rates.begin());
    m_first = second - static_cast<std::int64_t>(m_rates.size()) + 1;
    update();
}

void TimelineStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.panel());
    painter.setPen(m_expanded ? m_theme.replay() : m_theme.lineStrong());
    painter.drawLine(0, 0, width(), 0);
    m_theme.paintIcon(painter, QRectF(6, 5, 15, 15), m_expanded ? QStringLiteral("chevD") : QStringLiteral("chevR"), m_theme.muted());
    painter.setFont(m_theme.font(11));
    painter.setPen(m_theme.muted());
    const QString title = tr("Timeline");
    painter.drawText(QRect(24, 0, 90, idleHeight), Qt::AlignVCenter | Qt::AlignLeft, title);
    const int left = 104;
    const int right = width() - (m_rates.empty() ? 12 : 140);
    const int ground = idleHeight - 4;
    if (m_rates.empty()) {
        painter.drawText(QRect(left, 0, right - left, idleHeight), Qt::AlignVCenter | Qt::AlignLeft,
                         m_expanded ? QString() : tr("records a second, once something runs"));
    } else {
        const auto room = static_cast<std::size_t>(std::max(1, (right - left) / barPitch));
        const std::size_t from = m_rates.size() > room ? m_rates.size() - room : 0;
        const double most = std::max(1.0, *std::max_element(m_rates.begin() + static_cast<std::ptrdiff_t>(from), m_rates.end()));
        const QColor bar = Theme::mixed(m_theme.kindSource(), 0.45, m_theme.panel());
        for (std::size_t i = from; i < m_rates.size(); ++i) {
            const int h = std::clamp(static_cast<int>(m_rates[i] / most * 15), 1, 15);
            painter.fillRect(left + static_cast<int>(i - from) * barPitch, ground - h, barPitch - 1, h, bar);
        }
        painter.drawText(QRect(right, 0, 128, idleHeight), Qt::AlignVCenter | Qt::AlignRight,
                         windowText((m_first + static_cast<std::int64_t>(from)) * 1000, (m_second + 1) * 1000));
    }
    if (m_expanded) {
        painter.setFont(m_theme.font(12));
        painter.setPen(m_theme.muted());
        painter.drawText(QRect(left, idleHeight, width() - left - 12, height() - idleHeight), Qt::AlignVCenter | Qt::AlignLeft,
                         tr("Replaying is not in this version. Seeking, lanes by partition, checkpoints and A–B comparison will stand here."));
    }
}

} // namespace weir
