// SPDX-License-Identifier: GPL-3.0-or-later
// WindowPanels: every panel of the window, made once; they follow the topology in front.
#pragma once

#include "weir/shell/panel_dock.h"

#include <QObject>

#include <vector>

class QUndoView;

namespace weir {

class ComingPanel;
class DataPanel;
class EngineBridge;
class FileSystem;
class HelpPanel;
class InspectorPanel;
class LagPanel;
class LogPanel;
class MetricsPanel;
class NodeRegistry;
class OutlinePanel;
class PalettePanel;
class PlotsPanel;
class ProblemsPanel;
class RecordsPanel;
class StatePanel;
class TestsPanel;
class Theme;
class TopicsPanel;
class TopologyTab;
struct Selection;

class WindowPanels : public QObject {
    Q_OBJECT
public:
    WindowPanels(const NodeRegistry& registry, EngineBridge& bridge, FileSystem& files, const Theme& theme, QWidget* window);

    PalettePanel* palette = nullptr;
    TopicsPanel* topics = nullptr;
    OutlinePanel* outline = nullptr;
    InspectorPanel* properties = nullptr;
    DataPanel* data = nullptr;
    StatePanel* state = nullptr;
    HelpPanel* help = nullptr;
    ProblemsPanel* problems = nullptr;
    RecordsPanel* records = nullptr;
    MetricsPanel* metrics = nullptr;
    LagPanel* lag = nullptr;
    PlotsPanel* plots = nullptr;
    TestsPanel* tests = nullptr;
    LogPanel* log = nullptr;
    ComingPanel* trace = nullptr;
    ComingPanel* breakpoints = nullptr;
    QUndoView* history = nullptr;

    void setTheme(const Theme& theme);
    /// Null: the Welcome page is in front.
    void follow(TopologyTab* tab);
    void showSelection(TopologyTab& tab, const Selection& selection);
    /// One frame of the plots.
    void refresh();
    /// By id, in this order: "palette", "records", ….
    std::vector<PanelEntry> entries(const std::vector<const char*>& ids) const;

private:
    std::vector<PanelEntry> m_entries;
};

} // namespace weir
