// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's commands do: each action is connected here, once.
#include "weir/shell/main_window.h"

#include "weir/canvas/palette_panel.h"
#include "weir/document/recent_files.h"
#include "weir/inspector/expression_editor.h"
#include "weir/inspector/help_panel.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/shell/command_popup.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/main_tool_bar.h"
#include "weir/shell/outline_panel.h"
#include "weir/shell/problems_panel.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/status_strip.h"
#include "weir/shell/topics_panel.h"
#include "weir/shell/topology_tab.h"
#include "weir/shell/plots_panel.h"

#include <QApplication>
#include <QFileDialog>
#include <QMessageBox>
#include <QTabWidget>
#include <QUndoStack>

#include <array>
#include <utility>

namespace weir {
namespace {

constexpr std::array alignCommands{
    std::pair{Command::AlignLeft, edits::Alignment::Left},      std::pair{Command::AlignCentre, edits::Alignment::Centre},
    std::pair{Command::AlignRight, edits::Alignment::Right},    std::pair{Command::AlignTop, edits::Alignment::Top},
    std::pair{Command::AlignMiddle, edits::Alignment::Middle},  std::pair{Command::AlignBottom, edits::Alignment::Bottom},
    std::pair{Command::SpreadAcross, edits::Alignment::SpreadAcross}, std::pair{Command::SpreadDown, edits::Alignment::SpreadDown}};

} // namespace

void MainWindow::wireCommands() {
    using enum Command;
    auto& commands = *m_commands;
    const auto on = [&](Command command, auto&& what) { connect(&commands[command], &QAction::triggered, this, what); };
    const auto inTab = [&](Command command, auto&& what) {
        connect(&commands[command], &QAction::triggered, this, [this, what] {
            if (auto* tab = currentTab()) what(*tab);
        });
    };
    on(New, [this] { newTopology(); });
    on(Open, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Open a topology"), m_parts.settings.lastFolder(), tr("Weir topologies (*.weir);;All files (*)"));
        if (!path.isEmpty()) openFile(path);
    });
    inTab(Save, [](TopologyTab& tab) { tab.save(); });
    inTab(SaveAs, [](TopologyTab& tab) { tab.saveAs(); });
    on(CloseTab, [this] { closeTab(m_tabs->currentIndex()); });
    on(Quit, [this] { close(); });
    inTab(Undo, [](TopologyTab& tab) { tab.document().undoStack().undo(); });
    inTab(Redo, [](TopologyTab& tab) { tab.document().undoStack().redo(); });
    inTab(Cut, [](TopologyTab& tab) { tab.canvas().cut(); });
    inTab(Copy, [](TopologyTab& tab) { tab.canvas().copy(); });
    inTab(Paste, [](TopologyTab& tab) { tab.canvas().paste(); });
    inTab(Duplicate, [](TopologyTab& tab) { tab.canvas().duplicate(); });
    inTab(Remove, [](TopologyTab& tab) { tab.canvas().removeSelection(); });
    inTab(RemoveAndHeal, [](TopologyTab& tab) { tab.canvas().removeAndHeal(); });
    inTab(SelectAll, [](TopologyTab& tab) { tab.canvas().selectAll(); });
    on(FindNode, [this] { goTo(); });
    inTab(ZoomIn, [](TopologyTab& tab) { tab.canvas().zoomIn(); });
    inTab(ZoomOut, [](TopologyTab& tab) { tab.canvas().zoomOut(); });
    inTab(ZoomActual, [](TopologyTab& tab) { tab.canvas().zoomToActual(); });
    inTab(Fit, [](TopologyTab& tab) { tab.canvas().fit(); });
    inTab(FitSelection, [](TopologyTab& tab) { tab.canvas().fitSelection(); });
    inTab(Minimap, [](TopologyTab& tab) { tab.canvas().setMinimapShown(!tab.canvas().minimapShown()); });
    inTab(SubTopologies, [](TopologyTab& tab) { tab.canvas().setSubTopologiesShown(!tab.canvas().canvas().subTopologiesShown()); });
    on(CanvasOnly, [this] {
        m_canvasOnly = !m_canvasOnly;
        followTab();
    });
    on(ToggleTheme, [this] {
        setTheme(m_theme.isDark() ? Theme::light() : Theme::dark());
        m_parts.settings.setTheme(m_theme.isDark() ? QStringLiteral("dark") : QStringLiteral("light"));
    });
    on(English, [this] { setLanguage(QStringLiteral("en")); });
    on(Chinese, [this] { setLanguage(QStringLiteral("zh_CN")); });
    inTab(QuickAdd, [](TopologyTab& tab) { tab.canvas().quickAdd(); });
    inTab(AddNote, [](TopologyTab& tab) { tab.canvas().addNote(); });
    inTab(Group, [](TopologyTab& tab) { tab.canvas().groupSelection(); });
    inTab(AutoLayout, [](TopologyTab& tab) { tab.canvas().autoLayout(); });
    for (const auto& [command, how] : alignCommands)
        inTab(command, [how = how](TopologyTab& tab) { tab.canvas().align(how); });
    inTab(CheckNow, [this](TopologyTab& tab) {
        tab.checker().ensureLatest();
        showProblems();
        m_layout->raise(QStringLiteral("problems"));
    });
    inTab(QuickFix, [this](TopologyTab& tab) {
        if (m_panels->properties->applyQuickFix()) return;
        for (const auto& problem : m_panels->problems->diagnostics())
            if (problem.fix && applyFix(tab.document(), problem)) return;
        m_status->say(tr("There is no quick fix here."));
    });
    on(NextProblem, [this] { m_panels->problems->walk(1); });
    on(PreviousProblem, [this] { m_panels->problems->walk(-1); });
    inTab(Run, [](TopologyTab& tab) {
        if (tab.run().paused()) tab.run().resume();
        else tab.startRun();
    });
    inTab(Pause, [](TopologyTab& tab) {
        if (tab.run().paused()) tab.run().resume();
        else tab.run().pause();
    });
    inTab(Stop, [](TopologyTab& tab) { tab.run().stop(); });
    inTab(ApplyChanges, [](TopologyTab& tab) { tab.run().applyChanges(); });
    on(FreezeRecords, [this] { m_panels->records->setFrozen(!m_panels->records->model().frozen()); });
    connect(m_panels->records, &RecordsPanel::frozenChanged, &commands[FreezeRecords], &QAction::setChecked);
    on(Build, [this] { setPerspective(Perspective::Build); });
    on(Debug, [this] { setPerspective(Perspective::Debug); });
    on(Replay, [this] { setPerspective(Perspective::Replay); });
    on(ResetLayout, [this] { m_layout->reset(); });
    on(NextTab, [this] { m_tabs->setCurrentIndex((m_tabs->currentIndex() + 1) % m_tabs->count()); });
    on(CommandPalette, [this] { openPalette(); });
    on(KeyList, [this] { showKeys(); });
    on(Help, [this] { help(); });
    on(About, [this] {
        QMessageBox::about(this, tr("About Weir"), tr("<b>Weir 0.1</b><p>Draws stream-processing topologies, runs them with the semantics of Kafka Streams, and lets you watch.</p>"
                                                      "<p>The designer is free software under the GNU General Public License, version 3 or later; the engine under the Apache License 2.0.</p>"));
    });
}

