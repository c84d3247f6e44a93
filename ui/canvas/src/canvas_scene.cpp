// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/canvas/canvas_scene.h"

#include "edge_item.h"
#include "group_item.h"
#include "node_item.h"
#include "note_item.h"
#include "pill_painter.h"
#include "view_maker.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace weir {

namespace {
constexpr double FRAME_MARGIN = 16;
constexpr double FRAME_TOP = 28;
constexpr double FRAME_BOTTOM = 28;
} // namespace

CanvasScene::CanvasScene(Document& document, const Theme& theme, QObject* parent)
    : QGraphicsScene(parent), m_document(document), m_theme(theme), m_pills(std::make_unique<PillPainter>(m_theme)) {
    setSceneRect(-50'000, -50'000, 100'000, 100'000);
    connect(&m_document, &Document::changed, this, &CanvasScene::apply);
    connect(this, &QGraphicsScene::selectionChanged, this, &CanvasScene::emitSelection);
    rebuild();
}

CanvasScene::~CanvasScene() {
    disconnect();
    m_document.disconnect(this);
    clear();
}

void CanvasScene::emitSelection() {
    if (!m_restoringSelection) Q_EMIT selectionEdited(selection());
}

void CanvasScene::setTheme(const Theme& theme) {
    m_theme = theme;
    m_pills->clear();
    for (const auto& [id, item] : m_nodes) item->refit();
    placeGroups();
    invalidate();
    update();
}

void CanvasScene::setCheck(const CheckResult& result) {
    m_check = result;
    syncAll();
    invalidate(QRectF(), BackgroundLayer);
}

void CanvasScene::setFigures(std::optional<LiveFigures> figures) {
    m_figures = std::move(figures);
    for (const auto& [id, item] : m_nodes) {
        NodeView view = item->view();
        // The count of errors on the card is the check's; a failed node adds its own.
        view.errors = static_cast<int>(std::count_if(m_check.diagnostics.begin(), m_check.diagnostics.end(), [&](const Diagnostic& d) {
            return d.severity == Severity::Error && d.node == id;
        }));
        const auto it = m_figures ? m_figures->nodes.find(id) : decltype(m_figures->nodes.find(id)){};
        applyFigures(view, m_figures && it != m_figures->nodes.end() ? &it->second : nullptr);
        item->sync(std::move(view));
    }
    for (const auto& [edge, item] : m_edges) {
        EdgeView view = item->view();
        const auto it = m_figures ? m_figures->edges.find(edge) : decltype(m_figures->edges.find(edge)){};
        applyFigures(view, m_figures && it != m_figures->edges.end() ? &it->second : nullptr);
        item->sync(std::move(view));
    }
}

void CanvasScene::setNotApplied(std::set<std::string> ids) {
    m_notApplied = std::move(ids);
    for (const auto& [id, item] : m_nodes) {
        NodeView view = item->view();
        view.notApplied = m_notApplied.contains(id);
        item->sync(std::move(view));
    }
}

void CanvasScene::setSubTopologiesShown(bool shown) {
    m_subTopologiesShown = shown;
    invalidate(QRectF(), BackgroundLayer);
}

void CanvasScene::retranslate() {
    syncAll();
    update();
}

// ---- following the document --------------------------------------------------------------------------------------

void CanvasScene::apply(const ChangeEvent& change) {
    std::visit(Overloaded{
                   [this](const NodeInserted& c) { addNodeItem(c.node); },
                   [this](const NodeTaken& c) { removeNodeItem(c.node.id); },
                   [this](const NodeChanged& c) {
                       syncNode(c.after.id);
                       for (const Edge& edge : m_edgesOf[c.after.id]) syncEdge(edge);
                       updateEdgesOf(c.after.id); // its ports may have moved
                       if (c.before.enabled != c.after.enabled) placeGroups();
                   },
                   [this](const NodeRenamed&) { rebuild(); },
                   [this](const NodeMoved& c) {
                       if (NodeItem* item = nodeItem(c.id)) {
                           const CanvasPoint at = c.after ? c.after->at : CanvasPoint{};
                           item->setPos(at.x, at.y);
                           updateEdgesOf(c.id);
                           placeGroups();
                       }
                   },
                   [this](const EdgeInserted& c) { addEdgeItem(c.edge); },
                   [this](const EdgeTaken& c) { removeEdgeItem(c.edge); },
                   [this](const NoteInserted&) { rebuildNotes(); },
                   [this](const NoteTaken&) { rebuildNotes(); },
                   [this](const NoteChanged& c) {
                       if (NoteItem* item = noteItem(c.index)) item->sync(c.after);
                   },
                   [this](const GroupInserted&) { rebuildGroups(); },
                   [this](const GroupTaken&) { rebuildGroups(); },
                   [this](const GroupChanged&) { placeGroups(); },
                   [](const HeaderChanged&) {},
                   [this](const DocumentReplaced&) { rebuild(); },
               },
               change);
}

