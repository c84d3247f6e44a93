// SPDX-License-Identifier: GPL-3.0-or-later
// TestsPanel: the cases of the topology in front: made from captured records, edited as a table, run, and shown beside what came.
// The same folders run in `weir test FILE --cases DIR`.
#pragma once

#include "weir/live/engine_bridge.h"
#include "weir/live/test_cases.h"
#include "weir/live/test_tables.h"

#include <QWidget>

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QSpinBox;
class QTableView;

namespace weir {

class Theme;
class TopologyRun;
class WarmRowDelegate;

class TestsPanel : public QWidget {
    Q_OBJECT
public:
    TestsPanel(EngineBridge& bridge, FileSystem& files, const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// The topology in front; null: none.
    void setRun(TopologyRun* run);
    TestCases& cases() { return m_cases; }
    TestInputModel& input() { return m_input; }
    TestDiffModel& difference() { return m_difference; }
    /// The last records of every source topic become a case; what the topology makes of them is expected until a person says otherwise.
    void capture();
    void runAll();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void followFile();
    void fillList();
    void showCase(int index);
    void showOutcome(int index);
    void takeEdits();
    void addEmpty();
    void removeCase();
    void addRow();
    void removeRows();
    void keepCaptured(std::vector<TestRecord> records);
    std::shared_ptr<const Plan> plan();
    std::vector<std::string> sourceTopics();
    void enable();
    void say(const QString& sentence, bool wrong = false);
    void retranslate();

    EngineBridge& m_bridge;
    TestCases m_cases;
    TestInputModel m_input;
    TestDiffModel m_difference;
    TopologyRun* m_run = nullptr;
    int m_current = -1;
    bool m_showing = false; ///< the widgets follow a case; nobody edits
    int m_accepting = -1;   ///< a captured case whose first output becomes what is expected
    QListWidget* m_list = nullptr;
    QPushButton* m_capture = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_runOne = nullptr;
    QPushButton* m_runAll = nullptr;
    QPushButton* m_accept = nullptr;
    QPushButton* m_addRow = nullptr;
    QPushButton* m_removeRow = nullptr;
    QComboBox* m_compare = nullptr;
    QSpinBox* m_partitions = nullptr;
    QLabel* m_partitionsLabel = nullptr;
    QLabel* m_message = nullptr;
    QTableView* m_inputTable = nullptr;
    QTableView* m_differenceTable = nullptr;
    WarmRowDelegate* m_delegate = nullptr;
    QIcon m_passed;
    QIcon m_failed;
};

} // namespace weir
