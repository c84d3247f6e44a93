// SPDX-License-Identifier: GPL-3.0-or-later
#include "connect_tool.h"

#include "edge_curve.h"
#include "edge_item.h"
#include "node_item.h"
#include "weir/document/engine_words.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace weir {

ConnectTool::ConnectTool(CanvasView& view, const TypedTopology& typed, WireStart start, std::optional<Edge> replugged)
    : m_view(view), m_fit(typed, view.document().registry(), std::move(start), replugged), m_replugged(std::move(replugged)) {
    const WireStart& from = m_fit.start();
    if (const NodeItem* item = view.canvas().nodeItem(from.port.node)) m_anchor = item->portPosition(from.port.port, from.output);
    m_end = m_anchor;
    if (m_replugged)
        if (EdgeItem* item = view.canvas().edgeItem(*m_replugged)) item->setOpacity(0.25);
    markPorts();
}

ConnectTool::~ConnectTool() {
    for (const auto& [id, item] : m_view.canvas().nodeItems()) item->clearPortLooks();
    if (m_replugged)
        if (EdgeItem* item = m_view.canvas().edgeItem(*m_replugged)) item->setOpacity(1);
    m_view.viewport()->update();
}

void ConnectTool::markPorts() {
    // Only what is in view: asking the registry for a thousand nodes would make the first move of the mouse late.
    const QRectF seen = m_view.mapToScene(m_view.viewport()->rect()).boundingRect().adjusted(-200, -100, 200, 100);
    for (const auto& [id, item] : m_view.canvas().nodeItems()) {
        if (!seen.contains(item->pos())) continue;
        for (const PortView& port : item->view().ports) {
            const bool self = id == m_fit.start().port.node && port.name == m_fit.start().port.port && port.output == m_fit.start().output;
            if (self) continue;
            const bool fits = port.output != m_fit.start().output && !m_fit.refusal({id, port.name});
            item->setPortLook(port, fits ? PortLook::Fits : PortLook::Faded);
        }
    }
}

void ConnectTool::aim(QPointF at) {
    m_end = at;
    m_target.reset();
    m_refusal.reset();
    NodeItem* item = m_view.canvas().nodeAt(at);
    m_overNode = item != nullptr;
    if (!item) return;
    const bool wantInput = m_fit.start().output;
    // The nearest port that fits; on the card it is enough to be near it.
    double nearest = 1e9;
    double refusedNearest = 1e9;
    for (const PortView& port : item->view().ports) {
        if (port.output == wantInput) continue;
        const QPointF off = at - item->portPosition(port.name, port.output);
        const double distance = std::hypot(off.x(), off.y());
        auto why = m_fit.refusal({item->nodeId(), port.name});
        if (!why && distance < nearest && !port.quiet) {
            nearest = distance;
            m_target = PortRef{item->nodeId(), port.name};
        } else if (why && distance < refusedNearest) {
            refusedNearest = distance;
            m_refusal = std::move(why);
        }
    }
    if (m_target && (nearest <= refusedNearest || refusedNearest > 14)) m_refusal.reset();
    else if (m_refusal) m_target.reset();
    if (!m_target && !m_refusal && item->nodeId() != m_fit.start().port.node)
        m_refusal = QCoreApplication::translate("canvas", wantInput ? QT_TRANSLATE_NOOP("canvas", "%1 has no input.")
                                                                    : QT_TRANSLATE_NOOP("canvas", "%1 has no output."))
                        .arg(item->view().title)
                        .toStdString();
    if (m_target) m_end = item->portPosition(m_target->port, !wantInput);
}

void ConnectTool::move(QPointF at, QPoint, Qt::KeyboardModifiers) {
    aim(at);
    m_view.viewport()->update();
}

void ConnectTool::release(QPointF at, Qt::KeyboardModifiers) {
    aim(at);
    Document& document = m_view.document();
    if (m_target) {
        const Edge wire = m_fit.wireTo(*m_target);
        if (m_replugged) document.push(edits::replug(document.topology(), *m_replugged, wire));
        else document.push(edits::connect(document.topology(), wire));
        return;
    }
    if (m_refusal) {
        Q_EMIT m_view.said(engineWords(*m_refusal));
        return;
    }
    if (m_overNode) return;
    const QPointF way = at - m_anchor;
    if (m_replugged) document.push(edits::disconnect(document.topology(), {*m_replugged}));
    else if (std::hypot(way.x(), way.y()) > 24) m_view.searchAt(at, m_fit.start());
}

void ConnectTool::cancel() {}

void ConnectTool::paint(QPainter& painter) {
    const Theme& theme = m_view.theme();
    const bool forward = m_fit.start().output;
    const EdgeCurve curve(forward ? m_anchor : m_end, forward ? m_end : m_anchor, true);
    QPen pen(m_refusal ? theme.error() : theme.sel(), 2, m_refusal ? Qt::DotLine : Qt::SolidLine, Qt::FlatCap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(curve.path());
    if (m_target) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.sel());
        const QPointF tip = curve.arrowTip();
        painter.drawPolygon(QPolygonF({tip + QPointF(-8, -4.5), tip + QPointF(1, 0), tip + QPointF(-8, 4.5)}));
    }
    if (m_refusal) paintCallout(painter);
}

void ConnectTool::paintCallout(QPainter& painter) const {
    const Theme& theme = m_view.theme();
    const QString text = engineWords(*m_refusal);
    painter.save();
    const QPointF at = m_view.mapFromScene(m_end);
    painter.setWorldTransform(QTransform()); // its size is the window's, not the drawing's
    painter.setFont(theme.font(12, true));
    const QRectF words = QFontMetricsF(painter.font()).boundingRect(QRectF(0, 0, 300, 200), Qt::TextWordWrap, text);
    QRectF box(at + QPointF(16, 14), QSizeF(words.width() + 48, std::max(36.0, words.height() + 20)));
    const QRectF room = m_view.viewport()->rect();
    if (box.right() > room.right() - 8) box.moveRight(room.right() - 8);
    if (box.bottom() > room.bottom() - 8) box.moveBottom(at.y() - 14);
    painter.setPen(QPen(theme.error(), 1));
    painter.setBrush(theme.card());
    painter.drawRoundedRect(box, 6, 6);
    theme.paintIcon(painter, QRectF(box.x() + 12, box.y() + 10, 16, 16), QStringLiteral("error"), theme.error());
    painter.setPen(theme.text());
    painter.drawText(box.adjusted(36, 8, -10, -8), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap, text);
    painter.restore();
}

} // namespace weir
