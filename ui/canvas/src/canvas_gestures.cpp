// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasView's mouse and keys.
#include "canvas_tool.h"
#include "connect_tool.h"
#include "edge_item.h"
#include "group_item.h"
#include "node_item.h"
#include "note_item.h"
#include "quick_add.h"
#include "select_tools.h"
#include "slice_tool.h"
#include "weir/canvas/canvas_view.h"

#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {
constexpr double PORT_REACH = 10;
constexpr double WIRE_END = 22; ///< from a port's centre: its radius and the last 12 px of the wire

double distance(QPointF a, QPointF b) { return std::hypot(a.x() - b.x(), a.y() - b.y()); }
} // namespace

void CanvasView::useTool(std::unique_ptr<CanvasTool> tool) {
    m_tool = std::move(tool);
    viewport()->update();
}

std::unique_ptr<CanvasTool> CanvasView::toolFor(QPoint viewportPosition, QPointF at, QMouseEvent* event) {
    const bool adding = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    if (event->button() == Qt::MiddleButton || m_spaceHeld) {
        m_spacePanned = m_spaceHeld;
        return std::make_unique<PanTool>(*this, viewportPosition);
    }
    NodeItem* node = m_scene->nodeAt(at);
    if (!node && event->modifiers() == Qt::AltModifier) return std::make_unique<SliceTool>(*this, at);
    if (node) {
        if (const PortView* port = node->portAt(at, PORT_REACH))
            return std::make_unique<ConnectTool>(*this, m_checker.ensureLatest().plan->typed,
                                                 WireStart{{node->nodeId(), port->name}, port->output});
    }
    EdgeItem* edge = node ? nullptr : m_scene->edgeAt(at);
    if (edge) {
        const Edge wire = edge->view().edge;
        const NodeItem* from = m_scene->nodeItem(wire.from.node);
        const NodeItem* to = m_scene->nodeItem(wire.to.node);
        if (to && distance(at, to->portPosition(wire.to.port, false)) < WIRE_END)
            return std::make_unique<ConnectTool>(*this, m_checker.ensureLatest().plan->typed, WireStart{wire.from, true}, wire);
        if (from && distance(at, from->portPosition(wire.from.port, true)) < WIRE_END)
            return std::make_unique<ConnectTool>(*this, m_checker.ensureLatest().plan->typed, WireStart{wire.to, false}, wire);
    }
    QGraphicsItem* item = node ? node : static_cast<QGraphicsItem*>(edge);
    for (QGraphicsItem* under : m_scene->items(at)) {
        if (item) break;
        if (under->type() == NoteItem::Type || under->type() == GroupItem::Type) item = under;
    }
    if (!item) {
        if (event->modifiers() == Qt::ControlModifier) {
            searchAt(at);
            return nullptr;
        }
        return std::make_unique<BoxSelectTool>(*this, at, adding);
    }
    if (auto* group = qgraphicsitem_cast<GroupItem*>(item); group && group->switchRect().adjusted(-4, -4, 4, 4).contains(at)) {
        m_document.push(edits::setEnabled(m_document.topology(), m_document.topology().groups[group->index()].nodes, !group->isOn()));
        return nullptr;
    }
    if (adding) item->setSelected(!item->isSelected());
    else if (!item->isSelected()) {
        Selection one;
        if (node) one.nodes = {node->nodeId()};
        else if (edge) one.edges = {edge->view().edge};
        else if (auto* note = qgraphicsitem_cast<NoteItem*>(item)) one.notes = {note->index()};
        else if (auto* group = qgraphicsitem_cast<GroupItem*>(item)) one.groups = {group->index()};
        m_scene->select(one);
    }
    if (node) m_scene->setFocusNode(node->nodeId());
    if (edge) {
        Q_EMIT edgeActivated(edge->view().edge);
        return nullptr;
    }
    if (auto* note = qgraphicsitem_cast<NoteItem*>(item); note && note->grip().contains(note->mapFromScene(at)))
        return std::make_unique<ResizeNoteTool>(*this, at, note->index());
    return item->isSelected() ? std::make_unique<MoveTool>(*this, at, m_scene->selection()) : nullptr;
}

