// SPDX-License-Identifier: GPL-3.0-or-later
// GroupItem: a dashed frame round its nodes, with a title and an on/off switch.
#pragma once

#include "weir/document/theme.h"

#include <QGraphicsItem>

namespace weir {

class GroupItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 4 };
    GroupItem(const Theme& theme, std::size_t index);
    void sync(const QString& title, QRectF frame, bool on);
    std::size_t index() const { return m_index; }
    QRectF frame() const { return m_frame; }
    /// Scene rectangles: the pill with the title, the switch in it.
    QRectF titleRect() const;
    QRectF switchRect() const;
    bool isOn() const { return m_on; }

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& m_theme;
    std::size_t m_index;
    QString m_title;
    QRectF m_frame;
    double m_titleWidth = 0;
    bool m_on = true;
};

} // namespace weir
