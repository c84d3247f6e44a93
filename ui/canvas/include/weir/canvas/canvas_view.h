// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasView: the drawing surface of one document: zoom, pan, and every gesture that edits. One per tab; it owns its scene.
// It shows the checker's results by itself; live figures are set from outside.
#pragma once

#include "weir/canvas/canvas_scene.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/theme.h"

#include <QGraphicsView>

#include <memory>
#include <optional>

namespace weir {

class CanvasTool;
class EdgeItem;
struct PaletteEntry;
class Minimap;
class QuickAdd;
class ZoomBar;

/// A wire that was pulled out of a port and let go on empty space.
struct WireStart {
    PortRef port;
    bool output = true;
};

class CanvasView : public QGraphicsView {
    Q_OBJECT
public:
    /// `document` and `checker` must outlive the view.
    CanvasView(Document& document, Checker& checker, const Theme& theme, QWidget* parent = nullptr);
    ~CanvasView() override;

    CanvasScene& canvas() { return *m_scene; }
    Document& document() { return m_document; }
    const Checker& checker() const { return m_checker; }
    const Theme& theme() const { return m_scene->theme(); }
    void setTheme(const Theme& theme);
    void setFigures(std::optional<LiveFigures> figures) { m_scene->setFigures(std::move(figures)); }

    /// Search what to add at a place (scene); with a wire, fitting entries first, and the wire is made.
    void searchAt(QPointF scenePosition, std::optional<WireStart> wire = std::nullopt);
    /// Add a node of the palette in the middle of the view, wired behind the one selected node if that fits.
    void addEntry(const PaletteEntry& entry);
    /// The selected cards.
    void align(edits::Alignment how);

    double zoom() const; ///< 1.0 = 100 %
    void setZoom(double zoom);
    void setZoomAt(double zoom, QPoint viewportPosition);
    bool minimapShown() const;

    // Mime types of drags onto the canvas.
    static constexpr const char* NODE_TYPE_MIME = "application/x-weir-node-type"; ///< UTF-8: a node type
    static constexpr const char* TOPIC_MIME = "application/x-weir-topic";         ///< UTF-8: a topic's name
    static constexpr const char* FRAGMENT_MIME = "application/vnd.weir+json";     ///< the clipboard's JSON

public Q_SLOTS:
    // The actions of the Edit and View menus; the shell gives them menus and shortcuts: the view itself handles the keys
    // Space, Delete, Ctrl+Delete, arrows, Escape, M, and leaves the others to the actions.
    void cut();
    void copy();
    void paste();
    void duplicate();
    void removeSelection();
    void removeAndHeal();
    void selectAll();
    void zoomIn();
    void zoomOut();
    void zoomToActual(); ///< 100 %
    void fit();          ///< everything in view, at most 100 %
    void fitSelection();
    void quickAdd(); ///< search at the cursor
    void addNote();
    void groupSelection();
    void autoLayout(); ///< all, or the selection if there are several
    void setMinimapShown(bool shown);
    void setSubTopologiesShown(bool shown);
    /// Select a node, bring it into view (problems list, go to).
    void reveal(const std::string& node);

Q_SIGNALS:
    void selectionEdited(const weir::Selection& selection);
    void nodeActivated(const std::string& node); ///< double click
    void edgeActivated(const weir::Edge& edge);  ///< click on a wire: show its records
    void zoomChanged(double zoom);
    /// A refusal or a note for the status bar.
    void said(const QString& sentence);

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void drawForeground(QPainter* painter, const QRectF& rect) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void placeOverlays();
    /// A screen reader reads the card that the keys went to.
    void announce(const std::string& node);
    void useTool(std::unique_ptr<CanvasTool> tool);
    std::unique_ptr<CanvasTool> toolFor(QPoint viewportPosition, QPointF scenePosition, QMouseEvent* event);
    void hover(QPointF scenePosition);
    void place(const PaletteEntry& entry, QPointF scenePosition, std::optional<WireStart> wire);
    void pasteText(const QByteArray& text, std::optional<QPointF> at);
    void showSplice(const std::optional<Edge>& edge);
    bool walk(int key);
    bool nudge(int key, bool far);
    void centreNow();
    QPointF cursorInScene() const;

    Document& m_document;
    Checker& m_checker;
    std::unique_ptr<CanvasScene> m_scene;
    std::unique_ptr<CanvasTool> m_tool;
    Minimap* m_minimap = nullptr;
    bool m_minimapWanted = true;
    ZoomBar* m_zoomBar = nullptr;
    QuickAdd* m_quickAdd = nullptr;
    QPoint m_lastCursor;
    // By value: the items may go at any undo.
    std::optional<Edge> m_hovered;
    std::optional<Edge> m_spliceTarget;
    bool m_spaceHeld = false;
    bool m_spacePanned = false;
    bool m_fitPending = true;
    bool m_fitted = false;  ///< nobody zoomed, panned or edited since fit(): a view of another size fits again
    bool m_fitting = false; ///< the scrolling that happens now is ours
    bool m_layoutRunning = false;
    int m_pastes = 0;
};

} // namespace weir