void CanvasScene::rebuild() {
    const Selection before = selection();
    m_restoringSelection = true;
    clear();
    m_nodes.clear();
    m_edges.clear();
    m_edgesOf.clear();
    m_notes.clear();
    m_groups.clear();
    for (const Node& node : m_document.topology().nodes) addNodeItem(node);
    for (const Edge& edge : m_document.topology().edges) addEdgeItem(edge);
    rebuildNotes();
    rebuildGroups();
    m_restoringSelection = false;
    select(before);
}

NodeView CanvasScene::viewOf(const Node& node) const {
    std::vector<std::string> wired;
    if (const auto it = m_edgesOf.find(node.id); it != m_edgesOf.end())
        for (const Edge& edge : it->second)
            if (edge.from.node == node.id) wired.push_back(edge.from.port);
    NodeView view = makeNodeView(node, m_document.registry().find(node.type), m_check, wired);
    view.notApplied = m_notApplied.contains(node.id);
    const CardFigures* figures = nullptr;
    if (m_figures)
        if (const auto it = m_figures->nodes.find(node.id); it != m_figures->nodes.end()) figures = &it->second;
    applyFigures(view, figures);
    return view;
}

void CanvasScene::syncNode(const std::string& id) {
    const Node* node = m_document.topology().find(id);
    NodeItem* item = nodeItem(id);
    if (node && item) item->sync(viewOf(*node));
}

void CanvasScene::syncEdge(const Edge& edge) {
    EdgeItem* item = edgeItem(edge);
    if (!item) return;
    const Node* from = m_document.topology().find(edge.from.node);
    EdgeView view = makeEdgeView(edge, from, from ? m_document.registry().find(from->type) : nullptr, m_check);
    const WireFigures* figures = nullptr;
    if (m_figures)
        if (const auto it = m_figures->edges.find(edge); it != m_figures->edges.end()) figures = &it->second;
    applyFigures(view, figures);
    item->sync(std::move(view));
}

void CanvasScene::syncAll() {
    for (const Node& node : m_document.topology().nodes)
        if (NodeItem* item = nodeItem(node.id)) item->sync(viewOf(node));
    for (const Edge& edge : m_document.topology().edges) syncEdge(edge);
    for (const auto& [edge, item] : m_edges)
        if (NodeItem* from = nodeItem(edge.from.node))
            if (NodeItem* to = nodeItem(edge.to.node))
                item->route(from->portPosition(edge.from.port, true), to->portPosition(edge.to.port, false));
}

void CanvasScene::addNodeItem(const Node& node) {
    if (m_nodes.contains(node.id)) return; // a file with two nodes of one id: the first is shown, the check says it
    auto* item = new NodeItem(m_theme);
    m_nodes[node.id] = item;
    item->sync(viewOf(node));
    const CanvasPoint at = m_document.topology().position(node.id).value_or(CanvasPoint{});
    item->setPos(at.x, at.y);
    addItem(item);
    for (GroupItem* group : m_groups) {
        const auto& nodes = m_document.topology().groups[group->index()].nodes;
        if (std::find(nodes.begin(), nodes.end(), node.id) != nodes.end()) return placeGroups();
    }
}

void CanvasScene::removeNodeItem(const std::string& id) {
    const auto it = m_nodes.find(id);
    if (it == m_nodes.end()) return;
    if (m_focusNode == id) m_focusNode.clear();
    NodeItem* item = it->second;
    m_nodes.erase(it);
    const bool selected = item->isSelected();
    removeItem(item);
    delete item;
    if (selected) emitSelection();
}

