// SPDX-License-Identifier: GPL-3.0-or-later
#include "pill_painter.h"

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPainter>

#include <cmath>

namespace weir {

namespace {
constexpr int HEIGHT = 19; ///< the border is half outside the 17 px
constexpr double DOT_ROOM = 11;
constexpr std::size_t MOST_GROUNDS = 600;
} // namespace

PillText::PillText(const Theme& theme, const QString& text, bool bold) : strong(bold) {
    if (text.isEmpty()) return;
    const QFont font = theme.font(11, bold);
    const QFontMetricsF metrics(font);
    width = static_cast<int>(std::ceil(metrics.horizontalAdvance(text)));
    ascent = metrics.ascent();
    words.setTextFormat(Qt::PlainText);
    words.setPerformanceHint(QStaticText::AggressiveCaching);
    words.setText(text);
    words.prepare({}, font);
}

QPixmap PillPainter::makeGround(int width, const PillLook& look, double zoom, double ratio) const {
    const double scale = zoom * ratio;
    QPixmap ground(static_cast<int>(std::ceil((width + 2) * scale)), static_cast<int>(std::ceil(HEIGHT * scale)));
    ground.fill(Qt::transparent);
    QPainter painter(&ground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(scale, scale);
    painter.setPen(QPen(look.border, look.strong ? 1.5 : 1));
    painter.setBrush(m_theme.card());
    painter.drawRoundedRect(QRectF(1, 1, width, 17), 8.5, 8.5);
    if (look.dot) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.border);
        painter.drawEllipse(QPointF(11.5, 9.5), 3, 3);
    }
    painter.end();
    ground.setDevicePixelRatio(ratio);
    return ground;
}

void PillPainter::paint(QPainter& painter, QPointF centre, const PillText& text, const PillLook& look) {
    if (text.width == 0) return;
    const double dot = look.dot ? DOT_ROOM : 0;
    const int width = text.width + 14 + static_cast<int>(dot);
    const double x = std::round(centre.x() - width / 2.0);
    const double y = std::round(centre.y() - 9);
    const QTransform transform = painter.worldTransform();
    const double zoom = transform.m11();
    const double ratio = painter.device()->devicePixelRatioF();
    const Key key{width, look.border.rgba(), (look.dot ? 1 : 0) + (look.strong ? 2 : 0), static_cast<int>(std::lround(zoom * ratio * 1000))};
    auto found = m_grounds.find(key);
    if (found == m_grounds.end()) {
        if (m_grounds.size() >= MOST_GROUNDS) m_grounds.clear();
        found = m_grounds.emplace(key, makeGround(width, look, zoom, ratio)).first;
    }
    // As many pixels as it has: a scaled picture would be slow and dim.
    const QPointF corner = transform.map(QPointF(x - 0.5, y - 0.5));
    painter.setWorldTransform(QTransform());
    painter.drawPixmap(QPointF(std::floor(corner.x() * ratio) / ratio, std::floor(corner.y() * ratio) / ratio), found->second);
    painter.setWorldTransform(transform);
    painter.setFont(m_theme.font(11, look.strong));
    painter.setPen(look.muted ? m_theme.muted() : m_theme.text());
    painter.drawStaticText(QPointF(x + 7.5 + dot, y + 13 - text.ascent), text.words);
}

} // namespace weir
