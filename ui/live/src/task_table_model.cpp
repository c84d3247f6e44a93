// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/task_table_model.h"

#include "weir/live/number_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir {

QString stateText(JobState state) {
    switch (state) {
    case JobState::Starting: return QCoreApplication::translate("JobState", "Starting");
    case JobState::Restoring: return QCoreApplication::translate("JobState", "Restoring");
    case JobState::Running: return QCoreApplication::translate("JobState", "Running");
    case JobState::Paused: return QCoreApplication::translate("JobState", "Paused");
    case JobState::Waiting: return QCoreApplication::translate("JobState", "Waiting");
    case JobState::Stopping: return QCoreApplication::translate("JobState", "Stopping");
    case JobState::Stopped: return QCoreApplication::translate("JobState", "Stopped");
    case JobState::Done: return QCoreApplication::translate("JobState", "Done");
    case JobState::Failed: return QCoreApplication::translate("JobState", "Failed");
    }
    return {};
}

QString stateText(TaskState state) {
    switch (state) {
    case TaskState::Created: return QCoreApplication::translate("TaskState", "Created");
    case TaskState::Restoring: return QCoreApplication::translate("TaskState", "Restoring");
    case TaskState::Running: return QCoreApplication::translate("TaskState", "Running");
    case TaskState::Suspended: return QCoreApplication::translate("TaskState", "Paused");
    case TaskState::Closed: return QCoreApplication::translate("TaskState", "Closed");
    case TaskState::Failed: return QCoreApplication::translate("TaskState", "Failed");
    }
    return {};
}

TaskTableModel::TaskTableModel(QObject* parent) : KeyedTableModel<TaskRow>(parent) {}

void TaskTableModel::update(const JobSnapshot& snapshot) {
    std::vector<TaskRow> next;
    for (const auto& task : snapshot.tasks) next.push_back({task});
    std::sort(next.begin(), next.end(), [](const TaskRow& a, const TaskRow& b) { return a.key() < b.key(); });
    replaceRows(std::move(next));
}

void TaskTableModel::clear() { replaceRows({}); }
void TaskTableModel::retranslate() { Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1); }
int TaskTableModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant TaskTableModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const auto& task = m_rows[static_cast<std::size_t>(index.row())].figures;
    if (role == Qt::TextAlignmentRole) return headerData(index.column(), Qt::Horizontal, role);
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Task: return QString::fromStdString(task.id);
    case State:
        return task.state == TaskState::Restoring ? tr("Restoring %1 %").arg(static_cast<int>(task.restored * 100)) : stateText(task.state);
    case Thread: return task.thread;
    case StreamTime: return clockText(task.streamTime);
    case Commits: return groupedText(static_cast<std::int64_t>(task.commits));
    case LastCommit: return task.commits == 0 ? QStringLiteral("–") : QStringLiteral("%1 ms").arg(static_cast<double>(task.commitMicros) / 1000.0, 0, 'f', 1);
    default: return {};
    }
}

QVariant TaskTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole) return QVariant((section >= StreamTime ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Task: return tr("Task");
    case State: return tr("State");
    case Thread: return tr("Thread");
    case StreamTime: return tr("Stream time");
    case Commits: return tr("Commits");
    case LastCommit: return tr("Last commit");
    default: return {};
    }
}

} // namespace weir
