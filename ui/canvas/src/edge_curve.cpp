// SPDX-License-Identifier: GPL-3.0-or-later
#include "edge_curve.h"

#include <QLineF>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {
constexpr double PORT_RADIUS = 5;
constexpr double ARROW_LENGTH = 5;
} // namespace

EdgeCurve::EdgeCurve(QPointF from, QPointF to, bool arrow) {
    const double x1 = from.x() + PORT_RADIUS;
    const double tip = to.x() - PORT_RADIUS - 1;
    const double x2 = tip - (arrow ? ARROW_LENGTH : 0);
    const double reach = std::max({28.0, std::abs(x2 - x1) * 0.5, x2 < x1 ? 80.0 : 0.0});
    m_points[0] = {x1, from.y()};
    m_points[1] = {x1 + reach, from.y()};
    m_points[2] = {x2 - reach, to.y()};
    m_points[3] = {x2, to.y()};
    m_tip = {tip, to.y()};
    m_steep = std::abs(to.y() - from.y()) > 12;
    m_path.moveTo(m_points[0]);
    m_path.cubicTo(m_points[1], m_points[2], m_points[3]);
}

QPointF EdgeCurve::at(double u) const {
    const double v = 1 - u;
    return m_points[0] * (v * v * v) + m_points[1] * (3 * v * v * u) + m_points[2] * (3 * v * u * u) +
           m_points[3] * (u * u * u);
}

double EdgeCurve::distanceTo(QPointF point) const {
    constexpr int STEPS = 32;
    double best = 1e9;
    QPointF a = at(0);
    for (int i = 1; i <= STEPS; ++i) {
        const QPointF b = at(static_cast<double>(i) / STEPS);
        const QPointF ab = b - a;
        const double length = QPointF::dotProduct(ab, ab);
        const double share = length > 0 ? std::clamp(QPointF::dotProduct(point - a, ab) / length, 0.0, 1.0) : 0.0;
        const QPointF off = point - (a + ab * share);
        best = std::min(best, std::hypot(off.x(), off.y()));
        a = b;
    }
    return best;
}

bool EdgeCurve::crosses(QPointF a, QPointF b) const {
    constexpr int PIECES = 32;
    const QLineF line(a, b);
    for (int i = 0; i < PIECES; ++i)
        if (line.intersects(QLineF(at(static_cast<double>(i) / PIECES), at(static_cast<double>(i + 1) / PIECES)), nullptr) == QLineF::BoundedIntersection) return true;
    return false;
}

} // namespace weir
