// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasTool: one gesture with the mouse, from press to release. It shows its progress on the items, and edits the document
// once, when the button is let go; cancel() (Escape) leaves everything as it was.
#pragma once

#include <QPointF>
#include <Qt>

class QPainter;

namespace weir {

class CanvasTool {
public:
    CanvasTool() = default;
    CanvasTool(const CanvasTool&) = delete;
    CanvasTool& operator=(const CanvasTool&) = delete;
    virtual ~CanvasTool() = default;
    virtual void move(QPointF scenePosition, QPoint viewportPosition, Qt::KeyboardModifiers modifiers) = 0;
    virtual void release(QPointF scenePosition, Qt::KeyboardModifiers modifiers) = 0;
    virtual void cancel() {}
    /// Over the items, in scene coordinates.
    virtual void paint(QPainter&) {}
};

} // namespace weir
