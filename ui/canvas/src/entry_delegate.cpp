// SPDX-License-Identifier: GPL-3.0-or-later
#include "entry_delegate.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace weir {

EntryDelegate::EntryDelegate(const Theme& theme, const std::vector<PaletteEntry>& entries, int indent, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_entries(entries), m_indent(indent) {}

QSize EntryDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {120, Theme::ROW_HEIGHT}; }

void EntryDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF full = option.rect;
    const QRectF row(0, full.y(), full.right() + 1, full.height());
    const QVariant at = index.data(EntryRow);
    if (!at.isValid()) { // a category
        painter->setFont(m_theme.font(11, true));
        painter->setPen(m_theme.muted());
        const bool open = option.state.testFlag(QStyle::State_Open);
        m_theme.paintIcon(*painter, QRectF(6, row.y() + 5, 14, 14), open ? QStringLiteral("chevD") : QStringLiteral("chevR"), m_theme.muted());
        painter->drawText(row.adjusted(22, 0, -8, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
        painter->restore();
        return;
    }
    const PaletteEntry& entry = m_entries[static_cast<std::size_t>(at.toInt())];
    const QString reason = index.data(Reason).toString();
    if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(row, m_theme.selBackground());
    else if (option.state.testFlag(QStyle::State_MouseOver)) painter->fillRect(row, m_theme.hover());
    if (!reason.isEmpty()) painter->setOpacity(0.55);
    const double x = m_indent;
    const QColor kind = m_theme.kind(entry.shape);
    painter->setPen(Qt::NoPen);
    painter->setBrush(kind);
    painter->drawRoundedRect(QRectF(x, row.y() + 4, 3, 16), 1.5, 1.5);
    m_theme.paintIcon(*painter, QRectF(x + 11, row.y() + 4, 16, 16), entry.icon, kind);
    const QFont small = m_theme.mono(10);
    const QString right = reason.isEmpty() ? entry.dsl : reason;
    const QFont rightFont = reason.isEmpty() ? small : m_theme.font(10);
    const QFont titleFont = m_theme.font(12);
    const double left = x + 35;
    // The title goes first; what else there is room for says Kafka Streams' name.
    const double room = row.width() - left - 8;
    const double titleWidth = std::min(room, std::ceil(QFontMetricsF(titleFont).horizontalAdvance(entry.title)) + 1);
    const double rightWidth = std::max(0.0, std::min(QFontMetricsF(rightFont).horizontalAdvance(right), room - titleWidth - 8));
    painter->setFont(titleFont);
    painter->setPen(m_theme.text());
    painter->drawText(QRectF(left, row.y(), titleWidth, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetricsF(titleFont).elidedText(entry.title, Qt::ElideRight, titleWidth));
    if (reason.isEmpty() ? rightWidth + 1 < QFontMetricsF(rightFont).horizontalAdvance(right) : rightWidth < 24) {
        painter->restore();
        return;
    }
    painter->setFont(rightFont);
    painter->setPen(m_theme.muted());
    painter->drawText(row.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter,
                      QFontMetricsF(rightFont).elidedText(right, Qt::ElideRight, rightWidth + 1));
    painter->restore();
}

} // namespace weir
