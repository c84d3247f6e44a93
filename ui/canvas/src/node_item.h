// SPDX-License-Identifier: GPL-3.0-or-later
// NodeItem: a node's card on the canvas. sync() is its only way to change what it shows.
#pragma once

#include "card_painter.h"
#include "weir/canvas/node_view.h"

#include <QGraphicsItem>

#include <map>
#include <utility>

namespace weir {

class NodeItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 1 };
    /// `theme` must outlive the item.
    explicit NodeItem(const Theme& theme);

    void sync(NodeView view);
    /// The theme's colours changed.
    void refit();
    const NodeView& view() const { return m_view; }
    const std::string& nodeId() const { return m_view.id; }

    /// In scene coordinates; the middle of the side if there is no such port.
    QPointF portPosition(const std::string& port, bool output) const;
    /// The port at a scene position, within `reach` px; null: none.
    const PortView* portAt(QPointF scenePosition, double reach) const;
    void setPortLook(const PortView& port, PortLook look);
    void clearPortLooks();
    void setFocusShown(bool shown);
    static QRectF cardRect() { return {0, 0, Theme::NODE_WIDTH, Theme::NODE_HEIGHT}; }

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

protected:
    void hoverEnterEvent(QGraphicsSceneHoverEvent* event) override;
    void hoverLeaveEvent(QGraphicsSceneHoverEvent* event) override;

private:
    bool shows(const PortView& port) const;
    const Theme& m_theme;
    NodeView m_view;
    CardTexts m_texts;
    std::map<std::pair<std::string, bool>, PortLook> m_portLooks;
    bool m_focusShown = false;
    bool m_hovered = false;
};

} // namespace weir
