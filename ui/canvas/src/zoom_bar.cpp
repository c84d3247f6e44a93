// SPDX-License-Identifier: GPL-3.0-or-later
#include "zoom_bar.h"

#include "weir/canvas/canvas_view.h"

#include <QHBoxLayout>
#include <QToolButton>

#include <cmath>

namespace weir {

ZoomBar::ZoomBar(CanvasView& view) : QFrame(&view), m_view(view) {
    setObjectName(QStringLiteral("zoomBar"));
    const auto button = [this] {
        auto* b = new QToolButton(this);
        b->setAutoRaise(true);
        b->setIconSize({14, 14});
        b->setFixedHeight(24);
        b->setFocusPolicy(Qt::NoFocus);
        return b;
    };
    m_out = button();
    m_percent = button();
    m_percent->setMinimumWidth(48);
    m_in = button();
    m_fit = button();
    m_bands = button();
    m_fit->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bands->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_bands->setCheckable(true);
    auto* line = new QFrame(this);
    line->setObjectName(QStringLiteral("zoomLine"));
    line->setFixedSize(1, 16);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 1, 4, 1);
    row->setSpacing(2);
    for (QWidget* w : {static_cast<QWidget*>(m_out), static_cast<QWidget*>(m_percent), static_cast<QWidget*>(m_in)}) row->addWidget(w);
    row->addSpacing(4);
    row->addWidget(line);
    row->addSpacing(4);
    row->addWidget(m_fit);
    row->addWidget(m_bands);
    connect(m_out, &QToolButton::clicked, &view, &CanvasView::zoomOut);
    connect(m_in, &QToolButton::clicked, &view, &CanvasView::zoomIn);
    connect(m_percent, &QToolButton::clicked, &view, &CanvasView::zoomToActual);
    connect(m_fit, &QToolButton::clicked, &view, &CanvasView::fit);
    connect(m_bands, &QToolButton::toggled, &view, &CanvasView::setSubTopologiesShown);
    connect(&view, &CanvasView::zoomChanged, this, &ZoomBar::refresh);
    refresh();
}

void ZoomBar::refresh() {
    const Theme& theme = m_view.theme();
    setStyleSheet(QStringLiteral("#zoomBar { background: %1; border: 1px solid %2; border-radius: 6px; } #zoomLine { background: %2; }"
                                 " QToolButton { min-height: 0; padding: 0 4px; border: 0; border-radius: 4px; color: %3; background: transparent; }"
                                 " QToolButton:hover { background: %4; } QToolButton:checked { background: %5; }")
                      .arg(theme.card().name(), theme.lineStrong().name(), theme.text().name(), theme.hover().name(),
                           theme.selBackground().name()));
    m_out->setIcon(theme.icon(QStringLiteral("minus")));
    m_in->setIcon(theme.icon(QStringLiteral("plus")));
    m_fit->setIcon(theme.icon(QStringLiteral("fit")));
    m_bands->setIcon(theme.icon(QStringLiteral("layers")));
    m_percent->setText(tr("%1 %").arg(std::lround(m_view.zoom() * 100)));
    m_fit->setText(tr("Fit"));
    m_bands->setText(tr("Sub-topologies"));
    m_bands->setChecked(m_view.canvas().subTopologiesShown());
    m_out->setToolTip(tr("Zoom out"));
    m_in->setToolTip(tr("Zoom in"));
    m_percent->setToolTip(tr("Zoom to 100 %"));
    m_fit->setToolTip(tr("Show everything"));
    m_bands->setToolTip(tr("Show what runs together, between repartition topics"));
    adjustSize();
}

} // namespace weir
