// SPDX-License-Identifier: GPL-3.0-or-later
// EdgeCurve: the Bézier between two ports, and where things sit on it.
#pragma once

#include <QPainterPath>
#include <QPointF>

namespace weir {

class EdgeCurve {
public:
    EdgeCurve() = default;
    /// Centres of the ports; an arrow ends at the second.
    EdgeCurve(QPointF from, QPointF to, bool arrow);

    const QPainterPath& path() const { return m_path; }
    /// 0 at the output, 1 at the input.
    QPointF at(double share) const;
    QPointF arrowTip() const { return m_tip; }
    /// Pills stand one upon the other where the curve is steep, else above and below it.
    bool steep() const { return m_steep; }
    double distanceTo(QPointF point) const;
    /// Does the line from a to b cross it?
    bool crosses(QPointF a, QPointF b) const;
    QRectF bounds() const { return m_path.controlPointRect(); }

private:
    QPointF m_points[4];
    QPointF m_tip;
    QPainterPath m_path;
    bool m_steep = false;
};

} // namespace weir
