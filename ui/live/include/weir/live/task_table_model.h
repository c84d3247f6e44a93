// SPDX-License-Identifier: GPL-3.0-or-later
// TaskTableModel: the tasks of a job: where each runs, its state, stream time and commits.
#pragma once

#include "weir/live/keyed_table_model.h"
#include "weir/runtime/job_snapshot.h"

#include <utility>

namespace weir {

struct TaskRow {
    TaskFigures figures;
    std::pair<std::int32_t, std::int32_t> key() const { return {figures.subTopology, figures.partition}; }
    bool operator==(const TaskRow& other) const {
        return figures.state == other.figures.state && figures.thread == other.figures.thread && figures.restored == other.figures.restored &&
               figures.streamTime == other.figures.streamTime && figures.commits == other.figures.commits;
    }
};

class TaskTableModel : public KeyedTableModel<TaskRow> {
    Q_OBJECT
public:
    enum Column { Task, State, Thread, StreamTime, Commits, LastCommit, ColumnCount };
    explicit TaskTableModel(QObject* parent = nullptr);
    void update(const JobSnapshot& snapshot);
    void clear();
    void retranslate();

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
};

/// In the present language.
QString stateText(JobState state);
QString stateText(TaskState state);

} // namespace weir
