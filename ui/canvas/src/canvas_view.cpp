// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/canvas/canvas_view.h"

#include "auto_layout.h"
#include "canvas_accessible.h"
#include "canvas_tool.h"
#include "edge_item.h"
#include "minimap.h"
#include "node_item.h"
#include "quick_add.h"
#include "zoom_bar.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPointer>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QThreadPool>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {
constexpr double LEAST_ZOOM = 0.1;
constexpr double MOST_ZOOM = 4.0;
constexpr int OVERLAY_MARGIN = 12;
constexpr double FIT_MARGIN = 16;
} // namespace

CanvasView::CanvasView(Document& document, Checker& checker, const Theme& theme, QWidget* parent)
    : QGraphicsView(parent), m_document(document), m_checker(checker), m_scene(std::make_unique<CanvasScene>(document, theme)) {
    // Before the first word to a screen reader, which would make a plain widget's interface and keep it. A second time does nothing.
    QAccessible::installFactory(&CanvasAccessible::make);
    setScene(m_scene.get());
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTransformationAnchor(QGraphicsView::NoAnchor);
    setResizeAnchor(QGraphicsView::NoAnchor);
    setViewportUpdateMode(QGraphicsView::SmartViewportUpdate);
    setOptimizationFlag(QGraphicsView::DontAdjustForAntialiasing);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Canvas"));

    m_minimap = new Minimap(*this);
    m_zoomBar = new ZoomBar(*this);
    m_quickAdd = new QuickAdd(document.registry(), theme, this);

    connect(&m_checker, &Checker::checked, m_scene.get(), &CanvasScene::setCheck);
    connect(m_scene.get(), &CanvasScene::selectionEdited, this, &CanvasView::selectionEdited);
    connect(m_scene.get(), &CanvasScene::focusNodeChanged, this, &CanvasView::announce);
    connect(&m_document, &Document::changed, this, [this](const ChangeEvent& change) {
        if (m_tool) { // an undo in the middle of a drag: the drag is off
            m_tool->cancel();
            m_tool.reset();
        }
        m_fitted = false;
        if (std::holds_alternative<NodeRenamed>(change)) m_hovered.reset();
        if (std::holds_alternative<DocumentReplaced>(change)) {
            m_hovered.reset();
            m_spliceTarget.reset();
            m_fitPending = true;
            if (isVisible()) fit();
        }
    });
    m_scene->setCheck(m_checker.latest());
    centreNow();
}

CanvasView::~CanvasView() {
    m_tool.reset();
    m_document.disconnect(this);
    m_scene->disconnect(this);
    setScene(nullptr);
}

void CanvasView::setTheme(const Theme& theme) {
    m_scene->setTheme(theme);
    m_quickAdd->setTheme(theme);
    m_zoomBar->refresh();
    placeOverlays();
    viewport()->update();
    m_minimap->update();
}

// ---- zoom ----------------------------------------------------------------------------------------------------------

double CanvasView::zoom() const { return transform().m11(); }
void CanvasView::setZoom(double zoom) { setZoomAt(zoom, viewport()->rect().center()); }

void CanvasView::setZoomAt(double wanted, QPoint at) {
    const double z = std::clamp(wanted, LEAST_ZOOM, MOST_ZOOM);
    if (std::abs(z - zoom()) < 1e-9) return;
    if (!m_fitting) m_fitted = false;
    const QPointF before = mapToScene(at);
    setTransform(QTransform::fromScale(z, z));
    const QPoint off = mapFromScene(before) - at;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + off.x());
    verticalScrollBar()->setValue(verticalScrollBar()->value() + off.y());
    Q_EMIT zoomChanged(z);
}

void CanvasView::zoomIn() { setZoom(zoom() * 1.25); }
void CanvasView::zoomOut() { setZoom(zoom() / 1.25); }
void CanvasView::zoomToActual() { setZoom(1); }

void CanvasView::fit() {
    m_fitPending = false;
    const QScopedValueRollback fitting(m_fitting, true);
    m_fitted = true;
    const QRectF content = m_scene->contentRect();
    if (content.isEmpty()) {
        setZoom(1);
        centerOn(0, 0);
        return;
    }
    const QRectF room = content.adjusted(-FIT_MARGIN, -FIT_MARGIN, FIT_MARGIN, FIT_MARGIN);
    const QSizeF space = viewport()->size();
    setZoom(std::min({1.0, space.width() / room.width(), space.height() / room.height()}));
    centerOn(content.center());
}

void CanvasView::fitSelection() {
    QRectF content;
    for (const std::string& id : m_scene->selection().nodes)
        if (const NodeItem* item = m_scene->nodeItem(id)) content |= NodeItem::cardRect().translated(item->pos());
    if (content.isEmpty()) return fit();
    const QRectF room = content.adjusted(-80, -80, 80, 80);
    const QSizeF space = viewport()->size();
    setZoom(std::min({2.0, space.width() / room.width(), space.height() / room.height()}));
    centerOn(content.center());
}

