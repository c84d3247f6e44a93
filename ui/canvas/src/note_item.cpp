// SPDX-License-Identifier: GPL-3.0-or-later
#include "note_item.h"

#include <QPainter>

namespace weir {

NoteItem::NoteItem(const Theme& theme, std::size_t index) : m_theme(theme), m_index(index) {
    setFlag(ItemIsSelectable);
    setZValue(5);
}

void NoteItem::sync(const Note& note) {
    prepareGeometryChange();
    m_note = note;
    setPos(note.at.x, note.at.y);
    update();
}

QRectF NoteItem::boundingRect() const { return QRectF(-5, -5, m_note.size.x + 10, m_note.size.y + 10); }
QRectF NoteItem::grip() const { return QRectF(m_note.size.x - 12, m_note.size.y - 12, 12, 12); }

QPainterPath NoteItem::shape() const {
    QPainterPath path;
    path.addRect(0, 0, m_note.size.x, m_note.size.y);
    return path;
}

void NoteItem::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    constexpr double FOLD = 14;
    const double w = m_note.size.x;
    const double h = m_note.size.y;
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected()) {
        painter->setPen(QPen(m_theme.halo(), 7));
        painter->drawRect(QRectF(0, 0, w, h));
    }
    painter->setPen(QPen(isSelected() ? m_theme.sel() : m_theme.border(), isSelected() ? 2 : 1));
    painter->setBrush(m_theme.note());
    painter->drawPolygon(QPolygonF({{0.5, 0.5}, {w - FOLD, 0.5}, {w - 0.5, FOLD}, {w - 0.5, h - 0.5}, {0.5, h - 0.5}}));
    painter->setPen(m_theme.border());
    painter->setBrush(m_theme.card());
    painter->drawPolygon(QPolygonF({{w - FOLD, 0.5}, {w - FOLD, FOLD}, {w - 0.5, FOLD}}));

    const QString text = QString::fromStdString(m_note.text);
    const qsizetype end = text.indexOf(QLatin1Char('\n'));
    painter->setClipRect(QRectF(0, 0, w, h), Qt::IntersectClip);
    painter->setFont(m_theme.font(12, true));
    painter->setPen(m_theme.text());
    painter->drawText(QRectF(12, 6, w - 24 - FOLD / 2, 18), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(painter->font()).elidedText(end < 0 ? text : text.left(end), Qt::ElideRight, w - 32));
    if (end < 0) return;
    painter->setFont(m_theme.font(11));
    painter->setPen(m_theme.muted());
    painter->drawText(QRectF(12, 24, w - 24, h - 28), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text.mid(end + 1));
}

} // namespace weir
