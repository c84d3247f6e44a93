// SPDX-License-Identifier: GPL-3.0-or-later
#include "slice_tool.h"

#include "edge_item.h"

#include <QPainter>

namespace weir {

SliceTool::SliceTool(CanvasView& view, QPointF from) : m_view(view), m_way({from}) { view.viewport()->setCursor(Qt::CrossCursor); }

SliceTool::~SliceTool() {
    for (const Edge& edge : m_cut)
        if (EdgeItem* item = m_view.canvas().edgeItem(edge)) item->setOpacity(1);
    m_view.viewport()->unsetCursor();
}

void SliceTool::move(QPointF at, QPoint, Qt::KeyboardModifiers) {
    const QPointF last = m_way.last();
    for (QGraphicsItem* item : m_view.canvas().items(QRectF(last, at).normalized().adjusted(-1, -1, 1, 1), Qt::IntersectsItemBoundingRect)) {
        auto* edge = qgraphicsitem_cast<EdgeItem*>(item);
        if (!edge || !edge->curve().crosses(last, at)) continue;
        m_cut.insert(edge->view().edge);
        edge->setOpacity(0.25);
    }
    m_way << at;
    m_view.viewport()->update();
}

void SliceTool::release(QPointF, Qt::KeyboardModifiers) {
    Document& document = m_view.document();
    document.push(edits::disconnect(document.topology(), {m_cut.begin(), m_cut.end()}));
}

void SliceTool::paint(QPainter& painter) {
    QPen pen(m_view.theme().error(), 1.5, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.drawPolyline(m_way);
}

} // namespace weir
