// SPDX-License-Identifier: GPL-3.0-or-later
// LagTableModel: one row per partition that a job reads: where it is, where the log ends, how far behind in records and
// seconds, whether it catches up and when it will have.
#pragma once

#include "weir/live/job_rates.h"
#include "weir/live/keyed_table_model.h"

#include <QVariant>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace weir {

struct LagRow {
    PartitionFigures figures;
    PartitionRate rate;
    std::vector<double> history; ///< lag, about one value a second, oldest first, at most 60
    std::pair<const std::string&, std::int32_t> key() const { return {figures.topic, figures.partition}; }
    bool operator==(const LagRow& other) const {
        return figures.position == other.figures.position && figures.endOffset == other.figures.endOffset &&
               figures.committed == other.figures.committed && rate.trend == other.rate.trend && history == other.history;
    }
};

class LagTableModel : public KeyedTableModel<LagRow> {
    Q_OBJECT
public:
    enum Column { Topic, Partition, Position, End, Lag, Behind, Trend, ToClear, History, ColumnCount };
    static constexpr int HistoryRole = Qt::UserRole + 1;  ///< QList<double>
    static constexpr int HeatRole = Qt::UserRole + 2;     ///< seconds behind, double

    explicit LagTableModel(QObject* parent = nullptr);
    void update(const JobRates& rates);
    void clear();
    void retranslate();

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Past {
        std::int64_t second = 0;
        std::vector<double> lags;
    };
    std::map<std::pair<std::string, std::int32_t>, Past> m_past;
};

/// "never", "now", "12 s": when a partition will have caught up.
QString toClearText(const PartitionRate& rate);
/// "+97/s", "−1.2k/s", "steady".
QString trendText(const PartitionRate& rate);

} // namespace weir
