// SPDX-License-Identifier: GPL-3.0-or-later
// StoreTableModel: rows of a state store by key and window, live; frozen, it stands still.
#pragma once

#include "weir/live/keyed_table_model.h"
#include "weir/runtime/engine_access.h"

#include <string>
#include <tuple>

namespace weir {

struct StoreTableRow {
    StoreRow row;
    std::int64_t touched = 0; ///< wall clock, ms, when a frame first showed this content; 0: from the first page
    std::tuple<const std::string&, std::int64_t, std::int32_t> key() const { return {row.key, row.windowStart, row.partition}; }
    bool operator==(const StoreTableRow& other) const {
        return row.columns == other.row.columns && row.timestamp == other.row.timestamp && row.windowEnd == other.row.windowEnd && touched == other.touched;
    }
};

class StoreTableModel : public KeyedTableModel<StoreTableRow> {
    Q_OBJECT
public:
    /// True for a row that changed within the last second.
    static constexpr int FreshRole = Qt::UserRole + 1;

    explicit StoreTableModel(QObject* parent = nullptr);
    void setPage(const StorePage& page, std::int64_t nowMs);
    void clear();
    void setFrozen(bool frozen) { m_frozen = frozen; }
    bool frozen() const { return m_frozen; }
    std::uint64_t total() const { return m_total; }
    bool windowed() const { return m_windowed; }
    void retranslate();

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    int firstValue() const { return m_windowed ? 2 : 1; }
    std::vector<Column> m_columns;
    bool m_windowed = false;
    bool m_frozen = false;
    bool m_any = false;
    std::uint64_t m_total = 0;
    std::int64_t m_now = 0;
};

} // namespace weir
