// SPDX-License-Identifier: GPL-3.0-or-later
#include "minimap.h"

#include "edge_item.h"
#include "node_item.h"
#include "weir/canvas/canvas_view.h"

#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace weir {

Minimap::Minimap(CanvasView& view) : QWidget(&view), m_view(view) {
    setFixedSize(200, 128);
    setAccessibleName(tr("Overview"));
    m_later.setSingleShot(true);
    m_later.setInterval(50);
    connect(&m_later, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    const auto refresh = [this] {
        if (!m_later.isActive()) m_later.start();
    };
    connect(&view.canvas(), &QGraphicsScene::changed, this, refresh);
    connect(view.horizontalScrollBar(), &QScrollBar::valueChanged, this, refresh);
    connect(view.verticalScrollBar(), &QScrollBar::valueChanged, this, refresh);
}

QTransform Minimap::fitting() const {
    const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect();
    QRectF world = m_view.canvas().contentRect().united(seen.intersected(m_view.canvas().contentRect().adjusted(-600, -400, 600, 400)));
    if (world.isEmpty()) world = seen;
    const QRectF room = QRectF(rect()).adjusted(12, 12, -12, -12);
    const double scale = std::min(room.width() / world.width(), room.height() / world.height());
    QTransform t;
    t.translate(room.center().x(), room.center().y());
    t.scale(scale, scale);
    t.translate(-world.center().x(), -world.center().y());
    return t;
}

void Minimap::paintEvent(QPaintEvent*) {
    const Theme& theme = m_view.theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.lineStrong());
    painter.setBrush(theme.card());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setClipRect(rect().adjusted(1, 1, -1, -1));
    const QTransform t = fitting();
    painter.setPen(theme.sel());
    painter.setBrush(theme.halo());
    painter.drawRect(t.mapRect(m_view.mapToScene(m_view.viewport()->rect()).boundingRect()));
    painter.setPen(theme.edge());
    painter.setRenderHint(QPainter::Antialiasing, m_view.canvas().edgeItems().size() < 200);
    for (const auto& [edge, item] : m_view.canvas().edgeItems())
        painter.drawLine(t.map(item->curve().at(0)), t.map(item->curve().at(1)));
    painter.setPen(Qt::NoPen);
    for (const auto& [id, item] : m_view.canvas().nodeItems()) {
        const QRectF card = t.mapRect(NodeItem::cardRect().translated(item->pos()));
        painter.fillRect(card, theme.kind(item->view().shape));
        if (item->view().errors == 0) continue;
        painter.setPen(theme.card());
        painter.setBrush(theme.error());
        painter.drawEllipse(card.topRight(), 3.5, 3.5);
        painter.setPen(Qt::NoPen);
    }
}

void Minimap::mousePressEvent(QMouseEvent* event) { mouseMoveEvent(event); }

void Minimap::mouseMoveEvent(QMouseEvent* event) {
    if (!event->buttons().testFlag(Qt::LeftButton)) return;
    m_view.centerOn(fitting().inverted().map(event->position()));
}

} // namespace weir
