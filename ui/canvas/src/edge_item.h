// SPDX-License-Identifier: GPL-3.0-or-later
// EdgeItem: a wire, its arrow, its hexagon and its pills.
#pragma once

#include "edge_curve.h"
#include "pill_painter.h"
#include "weir/canvas/node_view.h"
#include "weir/document/theme.h"

#include <QGraphicsItem>

namespace weir {

class EdgeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 2 };
    /// Both must outlive the item.
    EdgeItem(const Theme& theme, PillPainter& pills);

    void sync(EdgeView view);
    const EdgeView& view() const { return m_view; }
    void route(QPointF from, QPointF to);
    const EdgeCurve& curve() const { return m_curve; }
    /// A node that is let go here goes into the wire.
    void setSpliceShown(bool shown);
    void setHovered(bool hovered);

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintHexagon(QPainter& painter, QPointF centre, const QColor& color) const;

    const Theme& m_theme;
    PillPainter& m_pills;
    PillText m_label;
    PillText m_rate;
    PillText m_lag;
    EdgeView m_view;
    EdgeCurve m_curve;
    bool m_splice = false;
    bool m_hovered = false;
};

} // namespace weir
