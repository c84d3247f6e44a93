// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/record_table_model.h"

#include "weir/live/number_text.h"

#include <QJsonDocument>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>

#include <algorithm>
#include <iterator>

namespace weir {

RecordTableModel::RecordTableModel(QObject* parent) : QAbstractTableModel(parent) {}

bool RecordTableModel::matches(const SampledRecord& record) const {
    return m_filter.isEmpty() || QString::fromStdString(record.key).contains(m_filter, Qt::CaseInsensitive) ||
           QString::fromStdString(record.value).contains(m_filter, Qt::CaseInsensitive);
}

void RecordTableModel::add(const TapDrain& drain) {
    m_seen = drain.seen;
    m_missed = drain.missed;
    if (!drain.records.empty()) {
        const std::size_t from = drain.records.size() > kept ? drain.records.size() - kept : 0;
        for (std::size_t i = from; i < drain.records.size(); ++i) m_all.push_front(drain.records[i]);
        while (m_all.size() > kept) m_all.pop_back();
        if (m_frozen) {
            m_new += drain.records.size();
        } else {
            std::vector<SampledRecord> fresh;
            for (std::size_t i = drain.records.size(); i-- > from;)
                if (matches(drain.records[i])) fresh.push_back(drain.records[i]);
            showNew(std::move(fresh));
        }
    }
    Q_EMIT countsChanged();
}

void RecordTableModel::showNew(std::vector<SampledRecord> records) {
    if (records.empty()) return;
    const std::size_t over = m_shown.size() + records.size() > kept ? m_shown.size() + records.size() - kept : 0;
    if (over > 0 && !m_shown.empty()) {
        const std::size_t leaving = std::min(over, m_shown.size());
        beginRemoveRows({}, static_cast<int>(m_shown.size() - leaving), static_cast<int>(m_shown.size() - 1));
        m_shown.erase(m_shown.end() - static_cast<std::ptrdiff_t>(leaving), m_shown.end());
        endRemoveRows();
    }
    beginInsertRows({}, 0, static_cast<int>(records.size() - 1));
    m_shown.insert(m_shown.begin(), std::make_move_iterator(records.begin()), std::make_move_iterator(records.end()));
    endInsertRows();
}

void RecordTableModel::rebuild() {
    beginResetModel();
    m_shown.clear();
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(m_shown), [this](const SampledRecord& r) { return matches(r); });
    endResetModel();
}

void RecordTableModel::clear() {
    m_all.clear();
    m_new = m_seen = m_missed = 0;
    rebuild();
    Q_EMIT countsChanged();
}

void RecordTableModel::setFrozen(bool frozen) {
    if (m_frozen == frozen) return;
    m_frozen = frozen;
    m_new = 0;
    if (!frozen) rebuild();
    Q_EMIT countsChanged();
}

void RecordTableModel::setTextFilter(const QString& text) {
    if (m_filter == text) return;
    m_filter = text;
    rebuild();
}

const SampledRecord* RecordTableModel::record(int row) const {
    return row >= 0 && row < static_cast<int>(m_shown.size()) ? &m_shown[static_cast<std::size_t>(row)] : nullptr;
}

QString RecordTableModel::asJson(const SampledRecord& record) {
    // The value is JSON already: it goes in as it is, so that no digit of a number is lost.
    const auto quoted = [](const std::string& text) {
        const QByteArray array = QJsonDocument(QJsonArray{QString::fromStdString(text)}).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(array.mid(1, array.size() - 2));
    };
    QString key = record.keyNull ? QStringLiteral("null") : quoted(record.key);
    if (record.windowStart >= 0)
        key = QStringLiteral("{\"key\":%1,\"start\":%2,\"end\":%3}").arg(key).arg(record.windowStart).arg(record.windowEnd);
    return QStringLiteral("{\"topic\":%1,\"partition\":%2,\"offset\":%3,\"key\":%4,\"value\":%5,\"timestamp\":%6}")
        .arg(quoted(record.topic)).arg(record.partition).arg(record.offset)
        .arg(key, record.tombstone ? QStringLiteral("null") : QString::fromStdString(record.value)).arg(record.timestamp);
}

void RecordTableModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

int RecordTableModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }
int RecordTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant RecordTableModel::data(const QModelIndex& index, int role) const {
    const auto* record = this->record(index.row());
    if (!index.isValid() || !record) return {};
    if (role == Qt::TextAlignmentRole && (index.column() == Offset || index.column() == Partition)) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == Value) return QString::fromStdString(record->value);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Offset: return groupedText(record->offset);
    case Partition: return QStringLiteral("p%1").arg(record->partition);
    case EventTime: return clockText(record->timestamp);
    case Key: return record->keyNull ? QStringLiteral("NULL") : QString::fromStdString(record->key);
    case Window: return windowText(record->windowStart, record->windowEnd);
    case Value: return record->tombstone ? tr("deleted") : QString::fromStdString(record->value);
    default: return {};
    }
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant((section == Offset || section == Partition ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Offset: return tr("Offset");
    case Partition: return tr("Part.");
    case EventTime: return tr("Event time");
    case Key: return tr("Key");
    case Window: return tr("Window");
    case Value: return tr("Value");
    default: return {};
    }
}

} // namespace weir
