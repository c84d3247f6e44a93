// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/store_table_model.h"

#include "weir/live/number_text.h"

#include <algorithm>

namespace weir {

StoreTableModel::StoreTableModel(QObject* parent) : KeyedTableModel<StoreTableRow>(parent) {}

void StoreTableModel::setPage(const StorePage& page, std::int64_t nowMs) {
    if (m_frozen) return;
    const bool windowed = std::any_of(page.rows.begin(), page.rows.end(), [](const StoreRow& r) { return r.windowStart >= 0; });
    if (page.columns != m_columns || (windowed != m_windowed && !page.rows.empty())) {
        beginResetModel();
        m_rows.clear();
        m_columns = page.columns;
        m_windowed = windowed;
        m_any = false;
        endResetModel();
    }
    m_total = page.total;
    m_now = nowMs;
    std::vector<StoreTableRow> next;
    next.reserve(page.rows.size());
    for (const auto& row : page.rows) next.push_back({row, m_any ? nowMs : 0});
    std::sort(next.begin(), next.end(), [](const auto& a, const auto& b) { return a.key() < b.key(); });
    next.erase(std::unique(next.begin(), next.end(), [](const auto& a, const auto& b) { return a.key() == b.key(); }), next.end());
    // A row whose content is as before keeps its time.
    std::size_t old = 0;
    for (auto& row : next) {
        while (old < m_rows.size() && m_rows[old].key() < row.key()) ++old;
        if (old < m_rows.size() && m_rows[old].key() == row.key() && m_rows[old].row.columns == row.row.columns &&
            m_rows[old].row.timestamp == row.row.timestamp)
            row.touched = m_rows[old].touched;
    }
    m_any = true;
    replaceRows(std::move(next));
}

void StoreTableModel::clear() {
    beginResetModel();
    m_rows.clear();
    m_columns.clear();
    m_any = false;
    m_total = 0;
    endResetModel();
}

void StoreTableModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, std::max(0, columnCount() - 1)); }

int StoreTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : firstValue() + static_cast<int>(m_columns.size()) + 1;
}

QVariant StoreTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto& entry = m_rows[static_cast<std::size_t>(index.row())];
    const int value = index.column() - firstValue();
    const bool time = value == static_cast<int>(m_columns.size());
    if (role == FreshRole) return entry.touched > 0 && m_now - entry.touched < 1000;
    if (role == Qt::TextAlignmentRole) return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (index.column() == 0) return QString::fromStdString(entry.row.key);
    if (m_windowed && index.column() == 1) return windowText(entry.row.windowStart, entry.row.windowEnd);
    if (time) return clockText(entry.row.timestamp);
    if (value < 0 || value >= static_cast<int>(entry.row.columns.size())) return {};
    const QString json = QString::fromStdString(entry.row.columns[static_cast<std::size_t>(value)]);
    return role == Qt::ToolTipRole ? json : cellText(json);
}

QVariant StoreTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const int value = section - firstValue();
    const bool column = value >= 0 && value < static_cast<int>(m_columns.size());
    if (role == Qt::TextAlignmentRole) {
        const bool number = (column && !m_columns[static_cast<std::size_t>(value)].type.isText()) || value == static_cast<int>(m_columns.size());
        return QVariant((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole && column) return QString::fromStdString(typeName(m_columns[static_cast<std::size_t>(value)].type));
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return tr("Key");
    if (m_windowed && section == 1) return tr("Window");
    if (column) return QString::fromStdString(m_columns[static_cast<std::size_t>(value)].name);
    return tr("Event time");
}

} // namespace weir