void MainWindow::wirePanels() {
    connect(m_panels->palette, &PalettePanel::entryActivated, this, [this](const PaletteEntry& entry) {
        if (auto* tab = currentTab()) {
            tab->canvas().addEntry(entry);
            tab->canvas().setFocus();
        }
    });
    connect(m_panels->outline, &OutlinePanel::nodeChosen, this, [this](const std::string& node) {
        if (auto* tab = currentTab()) tab->canvas().reveal(node);
    });
    connect(m_panels->properties, &InspectorPanel::said, m_status, &StatusStrip::say);
    connect(m_panels->problems, &ProblemsPanel::chosen, this, [this](const Diagnostic& problem) {
        auto* tab = currentTab();
        if (!tab || problem.node.empty()) return;
        tab->canvas().reveal(problem.node);
        m_layout->raise(QStringLiteral("properties"));
        if (!problem.field.empty() && !problem.field.starts_with("port:")) m_panels->properties->focusField(problem.field);
    });
    connect(m_panels->problems, &ProblemsPanel::fixAsked, this, [this](const Diagnostic& problem) {
        if (auto* tab = currentTab(); tab && !applyFix(tab->document(), problem)) m_status->say(tr("The text has changed since; look again."));
    });
    connect(m_panels->plots, &PlotsPanel::titleChanged, m_layout, &PerspectiveLayout::retranslate);
    connect(m_status, &StatusStrip::problemsClicked, this, [this] { m_layout->raise(QStringLiteral("problems")); });
}

