// SPDX-License-Identifier: GPL-3.0-or-later
// StatePanel: a node's store as a table, live: search by the beginning of a key, freeze.
#pragma once

#include "weir/live/engine_bridge.h"
#include "weir/live/store_table_model.h"

#include <QWidget>

#include <optional>
#include <string>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace weir {

class Theme;
class TopologyRun;
class WarmRowDelegate;

class StatePanel : public QWidget {
    Q_OBJECT
public:
    StatePanel(EngineBridge& bridge, const Theme& theme, QWidget* parent = nullptr);
    ~StatePanel() override;
    void setTheme(const Theme& theme);
    void setRun(TopologyRun* run);
    void showNode(const std::string& node);
    StoreTableModel& model() { return m_model; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void watch();
    void retranslate();
    void fitColumns();

    EngineBridge& m_bridge;
    StoreTableModel m_model;
    bool m_fitted = false; ///< the columns have the width of what stands in them
    TopologyRun* m_run = nullptr;
    std::string m_node;
    std::string m_store;
    std::optional<EngineBridge::Watch> m_watch;
    QLabel* m_name = nullptr;
    QLineEdit* m_search = nullptr;
    QPushButton* m_freeze = nullptr;
    QLabel* m_message = nullptr;
    QTableView* m_table = nullptr;
    WarmRowDelegate* m_delegate = nullptr;
};

} // namespace weir
