// SPDX-License-Identifier: GPL-3.0-or-later
// SliceTool: Alt and a drag over wires cuts each of them, in one step.
#pragma once

#include "canvas_tool.h"
#include "weir/canvas/canvas_view.h"

#include <QPolygonF>

#include <set>

namespace weir {

class SliceTool final : public CanvasTool {
public:
    SliceTool(CanvasView& view, QPointF from);
    ~SliceTool() override;
    void move(QPointF at, QPoint, Qt::KeyboardModifiers) override;
    void release(QPointF at, Qt::KeyboardModifiers) override;
    void paint(QPainter& painter) override;

private:
    CanvasView& m_view;
    QPolygonF m_way;
    std::set<Edge> m_cut;
};

} // namespace weir
