// SPDX-License-Identifier: GPL-3.0-or-later
#include "select_tools.h"

#include "edge_item.h"
#include "group_item.h"
#include "node_item.h"
#include "note_item.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {
int snapped(double value) { return static_cast<int>(std::lround(value / Theme::GRID)) * Theme::GRID; }
} // namespace

// ---- box -----------------------------------------------------------------------------------------------------------

BoxSelectTool::BoxSelectTool(CanvasView& view, QPointF from, bool adding)
    : m_view(view), m_from(from), m_before(adding ? view.canvas().selection() : Selection{}), m_adding(adding) {
    if (!adding) m_view.canvas().select({});
}

void BoxSelectTool::move(QPointF at, QPoint, Qt::KeyboardModifiers) {
    m_box = QRectF(m_from, at).normalized();
    Selection selection = m_before;
    const auto add = [](auto& list, const auto& value) {
        if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
    };
    for (QGraphicsItem* item : m_view.canvas().items(m_box, Qt::IntersectsItemShape)) {
        if (auto* node = qgraphicsitem_cast<NodeItem*>(item)) add(selection.nodes, node->nodeId());
        else if (auto* edge = qgraphicsitem_cast<EdgeItem*>(item)) {
            if (m_box.intersects(QRectF(edge->curve().at(0.5) - QPointF(4, 4), QSizeF(8, 8)))) add(selection.edges, edge->view().edge);
        } else if (auto* note = qgraphicsitem_cast<NoteItem*>(item)) add(selection.notes, note->index());
    }
    std::sort(selection.nodes.begin(), selection.nodes.end());
    std::sort(selection.edges.begin(), selection.edges.end());
    std::sort(selection.notes.begin(), selection.notes.end());
    if (selection != m_view.canvas().selection()) m_view.canvas().select(selection);
    m_view.viewport()->update();
}

void BoxSelectTool::release(QPointF, Qt::KeyboardModifiers) { m_view.viewport()->update(); }

void BoxSelectTool::cancel() {
    m_view.canvas().select(m_before);
    m_view.viewport()->update();
}

void BoxSelectTool::paint(QPainter& painter) {
    if (m_box.isNull()) return;
    QPen pen(m_view.theme().sel(), 1);
    pen.setCosmetic(true);
    painter.setPen(pen);
    painter.setBrush(m_view.theme().halo());
    painter.drawRect(m_box);
}

// ---- move ----------------------------------------------------------------------------------------------------------

MoveTool::MoveTool(CanvasView& view, QPointF from, Selection moved) : m_view(view), m_from(from), m_moved(std::move(moved)) {
    m_moved.edges.clear();
    // A frame is moved by its cards.
    const Topology& topology = view.document().topology();
    for (const std::size_t index : m_moved.groups)
        if (index < topology.groups.size())
            for (const std::string& id : topology.groups[index].nodes)
                if (std::find(m_moved.nodes.begin(), m_moved.nodes.end(), id) == m_moved.nodes.end()) m_moved.nodes.push_back(id);
    m_moved.groups.clear();
    if (m_moved.nodes.size() != 1 || !m_moved.notes.empty()) return;
    const std::string& id = m_moved.nodes.front();
    const Node* node = topology.find(id);
    const NodeSpec* spec = node ? view.document().registry().find(node->type) : nullptr;
    const bool wired = std::any_of(topology.edges.begin(), topology.edges.end(),
                                   [&](const Edge& e) { return e.from.node == id || e.to.node == id; });
    m_maySplice = spec && !wired && !spec->inputs.empty() && !spec->outputsOf(*node).empty();
}

void MoveTool::shift(CanvasPoint delta) {
    CanvasScene& scene = m_view.canvas();
    const Topology& topology = m_view.document().topology();
    for (const std::string& id : m_moved.nodes) {
        NodeItem* item = scene.nodeItem(id);
        if (!item) continue;
        const CanvasPoint at = topology.position(id).value_or(CanvasPoint{});
        item->setPos(at.x + delta.x, at.y + delta.y);
        scene.updateEdgesOf(id);
    }
    for (const std::size_t index : m_moved.notes)
        if (NoteItem* item = scene.noteItem(index)) item->setPos(item->note().at.x + delta.x, item->note().at.y + delta.y);
    scene.placeGroups();
    m_delta = delta;
}