void MainWindow::enableCommands() {
    using enum Command;
    auto& commands = *m_commands;
    auto* tab = currentTab();
    const bool any = tab != nullptr;
    for (const auto command : {Save, SaveAs, CloseTab, Cut, Copy, Paste, Duplicate, Remove, RemoveAndHeal, SelectAll, ZoomIn, ZoomOut, ZoomActual, Fit, FitSelection,
                               Minimap, SubTopologies, CanvasOnly, QuickAdd, AddNote, Group, AutoLayout, CheckNow, QuickFix, NextProblem, PreviousProblem, FreezeRecords,
                               Help})
        commands[command].setEnabled(any);
    commands[Undo].setEnabled(any && tab->document().undoStack().canUndo());
    commands[Redo].setEnabled(any && tab->document().undoStack().canRedo());
    const bool selected = any && !tab->selection().empty();
    for (const auto command : {Cut, Copy, Duplicate, Remove, RemoveAndHeal, FitSelection, Group}) commands[command].setEnabled(selected);
    for (const auto& [command, how] : alignCommands) commands[command].setEnabled(any && tab->selection().nodes.size() > 1);
    const bool running = any && tab->run().running();
    const bool paused = any && tab->run().paused();
    commands[Run].setEnabled(any && !tab->run().starting() && (!running || paused) && !tab->document().topology().nodes.empty());
    commands[Pause].setEnabled(running);
    commands[Pause].setChecked(paused);
    commands[Stop].setEnabled(running);
    commands[ApplyChanges].setEnabled(running && !tab->run().notApplied().empty());
    // Stepping needs the engine's breakpoints, which come later.
    commands[StepRecord].setEnabled(false);
    commands[StepNode].setEnabled(false);
    m_toolBar->setPaused(paused);
    m_toolBar->setChanges(any ? static_cast<int>(tab->run().notApplied().size()) : 0);
    if (any) {
        commands[Minimap].setChecked(tab->canvas().minimapShown());
        commands[SubTopologies].setChecked(tab->canvas().canvas().subTopologiesShown());
    }
}

void MainWindow::goTo() {
    std::vector<PopupEntry> entries;
    for (auto* tab : tabs()) {
        const auto& topology = tab->document().topology();
        for (const auto& node : topology.nodes) {
            const auto* spec = m_parts.registry.find(node.type);
            const QString name = QString::fromStdString(node.title.empty() ? node.id : node.title);
            const auto reveal = [this, tab, id = node.id] {
                m_tabs->setCurrentWidget(tab);
                tab->canvas().reveal(id);
                tab->canvas().setFocus();
            };
            entries.push_back({name, QString::fromStdString(node.type), m_theme.icon(iconOf(node), m_theme.kind(shapeOf(node, spec))), reveal});
            for (const auto& [field, value] : node.fields)
                entries.push_back({name + QStringLiteral(" · ") + QString::fromStdString(field), tr("field"), {}, [this, reveal, field = field] {
                                       reveal();
                                       m_layout->raise(QStringLiteral("properties"));
                                       m_panels->properties->focusField(field);
                                   }});
        }
    }
    for (const auto& topic : m_panels->topics->topicNames())
        entries.push_back({topic, tr("topic"), {}, [this] { m_layout->raise(QStringLiteral("topics")); }});
    m_popup->open(tr("Node, topic or field"), std::move(entries));
}

void MainWindow::openPalette() {
    std::vector<PopupEntry> entries;
    for (auto* action : m_commands->all())
        entries.push_back({CommandSet::plainText(*action), action->shortcut().toString(QKeySequence::NativeText), action->icon(), [action] { action->trigger(); }, action->isEnabled()});
    m_popup->open(tr("Command"), std::move(entries));
}

void MainWindow::showKeys() {
    QString rows;
    const auto row = [&](const QString& key, const QString& what) {
        rows += QStringLiteral("<tr><td style=\"padding:2px 16px 2px 0\"><b>%1</b></td><td style=\"padding:2px 24px 2px 0\">%2</td></tr>").arg(key.toHtmlEscaped(), what.toHtmlEscaped());
    };
    row(QStringLiteral("Space"), tr("Add a node at the cursor"));
    row(QStringLiteral("Del"), tr("Delete"));
    row(QStringLiteral("Ctrl+Del"), tr("Delete and reconnect"));
    row(tr("Alt+drag"), tr("Cut the wires that the line crosses"));
    row(QStringLiteral("M"), tr("Minimap"));
    row(QStringLiteral("L"), tr("A plot follows live again"));
    for (auto* action : m_commands->all())
        if (!action->shortcut().isEmpty()) row(action->shortcut().toString(QKeySequence::NativeText), CommandSet::plainText(*action));
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("Keys"), QStringLiteral("<table>%1</table>").arg(rows), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

// In an expression F1 explains the function under the cursor, elsewhere the selected node.
void MainWindow::help() {
    for (auto* widget = QApplication::focusWidget(); widget; widget = widget->parentWidget())
        if (const auto* editor = qobject_cast<ExpressionEditor*>(widget); editor && m_panels->help->showFunction(editor->wordAtCursor())) return m_layout->raise(QStringLiteral("help"));
    if (auto* tab = currentTab()) {
        const auto selection = tab->selection();
        const auto* node = selection.nodes.size() == 1 ? tab->document().topology().find(selection.nodes.front()) : nullptr;
        m_panels->help->showType(node ? node->type : std::string());
    }
    m_layout->raise(QStringLiteral("help"));
}

} // namespace weir
