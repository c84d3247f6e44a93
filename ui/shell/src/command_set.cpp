// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/command_set.h"

#include "weir/document/theme.h"

#include <QCoreApplication>
#include <QKeySequence>

#include <array>

namespace weir {
namespace {

struct CommandRow {
    Command command;
    const char* text;
    const char* key;
    const char* icon;
    bool checkable = false;
};

constexpr std::array commandRows{
    CommandRow{Command::New, QT_TRANSLATE_NOOP("CommandSet", "&New topology"), "Ctrl+N", "plus"},
    CommandRow{Command::Open, QT_TRANSLATE_NOOP("CommandSet", "&Open…"), "Ctrl+O", "folder"},
    CommandRow{Command::Save, QT_TRANSLATE_NOOP("CommandSet", "&Save"), "Ctrl+S", ""},
    CommandRow{Command::SaveAs, QT_TRANSLATE_NOOP("CommandSet", "Save &as…"), "Ctrl+Shift+S", ""},
    CommandRow{Command::CloseTab, QT_TRANSLATE_NOOP("CommandSet", "&Close"), "Ctrl+W", ""},
    CommandRow{Command::Quit, QT_TRANSLATE_NOOP("CommandSet", "&Quit"), "Ctrl+Q", ""},
    CommandRow{Command::Undo, QT_TRANSLATE_NOOP("CommandSet", "&Undo"), "Ctrl+Z", ""},
    CommandRow{Command::Redo, QT_TRANSLATE_NOOP("CommandSet", "&Redo"), "Ctrl+Shift+Z", ""},
    CommandRow{Command::Cut, QT_TRANSLATE_NOOP("CommandSet", "Cu&t"), "Ctrl+X", ""},
    CommandRow{Command::Copy, QT_TRANSLATE_NOOP("CommandSet", "&Copy"), "Ctrl+C", ""},
    CommandRow{Command::Paste, QT_TRANSLATE_NOOP("CommandSet", "&Paste"), "Ctrl+V", ""},
    CommandRow{Command::Duplicate, QT_TRANSLATE_NOOP("CommandSet", "&Duplicate"), "Ctrl+D", ""},
    CommandRow{Command::Remove, QT_TRANSLATE_NOOP("CommandSet", "De&lete"), "", "trash"},
    CommandRow{Command::RemoveAndHeal, QT_TRANSLATE_NOOP("CommandSet", "Delete and &reconnect"), "", ""},
    CommandRow{Command::SelectAll, QT_TRANSLATE_NOOP("CommandSet", "Select &all"), "Ctrl+A", ""},
    CommandRow{Command::FindNode, QT_TRANSLATE_NOOP("CommandSet", "&Go to node, topic, field…"), "Ctrl+K", "search"},
    CommandRow{Command::ZoomIn, QT_TRANSLATE_NOOP("CommandSet", "Zoom &in"), "Ctrl++", "plus"},
    CommandRow{Command::ZoomOut, QT_TRANSLATE_NOOP("CommandSet", "Zoom &out"), "Ctrl+-", "minus"},
    CommandRow{Command::ZoomActual, QT_TRANSLATE_NOOP("CommandSet", "&Actual size"), "Ctrl+0", ""},
    CommandRow{Command::Fit, QT_TRANSLATE_NOOP("CommandSet", "&Fit"), "Ctrl+9", "fit"},
    CommandRow{Command::FitSelection, QT_TRANSLATE_NOOP("CommandSet", "Fit &selection"), "Shift+1", ""},
    CommandRow{Command::Minimap, QT_TRANSLATE_NOOP("CommandSet", "&Minimap"), "", "", true},
    CommandRow{Command::SubTopologies, QT_TRANSLATE_NOOP("CommandSet", "Su&b-topologies"), "", "layers", true},
    CommandRow{Command::CanvasOnly, QT_TRANSLATE_NOOP("CommandSet", "&Canvas only"), "Shift+F12", "", true},
    CommandRow{Command::ToggleTheme, QT_TRANSLATE_NOOP("CommandSet", "&Dark theme"), "", "", true},
    CommandRow{Command::English, "English", "", "", true},
    CommandRow{Command::Chinese, "简体中文 (Chinese)", "", "", true},
    CommandRow{Command::QuickAdd, QT_TRANSLATE_NOOP("CommandSet", "&Node at the cursor…"), "", "plus"},
    CommandRow{Command::AddNote, QT_TRANSLATE_NOOP("CommandSet", "N&ote"), "", "note"},
    CommandRow{Command::Group, QT_TRANSLATE_NOOP("CommandSet", "&Group the selection"), "Ctrl+G", "group"},
    CommandRow{Command::AutoLayout, QT_TRANSLATE_NOOP("CommandSet", "&Arrange"), "Ctrl+Shift+L", ""},
    CommandRow{Command::AlignLeft, QT_TRANSLATE_NOOP("CommandSet", "Align &left"), "Alt+A, L", ""},
    CommandRow{Command::AlignCentre, QT_TRANSLATE_NOOP("CommandSet", "Align &centres"), "Alt+A, C", ""},
    CommandRow{Command::AlignRight, QT_TRANSLATE_NOOP("CommandSet", "Align &right"), "Alt+A, R", ""},
    CommandRow{Command::AlignTop, QT_TRANSLATE_NOOP("CommandSet", "Align &tops"), "Alt+A, T", ""},
    CommandRow{Command::AlignMiddle, QT_TRANSLATE_NOOP("CommandSet", "Align &middles"), "Alt+A, M", ""},
    CommandRow{Command::AlignBottom, QT_TRANSLATE_NOOP("CommandSet", "Align &bottoms"), "Alt+A, B", ""},
    CommandRow{Command::SpreadAcross, QT_TRANSLATE_NOOP("CommandSet", "Spread &across"), "Alt+A, H", ""},
    CommandRow{Command::SpreadDown, QT_TRANSLATE_NOOP("CommandSet", "Spread &down"), "Alt+A, V", ""},
    CommandRow{Command::CheckNow, QT_TRANSLATE_NOOP("CommandSet", "&Check"), "F7", "apply"},
    CommandRow{Command::QuickFix, QT_TRANSLATE_NOOP("CommandSet", "&Quick fix"), "Ctrl+.", ""},
    CommandRow{Command::NextProblem, QT_TRANSLATE_NOOP("CommandSet", "N&ext problem"), "F8", ""},
    CommandRow{Command::PreviousProblem, QT_TRANSLATE_NOOP("CommandSet", "&Previous problem"), "Shift+F8", ""},
    CommandRow{Command::Run, QT_TRANSLATE_NOOP("CommandSet", "&Run"), "F5", "play"},
    CommandRow{Command::Pause, QT_TRANSLATE_NOOP("CommandSet", "&Pause"), "F6", "pause", true},
    CommandRow{Command::Stop, QT_TRANSLATE_NOOP("CommandSet", "&Stop"), "Shift+F5", "stop"},
    CommandRow{Command::ApplyChanges, QT_TRANSLATE_NOOP("CommandSet", "&Apply changes"), "Ctrl+F5", "apply"},
    CommandRow{Command::StepRecord, QT_TRANSLATE_NOOP("CommandSet", "Step record"), "F10", "steprec"},
    CommandRow{Command::StepNode, QT_TRANSLATE_NOOP("CommandSet", "Step node"), "F11", "stepnode"},
    CommandRow{Command::FreezeRecords, QT_TRANSLATE_NOOP("CommandSet", "&Freeze records"), "", "freeze", true},
    CommandRow{Command::Build, QT_TRANSLATE_NOOP("CommandSet", "&Build"), "Ctrl+1", "build", true},
    CommandRow{Command::Debug, QT_TRANSLATE_NOOP("CommandSet", "&Debug"), "Ctrl+2", "debug", true},
    CommandRow{Command::Replay, QT_TRANSLATE_NOOP("CommandSet", "&Replay"), "Ctrl+3", "replay", true},
    CommandRow{Command::ResetLayout, QT_TRANSLATE_NOOP("CommandSet", "&Reset the layout"), "", ""},
    CommandRow{Command::NextTab, QT_TRANSLATE_NOOP("CommandSet", "&Next tab"), "Ctrl+Tab", ""},
    CommandRow{Command::CommandPalette, QT_TRANSLATE_NOOP("CommandSet", "&All commands…"), "Ctrl+Shift+P", ""},
    CommandRow{Command::KeyList, QT_TRANSLATE_NOOP("CommandSet", "&Keys"), "?", ""},
    CommandRow{Command::Help, QT_TRANSLATE_NOOP("CommandSet", "&Help for the selection"), "F1", "info"},
    CommandRow{Command::About, QT_TRANSLATE_NOOP("CommandSet", "A&bout Weir"), "", ""},
};

} // namespace

CommandSet::CommandSet(QObject* parent) : QObject(parent) {
    for (const auto& row : commandRows) {
        auto* action = new QAction(this);
        action->setCheckable(row.checkable);
        action->setObjectName(QStringLiteral("command-%1").arg(static_cast<int>(row.command)));
        if (*row.key) action->setShortcut(QKeySequence(QLatin1String(row.key)));
        m_actions[row.command] = action;
    }
    m_actions[Command::Redo]->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))});
    m_actions[Command::ZoomIn]->setShortcuts({QKeySequence(QStringLiteral("Ctrl++")), QKeySequence(QStringLiteral("Ctrl+="))});
    retranslate();
}

std::vector<QAction*> CommandSet::all() const {
    std::vector<QAction*> actions;
    for (const auto& [command, action] : m_actions) actions.push_back(action);
    return actions;
}

void CommandSet::setTheme(const Theme& theme) {
    for (const auto& row : commandRows)
        if (*row.icon) m_actions[row.command]->setIcon(theme.icon(QLatin1String(row.icon)));
    m_actions[Command::Run]->setIcon(theme.icon(QStringLiteral("play"), theme.ok()));
}

void CommandSet::retranslate() {
    for (const auto& row : commandRows) {
        auto& action = *m_actions[row.command];
        action.setText(QCoreApplication::translate("CommandSet", row.text));
        action.setIconText(plainText(action)); // a tool bar has no mnemonics
    }
}

QString CommandSet::plainText(const QAction& action) {
    QString text = action.text();
    const auto mnemonic = text.indexOf(QStringLiteral("(&")); // Chinese: 文件(&F)
    if (mnemonic >= 0) text.remove(mnemonic, 4);
    return text.remove(u'&');
}

} // namespace weir