std::optional<Edge> MoveTool::wireUnder() const {
    const NodeItem* item = m_view.canvas().nodeItem(m_moved.nodes.front());
    const EdgeItem* wire = item ? m_view.canvas().edgeAt(item->pos() + NodeItem::cardRect().center(), 20) : nullptr;
    return wire ? std::optional(wire->view().edge) : std::nullopt;
}

void MoveTool::showSplice(const std::optional<Edge>& wire) {
    if (wire == m_wire) return;
    if (EdgeItem* old = m_wire ? m_view.canvas().edgeItem(*m_wire) : nullptr) old->setSpliceShown(false);
    m_wire = wire;
    if (EdgeItem* item = wire ? m_view.canvas().edgeItem(*wire) : nullptr) item->setSpliceShown(true);
}

void MoveTool::move(QPointF at, QPoint, Qt::KeyboardModifiers) {
    const QPointF way = at - m_from;
    CanvasPoint start;
    if (!m_moved.nodes.empty()) start = m_view.document().topology().position(m_moved.nodes.front()).value_or(CanvasPoint{});
    else if (!m_moved.notes.empty()) start = m_view.document().topology().notes[m_moved.notes.front()].at;
    // The first thing lands on the grid, the others keep their distance to it.
    const CanvasPoint delta{snapped(start.x + way.x()) - start.x, snapped(start.y + way.y()) - start.y};
    if (std::abs(way.x()) < 3 && std::abs(way.y()) < 3 && m_delta == CanvasPoint{}) return;
    if (delta == m_delta) return;
    shift(delta);
    showSplice(m_maySplice ? wireUnder() : std::nullopt);
}

void MoveTool::release(QPointF, Qt::KeyboardModifiers) {
    Document& document = m_view.document();
    if (m_wire) {
        const Edge wire = *m_wire;
        showSplice(std::nullopt);
        const std::string id = m_moved.nodes.front();
        const Node* node = document.topology().find(id);
        const NodeSpec* spec = document.registry().find(node->type);
        document.push(edits::spliceExisting(document.topology(), id, m_delta, wire, spec->inputs.front().name,
                                            spec->outputsOf(*node).front().name));
        return;
    }
    document.push(edits::moveSelection(document.topology(), m_moved, m_delta));
}

void MoveTool::cancel() {
    showSplice(std::nullopt);
    shift({});
}

// ---- note ----------------------------------------------------------------------------------------------------------

ResizeNoteTool::ResizeNoteTool(CanvasView& view, QPointF from, std::size_t note) : m_view(view), m_from(from), m_note(note) {}

Note ResizeNoteTool::resized(QPointF at) const {
    Note note = m_view.document().topology().notes[m_note];
    note.size.x = std::max(64, snapped(note.size.x + at.x() - m_from.x()));
    note.size.y = std::max(32, snapped(note.size.y + at.y() - m_from.y()));
    return note;
}

void ResizeNoteTool::move(QPointF at, QPoint, Qt::KeyboardModifiers) {
    if (NoteItem* item = m_view.canvas().noteItem(m_note)) item->sync(resized(at));
}

void ResizeNoteTool::release(QPointF at, Qt::KeyboardModifiers) {
    Document& document = m_view.document();
    document.push(edits::setNote(document.topology(), m_note, resized(at)));
    document.endGesture();
}

void ResizeNoteTool::cancel() {
    if (NoteItem* item = m_view.canvas().noteItem(m_note)) item->sync(m_view.document().topology().notes[m_note]);
}

// ---- pan -----------------------------------------------------------------------------------------------------------

PanTool::PanTool(CanvasView& view, QPoint from) : m_view(view), m_last(from) {
    m_view.viewport()->setCursor(Qt::ClosedHandCursor);
}
PanTool::~PanTool() { m_view.viewport()->unsetCursor(); }

void PanTool::move(QPointF, QPoint at, Qt::KeyboardModifiers) {
    const QPoint way = at - m_last;
    m_last = at;
    m_view.horizontalScrollBar()->setValue(m_view.horizontalScrollBar()->value() - way.x());
    m_view.verticalScrollBar()->setValue(m_view.verticalScrollBar()->value() - way.y());
}

} // namespace weir
