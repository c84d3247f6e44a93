// SPDX-License-Identifier: GPL-3.0-or-later
// The look that all tables of the panels share: rows of 24 px, no grid, whole rows selected, tabular digits.
#pragma once

#include "weir/document/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

class QTableView;

namespace weir {
void dressTable(QTableView& table);

/// Rows whose `role` is true (changed just now, different from what was expected) stand on a warm ground.
class WarmRowDelegate final : public QStyledItemDelegate {
public:
    WarmRowDelegate(int role, const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_role(role), m_ground(theme.warnBackground()) {}
    void setTheme(const Theme& theme) { m_ground = theme.warnBackground(); }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        if (index.data(m_role).toBool() && !(option.state & QStyle::State_Selected)) painter->fillRect(option.rect, m_ground);
        QStyledItemDelegate::paint(painter, option, index);
    }

private:
    int m_role;
    QColor m_ground;
};
} // namespace weir
