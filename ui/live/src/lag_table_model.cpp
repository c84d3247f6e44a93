// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/lag_table_model.h"

#include "weir/live/number_text.h"

#include <QCoreApplication>
#include <QList>

#include <algorithm>
#include <cmath>

namespace weir {

QString toClearText(const PartitionRate& rate) {
    if (rate.secondsToClear == 0) return QCoreApplication::translate("LagTableModel", "caught up");
    if (rate.secondsToClear < 0) return QCoreApplication::translate("LagTableModel", "never");
    return spanText(static_cast<std::int64_t>(rate.secondsToClear * 1000));
}

QString trendText(const PartitionRate& rate) {
    if (std::abs(rate.trend) < 0.5) return QCoreApplication::translate("LagTableModel", "steady");
    return (rate.trend > 0 ? QStringLiteral("+") : QStringLiteral("−")) + perSecondText(std::abs(rate.trend));
}

LagTableModel::LagTableModel(QObject* parent) : KeyedTableModel<LagRow>(parent) {}

void LagTableModel::update(const JobRates& rates) {
    const auto* snapshot = rates.latest();
    if (!snapshot) return;
    std::vector<LagRow> next;
    for (const auto& figures : snapshot->partitions) {
        auto& past = m_past[{figures.topic, figures.partition}];
        const std::int64_t second = snapshot->wallMicros / 1'000'000;
        if (second != past.second) {
            past.second = second;
            past.lags.push_back(static_cast<double>(figures.lag()));
            if (past.lags.size() > 60) past.lags.erase(past.lags.begin());
        }
        next.push_back({figures, rates.partition(figures.topic, figures.partition), past.lags});
    }
    std::sort(next.begin(), next.end(), [](const LagRow& a, const LagRow& b) { return a.key() < b.key(); });
    replaceRows(std::move(next));
}

void LagTableModel::clear() {
    m_past.clear();
    replaceRows({});
}

void LagTableModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

int LagTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant LagTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == HistoryRole) return QVariant::fromValue(QList<double>(row.history.begin(), row.history.end()));
    if (role == HeatRole) return static_cast<double>(row.figures.timeLagMs()) / 1000.0;
    if (role == Qt::TextAlignmentRole) return headerData(index.column(), Qt::Horizontal, role);
    if (role == Qt::ToolTipRole && index.column() == Topic)
        return row.figures.repartition ? tr("Repartition topic in front of %1").arg(QString::fromStdString(row.figures.node))
                                       : tr("Read by %1").arg(QString::fromStdString(row.figures.node));
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Topic: return QString::fromStdString(row.figures.topic);
    case Partition: return QStringLiteral("p%1").arg(row.figures.partition);
    case Position: return groupedText(row.figures.position);
    case End: return groupedText(row.figures.endOffset);
    case Lag: return groupedText(row.figures.lag());
    case Behind: return spanText(row.figures.timeLagMs());
    case Trend: return trendText(row.rate);
    case ToClear: return toClearText(row.rate);
    default: return {};
    }
}

QVariant LagTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant((section == Topic || section == Partition || section == History ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Topic: return tr("Topic");
    case Partition: return tr("Part.");
    case Position: return tr("Position");
    case End: return tr("End");
    case Lag: return tr("Lag");
    case Behind: return tr("Behind");
    case Trend: return tr("Trend");
    case ToClear: return tr("To clear");
    case History: return tr("Last minute");
    default: return {};
    }
}

} // namespace weir
