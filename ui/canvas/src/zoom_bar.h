// SPDX-License-Identifier: GPL-3.0-or-later
// ZoomBar: minus, per cent, plus, fit and sub-topologies, in the lower left corner of the canvas.
#pragma once

#include "weir/document/theme.h"

#include <QFrame>

class QToolButton;

namespace weir {

class CanvasView;

class ZoomBar final : public QFrame {
    Q_OBJECT
public:
    explicit ZoomBar(CanvasView& view);
    void refresh();

private:
    CanvasView& m_view;
    QToolButton* m_out = nullptr;
    QToolButton* m_percent = nullptr;
    QToolButton* m_in = nullptr;
    QToolButton* m_fit = nullptr;
    QToolButton* m_bands = nullptr;
};

} // namespace weir
