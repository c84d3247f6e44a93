// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge_item.h"

#include <QPainter>
#include <QPainterPathStroker>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace weir {

namespace {
constexpr double BLOCK_ZOOM = 0.35;
constexpr double PILL_ZOOM = 0.6; ///< below, their 11 px cannot be read, and 3,000 of them cost 13 ms a frame
} // namespace

EdgeItem::EdgeItem(const Theme& theme, PillPainter& pills) : m_theme(theme), m_pills(pills) {
    setFlag(ItemIsSelectable);
    setAcceptedMouseButtons(Qt::NoButton);
}

void EdgeItem::sync(EdgeView view) {
    if (view == m_view) return;
    if (view.toolTip != m_view.toolTip) setToolTip(view.toolTip);
    m_view = std::move(view);
    update();
}

void EdgeItem::route(QPointF from, QPointF to) {
    prepareGeometryChange();
    m_curve = EdgeCurve(from, to, true);
}

void EdgeItem::setSpliceShown(bool shown) {
    m_splice = shown;
    update();
}

void EdgeItem::setHovered(bool hovered) {
    if (m_hovered == hovered) return;
    m_hovered = hovered;
    update();
}

QRectF EdgeItem::boundingRect() const { return m_curve.bounds().adjusted(-50, -32, 50, 32); }

QPainterPath EdgeItem::shape() const {
    QPainterPathStroker stroker;
    stroker.setWidth(12);
    return stroker.createStroke(m_curve.path());
}

void EdgeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const QTransform& transform = painter->worldTransform();
    const double zoom = std::hypot(transform.m11(), transform.m12());
    const bool marked = isSelected() || m_hovered || m_splice;
    const int heat = m_view.heat.value_or(0);
    const QColor color = marked ? m_theme.sel() : m_view.heat ? m_theme.heat(heat) : m_theme.edge();
    const double width = heat >= 4 ? 4 : heat >= 3 ? 3 : 2;
    painter->setBrush(Qt::NoBrush);
    if (zoom < BLOCK_ZOOM) {
        QPen line(color, heat >= 3 || marked ? 2 : 1);
        line.setCosmetic(true);
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(line);
        painter->drawPath(m_curve.path());
        return;
    }
    painter->setRenderHint(QPainter::Antialiasing);
    if (marked) {
        painter->setPen(QPen(m_theme.halo(), 10, Qt::SolidLine, Qt::RoundCap));
        painter->drawPath(m_curve.path());
    }
    QPen line(color, width, Qt::SolidLine, Qt::FlatCap);
    if (m_view.repartition || m_splice) line.setDashPattern({6 / width, 4 / width});
    painter->setPen(line);
    painter->drawPath(m_curve.path());
    const double half = std::max(4.5, width + 2);
    const QPointF tip = m_curve.arrowTip();
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawPolygon(QPolygonF({tip + QPointF(-8, -half), tip + QPointF(1, 0), tip + QPointF(-8, half)}));
    if (zoom < PILL_ZOOM) return;

    // Laid out when they are seen: of 1,500 wires with new figures a hundred are in view.
    const auto laidOut = [this](PillText& text, const QString& words, bool strong) {
        if (text.words.text() != words || text.strong != strong) text = PillText(m_theme, words, strong);
    };
    laidOut(m_label, m_view.label, false);
    laidOut(m_rate, m_view.rate, false);
    laidOut(m_lag, m_view.lag, heat >= 3);
    const QPointF middle = m_curve.at(0.5);
    if (m_view.repartition) paintHexagon(*painter, middle, color);
    m_pills.paint(*painter, m_view.rate.isEmpty() ? middle : m_curve.at(0.25), m_label, {m_theme.border(), false, false, true});
    const double apart = m_view.repartition ? 20 : 17;
    const bool two = !m_view.lag.isEmpty();
    m_pills.paint(*painter, middle - QPointF(0, m_curve.steep() ? (two ? 10 : 0) : apart), m_rate, {m_theme.lineStrong()});
    if (two) m_pills.paint(*painter, middle + QPointF(0, m_curve.steep() ? 10 : apart), m_lag, {m_theme.heat(heat), true, heat >= 3, false});
}

void EdgeItem::paintHexagon(QPainter& painter, QPointF centre, const QColor& color) const {
    QPolygonF hexagon;
    for (int i = 0; i < 6; ++i) {
        const double angle = std::numbers::pi / 3 * i;
        hexagon << centre + QPointF(8 * std::cos(angle), 8 * std::sin(angle));
    }
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(m_theme.card());
    painter.drawPolygon(hexagon);
    painter.setPen(QPen(color, 1.2));
    painter.drawLine(centre + QPointF(-3, 0), centre + QPointF(2, 0));
    painter.drawPolyline(QPolygonF({centre + QPointF(0, -2.5), centre + QPointF(2.5, 0), centre + QPointF(0, 2.5)}));
}

} // namespace weir
