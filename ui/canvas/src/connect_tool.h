// SPDX-License-Identifier: GPL-3.0-or-later
// ConnectTool: pulls a wire out of a port, or the end of a wire to another port. Fitting ports grow, others fade, and the
// reason of a refusal stands at the cursor.
#pragma once

#include "canvas_tool.h"
#include "weir/canvas/canvas_view.h"
#include "wire_fit.h"

namespace weir {

class ConnectTool final : public CanvasTool {
public:
    /// `replugged`: the wire whose end was taken.
    ConnectTool(CanvasView& view, const TypedTopology& typed, WireStart start, std::optional<Edge> replugged = std::nullopt);
    ~ConnectTool() override;
    void move(QPointF at, QPoint, Qt::KeyboardModifiers) override;
    void release(QPointF at, Qt::KeyboardModifiers) override;
    void cancel() override;
    void paint(QPainter& painter) override;

private:
    void markPorts();
    void aim(QPointF at);
    void paintCallout(QPainter& painter) const;

    CanvasView& m_view;
    WireFit m_fit;
    std::optional<Edge> m_replugged;
    QPointF m_anchor;
    QPointF m_end;
    std::optional<PortRef> m_target;
    std::optional<std::string> m_refusal;
    bool m_overNode = false;
};

} // namespace weir
