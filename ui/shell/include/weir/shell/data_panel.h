// SPDX-License-Identifier: GPL-3.0-or-later
// DataPanel: the selected node's newest record, in beside out, as JSON; a few a second, or still.
#pragma once

#include "weir/live/engine_bridge.h"

#include <QWidget>

#include <string>
#include <vector>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace weir {

class Theme;
class TopologyRun;

class DataPanel : public QWidget {
    Q_OBJECT
public:
    DataPanel(EngineBridge& bridge, const Theme& theme, QWidget* parent = nullptr);
    ~DataPanel() override;
    void setTheme(const Theme& theme);
    void setRun(TopologyRun* run);
    void showNode(const std::string& node);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Side {
        QLabel* title = nullptr;
        QLabel* place = nullptr;
        QPlainTextEdit* text = nullptr;
    };
    void watch();
    void show(Side& side, const TapDrain& drain);
    void retranslate();

    EngineBridge& m_bridge;
    TopologyRun* m_run = nullptr;
    std::string m_node;
    std::vector<EngineBridge::Watch> m_watches;
    Side m_in;
    Side m_out;
    QLabel* m_hint = nullptr;
    QPushButton* m_freeze = nullptr;
    class JsonColors;
    std::vector<JsonColors*> m_colors;
};

} // namespace weir
