// SPDX-License-Identifier: GPL-3.0-or-later
// RecordTableModel: the last 500 records of a tapped edge, newest on top. Frozen, it stands still and counts what came.
#pragma once

#include "weir/runtime/engine_access.h"

#include <QAbstractTableModel>
#include <QString>

#include <deque>

namespace weir {

class RecordTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Offset, Partition, EventTime, Key, Window, Value, ColumnCount };
    static constexpr std::size_t kept = 500;

    explicit RecordTableModel(QObject* parent = nullptr);

    void add(const TapDrain& drain);
    void clear();
    void setFrozen(bool frozen);
    bool frozen() const { return m_frozen; }
    /// Records that came since it was frozen.
    std::uint64_t newCount() const { return m_new; }
    /// All that passed the edge, and matching ones that were not kept, since the tap began.
    std::uint64_t seen() const { return m_seen; }
    std::uint64_t missed() const { return m_missed; }
    /// Show rows whose key or value holds this text (any case); empty: all.
    void setTextFilter(const QString& text);
    const SampledRecord* record(int row) const;
    /// The whole of one record as JSON, for the clipboard.
    static QString asJson(const SampledRecord& record);
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void countsChanged();

private:
    bool matches(const SampledRecord& record) const;
    void showNew(std::vector<SampledRecord> records);
    void rebuild();

    std::deque<SampledRecord> m_all;   ///< newest first, also while frozen
    std::deque<SampledRecord> m_shown; ///< newest first, those that match
    QString m_filter;
    bool m_frozen = false;
    std::uint64_t m_new = 0;
    std::uint64_t m_seen = 0;
    std::uint64_t m_missed = 0;
};

} // namespace weir
