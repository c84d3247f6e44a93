// SPDX-License-Identifier: GPL-3.0-or-later
// Minimap: the whole drawing in a corner; drag the frame to look elsewhere. Nodes with errors have a red dot.
#pragma once

#include <QTimer>
#include <QWidget>

namespace weir {

class CanvasView;

class Minimap final : public QWidget {
    Q_OBJECT
public:
    explicit Minimap(CanvasView& view);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    /// From the scene to this widget.
    QTransform fitting() const;
    CanvasView& m_view;
    QTimer m_later;
};

} // namespace weir