void CanvasView::centreNow() { centerOn(0, 0); }

void CanvasView::reveal(const std::string& node) {
    NodeItem* item = m_scene->nodeItem(node);
    if (!item) return;
    m_scene->select(Selection{{node}, {}, {}, {}});
    m_scene->setFocusNode(node);
    const QRectF card = NodeItem::cardRect().translated(item->pos());
    if (!mapToScene(viewport()->rect().adjusted(40, 40, -40, -40)).boundingRect().contains(card)) centerOn(card.center());
}

void CanvasView::announce(const std::string& node) {
    if (!QAccessible::isActive() || node.empty()) return;
    const auto* canvas = dynamic_cast<CanvasAccessible*>(QAccessible::queryAccessibleInterface(this));
    if (!canvas || canvas->indexOf(node) < 0) return;
    QAccessibleEvent focus(this, QAccessible::Focus);
    focus.setChild(canvas->indexOf(node));
    QAccessible::updateAccessibility(&focus);
}

void CanvasView::align(edits::Alignment how) {
    m_document.push(edits::alignNodes(m_document.topology(), m_scene->selection().nodes, how));
    m_document.endGesture();
}

// ---- overlays --------------------------------------------------------------------------------------------------------

bool CanvasView::minimapShown() const { return m_minimapWanted; }
void CanvasView::setMinimapShown(bool shown) {
    m_minimapWanted = shown;
    placeOverlays();
}

void CanvasView::setSubTopologiesShown(bool shown) {
    m_scene->setSubTopologiesShown(shown);
    m_zoomBar->refresh();
}

void CanvasView::placeOverlays() {
    // In a small view it would hide what it is a map of.
    m_minimap->setVisible(m_minimapWanted && width() >= 3 * m_minimap->width() && height() >= 3 * m_minimap->height());
    m_minimap->move(width() - m_minimap->width() - OVERLAY_MARGIN, height() - m_minimap->height() - OVERLAY_MARGIN);
    m_zoomBar->adjustSize();
    m_zoomBar->move(OVERLAY_MARGIN, height() - m_zoomBar->height() - OVERLAY_MARGIN);
}

void CanvasView::resizeEvent(QResizeEvent* event) {
    const bool fitted = m_fitted;
    {
        const QScopedValueRollback fitting(m_fitting, true);
        QGraphicsView::resizeEvent(event);
    }
    placeOverlays();
    if ((m_fitPending || fitted) && isVisible()) fit();
}

void CanvasView::showEvent(QShowEvent* event) {
    QGraphicsView::showEvent(event);
    placeOverlays();
    if (m_fitPending) fit();
}

void CanvasView::changeEvent(QEvent* event) {
    QGraphicsView::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    m_scene->retranslate();
    m_zoomBar->refresh();
    placeOverlays();
    setAccessibleName(tr("Canvas"));
}

void CanvasView::drawForeground(QPainter* painter, const QRectF&) {
    if (m_tool) m_tool->paint(*painter);
}

void CanvasView::scrollContentsBy(int dx, int dy) {
    QGraphicsView::scrollContentsBy(dx, dy);
    if (!m_fitting) m_fitted = false;
    if (m_tool) viewport()->update();
}

// ---- layout ----------------------------------------------------------------------------------------------------------

void CanvasView::autoLayout() {
    if (m_layoutRunning) return;
    const Topology& topology = m_document.topology();
    std::vector<std::string> nodes = m_scene->selection().nodes;
    if (nodes.size() < 2) {
        nodes.clear();
        for (const Node& node : topology.nodes) nodes.push_back(node.id);
    }
    if (nodes.empty()) return;
    CanvasPoint corner = topology.position(nodes.front()).value_or(CanvasPoint{});
    for (const std::string& id : nodes) {
        const CanvasPoint at = topology.position(id).value_or(CanvasPoint{});
        corner = {std::min(corner.x, at.x), std::min(corner.y, at.y)};
    }
    m_layoutRunning = true;
    // The view may close and the topology may change while dot works.
    QPointer<CanvasView> self(this);
    QThreadPool::globalInstance()->start([self, nodes, edges = topology.edges, corner] {
        Places places = layOut(nodes, edges, corner);
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, places = std::move(places)] {
                if (!self) return;
                self->m_layoutRunning = false;
                Places known = places;
                std::erase_if(known, [&](const auto& place) { return !self->m_document.topology().find(place.first); });
                self->m_document.push(edits::arrangeNodes(self->m_document.topology(), known, tr("Lay out")));
            },
            Qt::QueuedConnection);
    });
}

} // namespace weir
