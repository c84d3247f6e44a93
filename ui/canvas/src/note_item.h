// SPDX-License-Identifier: GPL-3.0-or-later
// NoteItem: a note with a folded corner; the first line is its title.
#pragma once

#include "weir/document/theme.h"
#include "weir/topology/topology.h"

#include <QGraphicsItem>

namespace weir {

class NoteItem final : public QGraphicsItem {
public:
    enum { Type = UserType + 3 };
    NoteItem(const Theme& theme, std::size_t index);
    void sync(const Note& note);
    std::size_t index() const { return m_index; }
    const Note& note() const { return m_note; }
    /// The corner that resizes.
    QRectF grip() const;

    int type() const override { return Type; }
    QRectF boundingRect() const override;
    QPainterPath shape() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    const Theme& m_theme;
    std::size_t m_index;
    Note m_note;
};

} // namespace weir
