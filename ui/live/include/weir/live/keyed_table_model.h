// SPDX-License-Identifier: GPL-3.0-or-later
// KeyedTableModel: a table whose rows are replaced by a newer list, in the order of a key, and that tells its views row by
// row what came, left and changed: a selection and a scroll position survive every frame.
// A Row has key() (ordered, unique) and ==.
#pragma once

#include <QAbstractTableModel>

#include <utility>
#include <vector>

namespace weir {

template <class Row>
class KeyedTableModel : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
    const std::vector<Row>& rows() const { return m_rows; }

protected:
    /// `next` ascends by key.
    void replaceRows(std::vector<Row> next) {
        std::size_t at = 0; // in m_rows
        for (std::size_t n = 0; n < next.size();) {
            const bool gone = at < m_rows.size() && m_rows[at].key() < next[n].key();
            if (gone) {
                std::size_t last = at + 1;
                while (last < m_rows.size() && m_rows[last].key() < next[n].key()) ++last;
                take(at, last);
                continue;
            }
            if (at < m_rows.size() && m_rows[at].key() == next[n].key()) {
                if (!(m_rows[at] == next[n])) {
                    m_rows[at] = std::move(next[n]);
                    Q_EMIT dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(at), columnCount() - 1));
                }
                ++at;
                ++n;
                continue;
            }
            std::size_t end = n + 1;
            while (end < next.size() && (at >= m_rows.size() || next[end].key() < m_rows[at].key())) ++end;
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(at + end - n - 1));
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at), std::make_move_iterator(next.begin() + static_cast<std::ptrdiff_t>(n)),
                          std::make_move_iterator(next.begin() + static_cast<std::ptrdiff_t>(end)));
            endInsertRows();
            at += end - n;
            n = end;
        }
        if (at < m_rows.size()) take(at, m_rows.size());
    }
    std::vector<Row> m_rows;

private:
    void take(std::size_t first, std::size_t last) {
        beginRemoveRows({}, static_cast<int>(first), static_cast<int>(last - 1));
        m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(first), m_rows.begin() + static_cast<std::ptrdiff_t>(last));
        endRemoveRows();
    }
};

} // namespace weir
