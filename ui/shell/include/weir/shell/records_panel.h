// SPDX-License-Identifier: GPL-3.0-or-later
// RecordsPanel: the last records of an edge, live: choose the edge, filter by text or by a SQL condition, freeze, copy.
#pragma once

#include "weir/live/engine_bridge.h"
#include "weir/live/record_table_model.h"

#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace weir {

class JobMonitor;
class Theme;
class TopologyRun;

class RecordsPanel : public QWidget {
    Q_OBJECT
public:
    RecordsPanel(EngineBridge& bridge, const Theme& theme, QWidget* parent = nullptr);
    ~RecordsPanel() override;
    void setTheme(const Theme& theme);
    /// The topology in front; null: none. Its edges fill the box.
    void setRun(TopologyRun* run);
    void showEdge(std::size_t edge);
    void setFrozen(bool frozen);
    RecordTableModel& model() { return m_model; }
    std::optional<std::size_t> edge() const { return m_edge; }

Q_SIGNALS:
    void frozenChanged(bool frozen);

protected:
    void changeEvent(QEvent* event) override;

private:
    void followJob();
    void fillEdges();
    void watch();
    void applyFilter();
    void showCounts();
    void copySelected();
    void retranslate();

    EngineBridge& m_bridge;
    RecordTableModel m_model;
    TopologyRun* m_run = nullptr;
    const JobMonitor* m_watched = nullptr;
    std::optional<std::size_t> m_edge;
    std::string m_where;
    std::optional<EngineBridge::Watch> m_watch;
    QComboBox* m_edges = nullptr;
    QLineEdit* m_filter = nullptr;
    QPushButton* m_freeze = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_error = nullptr;
    QLabel* m_empty = nullptr;
    QTableView* m_table = nullptr;
};

} // namespace weir
