// SPDX-License-Identifier: GPL-3.0-or-later
#include "group_item.h"

#include <QFontMetricsF>
#include <QPainter>

namespace weir {

GroupItem::GroupItem(const Theme& theme, std::size_t index) : m_theme(theme), m_index(index) {
    setFlag(ItemIsSelectable);
    setZValue(-10);
}

void GroupItem::sync(const QString& title, QRectF frame, bool on) {
    prepareGeometryChange();
    m_title = title;
    m_frame = frame;
    m_on = on;
    m_titleWidth = QFontMetricsF(m_theme.font(11, true)).horizontalAdvance(title) + 16;
    update();
}

QRectF GroupItem::titleRect() const { return QRectF(m_frame.x() + 12, m_frame.y() - 9, m_titleWidth + 36, 18); }
QRectF GroupItem::switchRect() const { return QRectF(m_frame.x() + m_titleWidth + 18, m_frame.y() - 5, 20, 10); }
QRectF GroupItem::boundingRect() const { return m_frame.adjusted(-4, -14, 4, 4); }

QPainterPath GroupItem::shape() const { // the inside lets box selection begin
    QPainterPath path;
    path.addRect(titleRect());
    return path;
}

void GroupItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    painter->setRenderHint(QPainter::Antialiasing);
    QColor ground = m_theme.kindFrame();
    ground.setAlphaF(0.05F);
    QPen dashes(isSelected() ? m_theme.sel() : m_theme.border(), isSelected() ? 2 : 1);
    dashes.setDashPattern({5, 4});
    painter->setPen(dashes);
    painter->setBrush(ground);
    painter->drawRoundedRect(m_frame.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    painter->setPen(QPen(isSelected() ? m_theme.sel() : m_theme.border(), 1));
    painter->setBrush(m_theme.canvas());
    painter->drawRoundedRect(titleRect(), 9, 9);
    painter->setFont(m_theme.font(11, true));
    painter->setPen(m_theme.muted());
    painter->drawText(QPointF(m_frame.x() + 20, m_frame.y() + 4), m_title);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_on ? m_theme.ok() : m_theme.lineStrong());
    painter->drawRoundedRect(switchRect(), 5, 5);
    painter->setBrush(m_theme.card());
    painter->drawEllipse(QPointF(switchRect().x() + (m_on ? 15 : 5), m_frame.y()), 3.5, 3.5);
}

} // namespace weir