void CanvasScene::addEdgeItem(const Edge& edge) {
    if (m_edges.contains(edge)) return;
    auto* item = new EdgeItem(m_theme, *m_pills);
    m_edges[edge] = item;
    m_edgesOf[edge.from.node].insert(edge);
    m_edgesOf[edge.to.node].insert(edge);
    addItem(item);
    syncEdge(edge);
    syncNode(edge.from.node);
    NodeItem* from = nodeItem(edge.from.node);
    NodeItem* to = nodeItem(edge.to.node);
    item->setVisible(from && to);
    if (from && to) item->route(from->portPosition(edge.from.port, true), to->portPosition(edge.to.port, false));
}

void CanvasScene::removeEdgeItem(const Edge& edge) {
    const auto it = m_edges.find(edge);
    if (it == m_edges.end()) return;
    EdgeItem* item = it->second;
    m_edges.erase(it);
    m_edgesOf[edge.from.node].erase(edge);
    m_edgesOf[edge.to.node].erase(edge);
    const bool selected = item->isSelected();
    removeItem(item);
    delete item;
    syncNode(edge.from.node);
    if (selected) emitSelection();
}

void CanvasScene::rebuildNotes() {
    for (NoteItem* item : m_notes) delete item;
    m_notes.clear();
    const auto& notes = m_document.topology().notes;
    for (std::size_t i = 0; i < notes.size(); ++i) {
        auto* item = new NoteItem(m_theme, i);
        item->sync(notes[i]);
        addItem(item);
        m_notes.push_back(item);
    }
}

void CanvasScene::rebuildGroups() {
    for (GroupItem* item : m_groups) delete item;
    m_groups.clear();
    for (std::size_t i = 0; i < m_document.topology().groups.size(); ++i) {
        auto* item = new GroupItem(m_theme, i);
        addItem(item);
        m_groups.push_back(item);
    }
    placeGroups();
}

void CanvasScene::placeGroups() {
    const auto& groups = m_document.topology().groups;
    for (GroupItem* item : m_groups) {
        if (item->index() >= groups.size()) continue;
        const Group& group = groups[item->index()];
        QRectF frame;
        bool on = false;
        for (const std::string& id : group.nodes) {
            const NodeItem* node = nodeItem(id);
            if (!node) continue;
            frame |= NodeItem::cardRect().translated(node->pos());
            on = on || node->view().enabled;
        }
        item->setVisible(!frame.isNull());
        item->sync(group.title.empty() ? tr("Group") : QString::fromStdString(group.title),
                   frame.adjusted(-FRAME_MARGIN, -FRAME_TOP, FRAME_MARGIN, FRAME_BOTTOM), on);
    }
}

void CanvasScene::updateEdgesOf(const std::string& id) {
    const auto it = m_edgesOf.find(id);
    if (it == m_edgesOf.end()) return;
    for (const Edge& edge : it->second) {
        EdgeItem* item = edgeItem(edge);
        NodeItem* from = nodeItem(edge.from.node);
        NodeItem* to = nodeItem(edge.to.node);
        if (!item || !from || !to) continue;
        item->setVisible(true);
        item->route(from->portPosition(edge.from.port, true), to->portPosition(edge.to.port, false));
    }
}

// ---- selection and finding ---------------------------------------------------------------------------------------

Selection CanvasScene::selection() const {
    Selection selection;
    for (const auto& [id, item] : m_nodes)
        if (item->isSelected()) selection.nodes.push_back(id);
    for (const auto& [edge, item] : m_edges)
        if (item->isSelected()) selection.edges.push_back(edge);
    for (const NoteItem* item : m_notes)
        if (item->isSelected()) selection.notes.push_back(item->index());
    for (const GroupItem* item : m_groups)
        if (item->isSelected()) selection.groups.push_back(item->index());
    return selection;
}

void CanvasScene::select(const Selection& wanted) {
    m_restoringSelection = true;
    clearSelection();
    for (const std::string& id : wanted.nodes)
        if (NodeItem* item = nodeItem(id)) item->setSelected(true);
    for (const Edge& edge : wanted.edges)
        if (EdgeItem* item = edgeItem(edge)) item->setSelected(true);
    for (const std::size_t index : wanted.notes)
        if (NoteItem* item = noteItem(index)) item->setSelected(true);
    for (const std::size_t index : wanted.groups)
        if (GroupItem* item = groupItem(index)) item->setSelected(true);
    m_restoringSelection = false;
    emitSelection();
}

