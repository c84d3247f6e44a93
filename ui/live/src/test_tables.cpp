// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/test_tables.h"

#include <QJsonDocument>
#include <QJsonArray>

#include <algorithm>

namespace weir {
namespace {

bool isJson(const QString& text) {
    QJsonParseError error;
    QJsonDocument::fromJson(QByteArray("[") + text.toUtf8() + "]", &error); // wrapped: older readers take only arrays and objects
    return error.error == QJsonParseError::NoError && !text.trimmed().isEmpty();
}

QString quoted(const QString& text) {
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.mid(1, list.size() - 2));
}

} // namespace

void TestInputModel::setLines(const std::string& input) {
    beginResetModel();
    m_lines.clear();
    m_unreadable = 0;
    std::string_view rest = input;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        const auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        if (auto parts = splitTestLine(line)) m_lines.push_back(std::move(*parts));
        else ++m_unreadable;
    }
    endResetModel();
}

std::string TestInputModel::lines() const {
    std::string out;
    for (const auto& line : m_lines) out += joinTestLine(line) + '\n';
    return out;
}

void TestInputModel::insert(int row, const std::string& topic) {
    const auto at = static_cast<std::size_t>(std::clamp(row, 0, rowCount()));
    TestLine line = at > 0 ? m_lines[at - 1] : TestLine{.topic = topic, .key = "\"\"", .value = "{}"};
    beginInsertRows({}, static_cast<int>(at), static_cast<int>(at));
    m_lines.insert(m_lines.begin() + static_cast<std::ptrdiff_t>(at), std::move(line));
    endInsertRows();
    Q_EMIT edited();
}

void TestInputModel::removeAt(std::vector<int> rows) {
    std::sort(rows.rbegin(), rows.rend());
    for (const int row : rows) {
        if (row < 0 || row >= rowCount()) continue;
        beginRemoveRows({}, row, row);
        m_lines.erase(m_lines.begin() + row);
        endRemoveRows();
    }
    if (!rows.empty()) Q_EMIT edited();
}

int TestInputModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_lines.size()); }
int TestInputModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TestInputModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::EditRole && role != Qt::ToolTipRole)) return {};
    const auto& line = m_lines[static_cast<std::size_t>(index.row())];
    const bool clock = !line.advance.empty();
    switch (index.column()) {
    case Number: return index.row() + 1;
    case Topic: return clock && role == Qt::DisplayRole ? tr("(clock goes on)") : QString::fromStdString(line.topic);
    case Key: return clock ? QVariant() : QString::fromStdString(line.key);
    case Value: return QString::fromStdString(clock ? line.advance : line.value);
    case Timestamp: return clock ? QVariant() : QString::fromStdString(line.timestamp);
    default: return {};
    }
}

bool TestInputModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || role != Qt::EditRole) return false;
    auto& line = m_lines[static_cast<std::size_t>(index.row())];
    const QString text = value.toString().trimmed();
    const bool clock = !line.advance.empty();
    switch (index.column()) {
    case Topic:
        if (clock || text.isEmpty()) return false;
        line.topic = text.toStdString();
        break;
    case Key:
        if (clock) return false;
        line.key = (isJson(text) ? text : quoted(text)).toStdString();
        break;
    case Value:
        if (clock ? text.isEmpty() : !isJson(text)) return false;
        (clock ? line.advance : line.value) = text.toStdString();
        break;
    case Timestamp: {
        bool number = false;
        text.toLongLong(&number);
        if (clock || !number) return false;
        line.timestamp = text.toStdString();
        break;
    }
    default: return false;
    }
    Q_EMIT dataChanged(index, index);
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags TestInputModel::flags(const QModelIndex& index) const {
    auto flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() != Number) flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant TestInputModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Number: return tr("#");
    case Topic: return tr("Topic");
    case Key: return tr("Key");
    case Value: return tr("Value");
    case Timestamp: return tr("Time (ms)");
    default: return {};
    }
}

void TestInputModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

void TestDiffModel::setRows(std::vector<ComparedRecord> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int TestDiffModel::firstDifference() const {
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [](const ComparedRecord& row) { return !row.part.empty(); });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int TestDiffModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }
int TestDiffModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TestDiffModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == DiffersRole) return !row.part.empty();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
    case Group: return QStringLiteral("%1 · %2").arg(QString::fromStdString(row.group)).arg(row.number);
    case Expected: return QString::fromStdString(row.expected);
    case Came: return QString::fromStdString(row.came);
    case Part:
        if (row.part.empty()) return {};
        if (row.part == "record") return row.came.empty() ? tr("missing") : tr("surplus");
        if (row.part == "key") return tr("key differs");
        if (row.part == "value") return tr("value differs");
        if (row.part == "timestamp") return tr("time differs");
        return tr("headers differ");
    default: return {};
    }
}

QVariant TestDiffModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Group: return tr("Record");
    case Expected: return tr("Expected");
    case Came: return tr("Came");
    case Part: return tr("Difference");
    default: return {};
    }
}

void TestDiffModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }

} // namespace weir
