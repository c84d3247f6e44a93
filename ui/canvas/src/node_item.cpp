// SPDX-License-Identifier: GPL-3.0-or-later
#include "node_item.h"

#include "weir/document/plain_text.h"

#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <cmath>

namespace weir {

namespace {
constexpr double BLOCK_ZOOM = 0.35;
}

NodeItem::NodeItem(const Theme& theme) : m_theme(theme) {
    setFlag(ItemIsSelectable);
    setAcceptHoverEvents(true);
    setZValue(10);
    // A card is drawn once for a zoom and then moved as a picture: panning 1,000 of them must cost little.
    setCacheMode(DeviceCoordinateCache);
}

void NodeItem::sync(NodeView view) {
    if (view == m_view) return;
    const bool taller = view.store.isEmpty() != m_view.store.isEmpty();
    if (taller) prepareGeometryChange();
    m_view = std::move(view);
    setToolTip(plainToolTip(m_view.toolTip));
    refit();
}

void NodeItem::refit() {
    m_texts = CardPainter(m_theme).fit(m_view);
    update();
}

QPointF NodeItem::portPosition(const std::string& port, bool output) const {
    for (const PortView& p : m_view.ports)
        if (p.name == port && p.output == output) return mapToScene(portCentre(m_view, p));
    return mapToScene(QPointF(output ? Theme::NODE_WIDTH : 0, Theme::NODE_HEIGHT / 2.0));
}

bool NodeItem::shows(const PortView& port) const {
    return !port.quiet || isSelected() || m_hovered || !m_portLooks.empty();
}

const PortView* NodeItem::portAt(QPointF scenePosition, double reach) const {
    const QPointF at = mapFromScene(scenePosition);
    const PortView* best = nullptr;
    double nearest = reach;
    for (const PortView& port : m_view.ports) {
        const QPointF off = at - portCentre(m_view, port);
        const double distance = std::hypot(off.x(), off.y());
        if (distance > nearest || !shows(port)) continue;
        nearest = distance;
        best = &port;
    }
    return best;
}

void NodeItem::setPortLook(const PortView& port, PortLook look) {
    m_portLooks[{port.name, port.output}] = look;
    update();
}

void NodeItem::clearPortLooks() {
    if (m_portLooks.empty()) return;
    m_portLooks.clear();
    update();
}

void NodeItem::setFocusShown(bool shown) {
    if (m_focusShown == shown) return;
    m_focusShown = shown;
    update();
}

QRectF NodeItem::boundingRect() const {
    const double below = m_view.store.isEmpty() ? 16 : 32;
    const double chip = m_view.store.isEmpty() ? 0 : std::max(0.0, 40 + m_texts.storeWidth - Theme::NODE_WIDTH);
    return QRectF(-14, -14, Theme::NODE_WIDTH + 28 + chip, Theme::NODE_HEIGHT + 14 + below);
}

QPainterPath NodeItem::shape() const { return CardPainter::outline(m_view.shape, 0); }

void NodeItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    const CardPainter card(m_theme);
    const CardLook look{isSelected(), m_focusShown, m_hovered};
    const QTransform& transform = painter->worldTransform();
    if (std::hypot(transform.m11(), transform.m12()) < BLOCK_ZOOM) {
        card.paintBlock(*painter, m_view, look);
        return;
    }
    card.paint(*painter, m_view, m_texts, look);
    for (const PortView& port : m_view.ports) {
        if (!shows(port)) continue;
        const auto it = m_portLooks.find({port.name, port.output});
        card.paintPort(*painter, portCentre(m_view, port), port.mark, it == m_portLooks.end() ? PortLook::Plain : it->second);
        if (port.label.isEmpty()) continue;
        painter->setFont(m_theme.font(10, true));
        painter->setPen(m_theme.muted());
        const double y = port.y + 4 + (port.y < 28 ? -1 : 1);
        if (port.output) painter->drawText(QRectF(60, y - 12, Theme::NODE_WIDTH - 71, 16), Qt::AlignRight | Qt::AlignVCenter, port.label);
        else painter->drawText(QPointF(11, y), port.label);
    }
}

void NodeItem::hoverEnterEvent(QGraphicsSceneHoverEvent*) {
    m_hovered = true;
    update();
}

void NodeItem::hoverLeaveEvent(QGraphicsSceneHoverEvent*) {
    m_hovered = false;
    update();
}

} // namespace weir