NodeItem* CanvasScene::nodeItem(const std::string& id) const {
    const auto it = m_nodes.find(id);
    return it == m_nodes.end() ? nullptr : it->second;
}

EdgeItem* CanvasScene::edgeItem(const Edge& edge) const {
    const auto it = m_edges.find(edge);
    return it == m_edges.end() ? nullptr : it->second;
}

NoteItem* CanvasScene::noteItem(std::size_t index) const { return index < m_notes.size() ? m_notes[index] : nullptr; }
GroupItem* CanvasScene::groupItem(std::size_t index) const { return index < m_groups.size() ? m_groups[index] : nullptr; }

void CanvasScene::setFocusNode(const std::string& id) {
    if (NodeItem* old = nodeItem(m_focusNode)) old->setFocusShown(false);
    m_focusNode = id;
    if (NodeItem* item = nodeItem(id)) item->setFocusShown(true);
    Q_EMIT focusNodeChanged(id);
}

QRectF CanvasScene::contentRect() const {
    QRectF rect;
    for (const auto& [id, item] : m_nodes) rect |= NodeItem::cardRect().translated(item->pos()).adjusted(0, 0, 0, 28);
    for (const NoteItem* item : m_notes) rect |= item->shape().boundingRect().translated(item->pos());
    for (const GroupItem* item : m_groups)
        if (item->isVisible()) rect |= item->frame();
    return rect;
}

NodeItem* CanvasScene::nodeAt(QPointF at) const {
    constexpr double REACH = 10;
    for (QGraphicsItem* item : items(QRectF(at.x() - REACH, at.y() - REACH, 2 * REACH, 2 * REACH)))
        if (auto* node = qgraphicsitem_cast<NodeItem*>(item))
            if (node->contains(node->mapFromScene(at)) || node->portAt(at, REACH)) return node;
    return nullptr;
}

EdgeItem* CanvasScene::edgeAt(QPointF at, double tolerance) const {
    EdgeItem* best = nullptr;
    double nearest = tolerance;
    for (QGraphicsItem* item : items(QRectF(at.x() - tolerance, at.y() - tolerance, 2 * tolerance, 2 * tolerance),
                                     Qt::IntersectsItemBoundingRect)) {
        auto* edge = qgraphicsitem_cast<EdgeItem*>(item);
        if (!edge) continue;
        const double distance = edge->curve().distanceTo(at);
        if (distance > nearest) continue;
        nearest = distance;
        best = edge;
    }
    return best;
}

// ---- background --------------------------------------------------------------------------------------------------

void CanvasScene::drawBackground(QPainter* painter, const QRectF& rect) {
    painter->fillRect(rect, m_theme.canvas());
    const QTransform& transform = painter->worldTransform();
    const double zoom = std::hypot(transform.m11(), transform.m12());
    if (m_subTopologiesShown && m_check.plan) {
        const auto& plan = *m_check.plan;
        for (const SubTopology& sub : plan.subTopologies) {
            QRectF band;
            for (const std::size_t index : sub.nodes)
                if (index < plan.typed.topology.nodes.size())
                    if (const NodeItem* item = nodeItem(plan.typed.topology.nodes[index].id))
                        band |= NodeItem::cardRect().translated(item->pos());
            if (band.isNull()) continue;
            band.adjust(-20, -44, 20, 40);
            QColor tint = m_theme.series(sub.id);
            tint.setAlphaF(0.06F);
            QColor frame = m_theme.series(sub.id);
            frame.setAlphaF(0.35F);
            painter->setPen(QPen(frame, 1, Qt::DotLine));
            painter->setBrush(tint);
            painter->drawRect(band);
            painter->setPen(m_theme.muted());
            painter->setFont(m_theme.font(11, true));
            painter->drawText(band.topLeft() + QPointF(14, 20), tr("Sub-topology %1").arg(sub.id));
        }
    }
    if (zoom < 0.5) return;
    const double step = zoom < 0.75 ? 32 : 16;
    QList<QPointF> dots;
    for (double x = std::ceil(rect.left() / step) * step; x < rect.right(); x += step)
        for (double y = std::ceil(rect.top() / step) * step; y < rect.bottom(); y += step) dots.append({x, y});
    QPen pen(m_theme.gridDot(), 1);
    pen.setCosmetic(true);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(pen);
    painter->drawPoints(dots.constData(), static_cast<int>(dots.size()));
}

} // namespace weir
