// SPDX-License-Identifier: GPL-3.0-or-later
// TopicsPanel: the topics of the embedded log with their partitions, records and sizes. Drag one onto the canvas.
#pragma once

#include "weir/live/engine_bridge.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QTreeWidget;

namespace weir {

class Theme;

class TopicsPanel : public QWidget {
    Q_OBJECT
public:
    TopicsPanel(EngineBridge& bridge, const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Read again now; by itself every 2 s while it is seen.
    void refresh();
    QStringList topicNames() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Tree;
    void show(const std::vector<TopicInfo>& topics);
    void filter();
    void retranslate();

    EngineBridge& m_bridge;
    const Theme* m_theme;
    QTimer m_timer;
    QLineEdit* m_filter = nullptr;
    Tree* m_tree = nullptr;
    QLabel* m_message = nullptr;
    bool m_asked = false;
};

} // namespace weir
