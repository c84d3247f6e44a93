// SPDX-License-Identifier: GPL-3.0-or-later
// CardPainter: draws a node's card, its ports, badges and store chip, from values. Coordinates are the card's: 168 x 56 at 0, 0.
#pragma once

#include "weir/canvas/node_view.h"
#include "weir/document/theme.h"

#include <QPainterPath>

class QPainter;

namespace weir {

/// How a port looks while a wire is being pulled.
enum class PortLook : std::uint8_t { Plain, Fits, Faded };

/// What the view holds fitted to its width, made once by sync().
struct CardTexts {
    QString title;
    QString settings;
    QString live;
    QString store;
    double storeWidth = 0;
};

struct CardLook {
    bool selected = false;
    bool focused = false;
    bool showQuietPorts = false;
};

/// Where a port's centre is.
QPointF portCentre(const NodeView& view, const PortView& port);

class CardPainter {
public:
    explicit CardPainter(const Theme& theme) : m_theme(theme) {}

    CardTexts fit(const NodeView& view) const;
    void paint(QPainter& painter, const NodeView& view, const CardTexts& texts, const CardLook& look) const;
    void paintPort(QPainter& painter, QPointF centre, PortMark mark, PortLook look) const;
    /// Zoomed far out: a block in the kind's colour.
    void paintBlock(QPainter& painter, const NodeView& view, const CardLook& look) const;
    /// The silhouette, `inset` px inside.
    static QPainterPath outline(NodeShape shape, double inset);

private:
    void paintStore(QPainter& painter, const NodeView& view, const CardTexts& texts) const;
    void paintGround(QPainter& painter, const NodeView& view, const CardLook& look) const;
    void paintBar(QPainter& painter, const NodeView& view) const;
    void paintBorder(QPainter& painter, const NodeView& view, const CardLook& look) const;
    void paintTexts(QPainter& painter, const NodeView& view, const CardTexts& texts) const;
    void paintBadges(QPainter& painter, const NodeView& view) const;

    const Theme& m_theme;
};

} // namespace weir
