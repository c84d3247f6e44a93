// SPDX-License-Identifier: GPL-3.0-or-later
// The look that all tables of the panels share: rows of 24 px, no grid, whole rows selected, tabular digits.
#pragma once

class QTableView;

namespace weir {
void dressTable(QTableView& table);
} // namespace weir
