// SPDX-License-Identifier: GPL-3.0-or-later
// CommandSet: every command of the window, once: its text, key and icon. Menus, the tool bar and the command palette show these
// actions; whoever does the work connects to them.
#pragma once

#include <QAction>
#include <QObject>

#include <map>
#include <vector>

namespace weir {

class Theme;

enum class Command {
    New, Open, Save, SaveAs, CloseTab, Quit,
    Undo, Redo, Cut, Copy, Paste, Duplicate, Remove, RemoveAndHeal, SelectAll, FindNode,
    ZoomIn, ZoomOut, ZoomActual, Fit, FitSelection, Minimap, SubTopologies, CanvasOnly, ToggleTheme, English, Chinese,
    QuickAdd, AddNote, Group, AutoLayout, AlignLeft, AlignCentre, AlignRight, AlignTop, AlignMiddle, AlignBottom, SpreadAcross, SpreadDown,
    CheckNow, QuickFix, NextProblem, PreviousProblem,
    Run, Pause, Stop, ApplyChanges, StepRecord, StepNode, FreezeRecords,
    Build, Debug, Replay, ResetLayout, NextTab,
    CommandPalette, KeyList, Help, About,
};

class CommandSet : public QObject {
    Q_OBJECT
public:
    explicit CommandSet(QObject* parent = nullptr);
    QAction& operator[](Command command) { return *m_actions.at(command); }
    /// In the order of the enum.
    std::vector<QAction*> all() const;
    void setTheme(const Theme& theme);
    void retranslate();
    /// "Save" without the mnemonic's ampersand.
    static QString plainText(const QAction& action);

private:
    std::map<Command, QAction*> m_actions;
};

} // namespace weir
