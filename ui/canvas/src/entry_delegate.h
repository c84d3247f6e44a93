// SPDX-License-Identifier: GPL-3.0-or-later
// EntryDelegate: one line of the palette or of the search: colour bar, icon, title, Kafka Streams' name.
#pragma once

#include "weir/canvas/node_search.h"
#include "weir/document/theme.h"

#include <QStyledItemDelegate>

namespace weir {

class EntryDelegate final : public QStyledItemDelegate {
public:
    enum Role { EntryRow = Qt::UserRole + 1, Reason };
    /// Both must outlive the delegate.
    EntryDelegate(const Theme& theme, const std::vector<PaletteEntry>& entries, int indent, QObject* parent);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    const std::vector<PaletteEntry>& m_entries;
    int m_indent;
};

} // namespace weir
