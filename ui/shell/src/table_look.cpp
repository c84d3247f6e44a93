// SPDX-License-Identifier: GPL-3.0-or-later
#include "table_look.h"

#include "weir/document/theme.h"

#include <QHeaderView>
#include <QTableView>

namespace weir {

void dressTable(QTableView& table) {
    table.verticalHeader()->hide();
    table.verticalHeader()->setMinimumSectionSize(Theme::ROW_HEIGHT);
    table.verticalHeader()->setDefaultSectionSize(Theme::ROW_HEIGHT);
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setFixedHeight(Theme::ROW_HEIGHT);
    table.horizontalHeader()->setStretchLastSection(true);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::ExtendedSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table.setTabKeyNavigation(false);
}

} // namespace weir
