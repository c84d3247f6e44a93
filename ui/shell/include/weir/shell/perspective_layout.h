// SPDX-License-Identifier: GPL-3.0-or-later
// PerspectiveLayout: which panels stand in which docks in Build, Debug and Replay. The docks' places and sizes are the user's,
// kept for each perspective.
#pragma once

#include <QObject>
#include <QString>

#include <vector>

class QMainWindow;

namespace weir {

class PanelDock;
class ShellSettings;
class Theme;
class WindowPanels;

enum class Perspective { Build, Debug, Replay };

class PerspectiveLayout : public QObject {
    Q_OBJECT
public:
    /// All must outlive this.
    PerspectiveLayout(QMainWindow& window, WindowPanels& panels, ShellSettings& settings, const Theme& theme);

    Perspective perspective() const { return m_perspective; }
    void apply(Perspective perspective);
    /// Hidden on the Welcome page and in "canvas only".
    void setShown(bool shown);
    bool shown() const { return m_shown; }
    /// Remember the present perspective's layout.
    void save();
    /// Back to what Weir starts with.
    void reset();
    /// Bring a panel to the front, opening its dock; in whichever dock it stands now.
    void raise(const QString& panel);
    void setBadge(const QString& panel, int errors, int others);
    void setTheme(const Theme& theme);
    void retranslate();
    PanelDock* dockOf(const QString& panel) const;

private:
    void fill(Perspective perspective);
    void arrange(Perspective perspective);
    QString key(Perspective perspective) const;

    QMainWindow& m_window;
    WindowPanels& m_panels;
    ShellSettings& m_settings;
    Perspective m_perspective = Perspective::Build;
    bool m_any = false;
    bool m_shown = true;
    PanelDock* m_left = nullptr;
    PanelDock* m_right = nullptr;
    PanelDock* m_rightLower = nullptr;
    PanelDock* m_bottom = nullptr;
    PanelDock* m_bottomMiddle = nullptr;
    PanelDock* m_bottomRight = nullptr;
    std::vector<PanelDock*> m_docks;
    QByteArray m_hiddenState;
};

} // namespace weir
