// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasScene: a document's topology as cards and wires. It follows the document's ChangeEvents, the checker's results and
// the live figures, and changes nothing itself: gestures are the view's.
#pragma once

#include "weir/canvas/live_figures.h"
#include "weir/canvas/node_view.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/theme.h"

#include <QGraphicsScene>

#include <map>
#include <set>
#include <memory>
#include <string>

namespace weir {

class NodeItem;
class EdgeItem;
class NoteItem;
class GroupItem;
class PillPainter;

class CanvasScene : public QGraphicsScene {
    Q_OBJECT
public:
    CanvasScene(Document& document, const Theme& theme, QObject* parent = nullptr);
    ~CanvasScene() override;

    Document& document() { return m_document; }
    const Theme& theme() const { return m_theme; }
    void setTheme(const Theme& theme);
    /// Badges, line 2, port marks and tooltips come from the last check.
    void setCheck(const CheckResult& result);
    const CheckResult& check() const { return m_check; }
    /// nullopt: nothing runs.
    void setFigures(std::optional<LiveFigures> figures);
    /// The blue dot: nodes that differ from what runs.
    void setNotApplied(std::set<std::string> ids);
    /// Bands behind each sub-topology, with its number.
    void setSubTopologiesShown(bool shown);
    bool subTopologiesShown() const { return m_subTopologiesShown; }
    /// Texts in the present language.
    void retranslate();

    Selection selection() const;
    void select(const Selection& selection);

    NodeItem* nodeItem(const std::string& id) const;
    EdgeItem* edgeItem(const Edge& edge) const;
    const std::map<std::string, NodeItem*>& nodeItems() const { return m_nodes; }
    const std::map<Edge, EdgeItem*>& edgeItems() const { return m_edges; }
    NoteItem* noteItem(std::size_t index) const;
    GroupItem* groupItem(std::size_t index) const;
    /// Cards, notes and frames, in scene coordinates.
    QRectF contentRect() const;
    /// Wires follow a card that is being dragged.
    void updateEdgesOf(const std::string& id);
    /// Frames follow their cards.
    void placeGroups();
    /// The node with the keyboard's ring; empty: none.
    void setFocusNode(const std::string& id);
    const std::string& focusNode() const { return m_focusNode; }
    /// The card under a point, ports included.
    NodeItem* nodeAt(QPointF scenePosition) const;
    EdgeItem* edgeAt(QPointF scenePosition, double tolerance = 6) const;

Q_SIGNALS:
    /// After the selection changed, once per gesture.
    void selectionEdited(const weir::Selection& selection);
    /// The keyboard's ring went to another card (or to none).
    void focusNodeChanged(const std::string& id);

protected:
    void drawBackground(QPainter* painter, const QRectF& rect) override;

private:
    void apply(const ChangeEvent& change);
    void rebuild();
    void syncNode(const std::string& id);
    void syncEdge(const Edge& edge);
    void syncAll();
    void addNodeItem(const Node& node);
    void removeNodeItem(const std::string& id);
    void addEdgeItem(const Edge& edge);
    void removeEdgeItem(const Edge& edge);
    void rebuildNotes();
    void rebuildGroups();
    void emitSelection();
    NodeView viewOf(const Node& node) const;

    Document& m_document;
    Theme m_theme;
    std::unique_ptr<PillPainter> m_pills;
    CheckResult m_check;
    std::optional<LiveFigures> m_figures;
    std::set<std::string> m_notApplied;
    std::map<std::string, NodeItem*> m_nodes;
    std::map<Edge, EdgeItem*> m_edges;
    std::vector<NoteItem*> m_notes;
    std::vector<GroupItem*> m_groups;
    std::map<std::string, std::set<Edge>, std::less<>> m_edgesOf;
    std::string m_focusNode;
    bool m_subTopologiesShown = false;
    bool m_restoringSelection = false;
};

} // namespace weir