void CanvasView::mousePressEvent(QMouseEvent* event) {
    m_lastCursor = event->position().toPoint();
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    if (m_tool) return; // a second button during a gesture
    m_document.endGesture();
    m_scene->setFocusNode({});
    useTool(toolFor(m_lastCursor, mapToScene(m_lastCursor), event));
    event->accept();
}

void CanvasView::mouseMoveEvent(QMouseEvent* event) {
    m_lastCursor = event->position().toPoint();
    if (m_tool) {
        m_tool->move(mapToScene(m_lastCursor), m_lastCursor, event->modifiers());
        return;
    }
    QGraphicsView::mouseMoveEvent(event);
    hover(mapToScene(m_lastCursor));
}

void CanvasView::mouseReleaseEvent(QMouseEvent* event) {
    m_lastCursor = event->position().toPoint();
    if (!m_tool) return;
    // The tool is put away first: what it does may begin another gesture (the search).
    const std::unique_ptr<CanvasTool> tool = std::move(m_tool);
    tool->release(mapToScene(m_lastCursor), event->modifiers());
    m_document.endGesture();
    viewport()->update();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent* event) {
    const QPointF at = mapToScene(event->position().toPoint());
    if (event->button() != Qt::LeftButton) return;
    if (const NodeItem* node = m_scene->nodeAt(at)) {
        Q_EMIT nodeActivated(node->nodeId());
        return;
    }
    for (QGraphicsItem* item : m_scene->items(at))
        if (item->type() == NoteItem::Type || item->type() == GroupItem::Type) return;
    if (m_scene->edgeAt(at)) return;
    searchAt(at);
}

void CanvasView::hover(QPointF at) {
    NodeItem* node = m_scene->nodeAt(at);
    EdgeItem* edge = node ? nullptr : m_scene->edgeAt(at);
    const std::optional<Edge> under = edge ? std::optional(edge->view().edge) : std::nullopt;
    if (under != m_hovered) {
        if (EdgeItem* old = m_hovered ? m_scene->edgeItem(*m_hovered) : nullptr) old->setHovered(false);
        if (edge) edge->setHovered(true);
        m_hovered = under;
    }
    if (m_spaceHeld) viewport()->setCursor(Qt::OpenHandCursor);
    else if (node && node->portAt(at, PORT_REACH)) viewport()->setCursor(Qt::CrossCursor);
    else viewport()->unsetCursor();
}

void CanvasView::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / 120.0;
    setZoomAt(zoom() * std::pow(1.15, steps), event->position().toPoint());
    event->accept();
}

void CanvasView::contextMenuEvent(QContextMenuEvent* event) {
    const QPointF at = mapToScene(event->pos());
    QGraphicsItem* item = m_scene->nodeAt(at);
    if (!item) item = m_scene->edgeAt(at);
    if (item && !item->isSelected()) {
        m_scene->clearSelection();
        item->setSelected(true);
    }
    const Selection selection = m_scene->selection();
    QMenu menu(this);
    if (!selection.empty()) {
        menu.addAction(tr("Cut"), this, &CanvasView::cut);
        menu.addAction(tr("Copy"), this, &CanvasView::copy);
        menu.addAction(tr("Duplicate"), this, &CanvasView::duplicate);
        menu.addAction(tr("Delete"), this, &CanvasView::removeSelection);
    }
    if (!selection.nodes.empty()) {
        menu.addAction(tr("Delete and reconnect"), this, &CanvasView::removeAndHeal);
        menu.addSeparator();
        const bool on = std::any_of(selection.nodes.begin(), selection.nodes.end(), [&](const std::string& id) {
            const Node* node = m_document.topology().find(id);
            return node && node->enabled;
        });
        menu.addAction(on ? tr("Disable") : tr("Enable"), this, [this, selection, on] {
            m_document.push(edits::setEnabled(m_document.topology(), selection.nodes, !on));
        });
        menu.addAction(tr("Group"), this, &CanvasView::groupSelection);
    }
    if (selection.empty()) {
        menu.addAction(tr("Add…"), this, [this, at] { searchAt(at); });
        menu.addAction(tr("Add a note"), this, &CanvasView::addNote);
        menu.addAction(tr("Paste"), this, &CanvasView::paste);
        menu.addAction(tr("Select all"), this, &CanvasView::selectAll);
    }
    menu.addSeparator();
    menu.addAction(tr("Lay out"), this, &CanvasView::autoLayout);
    menu.exec(event->globalPos());
}

