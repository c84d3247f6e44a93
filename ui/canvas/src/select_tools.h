// SPDX-License-Identifier: GPL-3.0-or-later
// The gestures that select, move and look around.
#pragma once

#include "canvas_tool.h"
#include "weir/canvas/canvas_view.h"

#include <map>
#include <vector>

namespace weir {

/// Drag on empty space: everything that the box touches.
class BoxSelectTool final : public CanvasTool {
public:
    BoxSelectTool(CanvasView& view, QPointF from, bool adding);
    void move(QPointF at, QPoint, Qt::KeyboardModifiers) override;
    void release(QPointF at, Qt::KeyboardModifiers) override;
    void cancel() override;
    void paint(QPainter& painter) override;

private:
    CanvasView& m_view;
    QPointF m_from;
    QRectF m_box;
    Selection m_before;
    bool m_adding;
};

/// Drag of cards and notes, by 8 px; a lone unwired card may be dropped into a wire.
class MoveTool final : public CanvasTool {
public:
    MoveTool(CanvasView& view, QPointF from, Selection moved);
    void move(QPointF at, QPoint, Qt::KeyboardModifiers) override;
    void release(QPointF at, Qt::KeyboardModifiers) override;
    void cancel() override;

private:
    void shift(CanvasPoint delta);
    std::optional<Edge> wireUnder() const;
    void showSplice(const std::optional<Edge>& wire);

    CanvasView& m_view;
    QPointF m_from;
    Selection m_moved;
    CanvasPoint m_delta;
    std::optional<Edge> m_wire;
    bool m_maySplice = false;
};

/// A note's lower right corner.
class ResizeNoteTool final : public CanvasTool {
public:
    ResizeNoteTool(CanvasView& view, QPointF from, std::size_t note);
    void move(QPointF at, QPoint, Qt::KeyboardModifiers) override;
    void release(QPointF at, Qt::KeyboardModifiers) override;
    void cancel() override;

private:
    Note resized(QPointF at) const;
    CanvasView& m_view;
    QPointF m_from;
    std::size_t m_note;
};

class PanTool final : public CanvasTool {
public:
    PanTool(CanvasView& view, QPoint from);
    ~PanTool() override;
    void move(QPointF, QPoint at, Qt::KeyboardModifiers) override;
    void release(QPointF, Qt::KeyboardModifiers) override {}

private:
    CanvasView& m_view;
    QPoint m_last;
};

} // namespace weir