// ---- keys ------------------------------------------------------------------------------------------------------------

void CanvasView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceHeld = true;
            m_spacePanned = false;
        }
        return;
    case Qt::Key_Escape:
        if (m_tool) {
            m_tool->cancel();
            useTool(nullptr);
        } else {
            m_scene->select({});
            m_scene->setFocusNode({});
        }
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (control) removeAndHeal();
        else removeSelection();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control ? nudge(event->key(), shift) : walk(event->key())) return;
        break;
    case Qt::Key_M:
        if (event->modifiers() == Qt::NoModifier) {
            setMinimapShown(!minimapShown());
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_scene->focusNode().empty()) {
            Q_EMIT nodeActivated(m_scene->focusNode());
            return;
        }
        break;
    case Qt::Key_Exclam: // Shift+1 on most layouts
    case Qt::Key_1:
        if (shift && !control) {
            fitSelection();
            return;
        }
        break;
    default: break;
    }
    event->ignore(); // not QGraphicsView's scrolling: the window's shortcuts
}

void CanvasView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat() && m_spaceHeld) {
        m_spaceHeld = false;
        viewport()->unsetCursor();
        if (!m_spacePanned) quickAdd();
        return;
    }
    event->ignore();
}

bool CanvasView::nudge(int key, bool far) {
    const Selection selection = m_scene->selection();
    if (selection.nodes.empty() && selection.notes.empty()) return false;
    const int step = far ? 8 * Theme::GRID : Theme::GRID;
    const CanvasPoint delta{key == Qt::Key_Left ? -step : key == Qt::Key_Right ? step : 0,
                            key == Qt::Key_Up ? -step : key == Qt::Key_Down ? step : 0};
    m_document.push(edits::moveSelection(m_document.topology(), selection, delta, true));
    return true;
}

bool CanvasView::walk(int key) {
    const auto& nodes = m_scene->nodeItems();
    if (nodes.empty()) return false;
    m_document.endGesture();
    const Selection selection = m_scene->selection();
    const std::string from = !m_scene->focusNode().empty()      ? m_scene->focusNode()
                             : selection.nodes.empty() ? std::string()
                                                       : selection.nodes.front();
    NodeItem* start = m_scene->nodeItem(from);
    NodeItem* best = nullptr;
    const auto nearer = [&](NodeItem* candidate, double& least) {
        const double away = distance(candidate->pos(), start ? start->pos() : QPointF());
        if (away >= least) return;
        least = away;
        best = candidate;
    };
    double least = 1e12;
    if (!start) {
        // Begin at the upper left.
        for (const auto& [id, item] : nodes)
            if (item->pos().x() + item->pos().y() < least) {
                least = item->pos().x() + item->pos().y();
                best = item;
            }
    } else if (key == Qt::Key_Left || key == Qt::Key_Right) {
        for (const Edge& edge : m_document.topology().edges) {
            const bool along = key == Qt::Key_Right ? edge.from.node == from : edge.to.node == from;
            if (!along) continue;
            if (NodeItem* next = m_scene->nodeItem(key == Qt::Key_Right ? edge.to.node : edge.from.node)) nearer(next, least);
        }
    } else {
        for (const auto& [id, item] : nodes) {
            const QPointF way = item->pos() - start->pos();
            const bool side = key == Qt::Key_Up ? way.y() < -4 : way.y() > 4;
            if (side && std::abs(way.x()) < std::abs(way.y()) * 3) nearer(item, least);
        }
    }
    if (best) reveal(best->nodeId());
    return true;
}

} // namespace weir
