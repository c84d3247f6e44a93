// SPDX-License-Identifier: GPL-3.0-or-later
// Program: the window over an engine, with settings of its own, and the hands that work in it.
#pragma once

#include "registry_for_tests.h"

#include "weir/core/file_system.h"
#include "weir/document/recent_files.h"
#include "weir/inspector/inspector_panel.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/main_window.h"
#include "weir/shell/shell_settings.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

namespace weir {

struct Program {
    explicit Program(EngineAccess& engine)
        : registry(registryForTests()), settings(folder.path() + QStringLiteral("/config"), folder.path() + QStringLiteral("/state")), language(*qApp),
          recent(folder.path() + QStringLiteral("/recent")) {
        settings.setTheme(QStringLiteral("light"));
        window = std::make_unique<MainWindow>(WindowParts{registry, engine, language, settings, recent, files});
        window->show();
    }

    /// The button that does a command.
    QAbstractButton* button(Command command) {
        for (auto* tool : window->findChildren<QToolButton*>())
            if (tool->defaultAction() == &window->commands()[command] && tool->isVisible()) return tool;
        return nullptr;
    }

    QWidget* field(const char* path) {
        for (auto* found : window->panels().properties->findChildren<QWidget*>(QLatin1String(path)))
            if (found->isVisible()) return found;
        return nullptr;
    }

    /// Type into a field of the form in front: lines, SQL, lists; of two radio buttons the one with that text is clicked.
    void typeInto(const char* path, const QString& text) {
        auto* editor = field(path);
        if (!editor) { // under "Advanced"
            for (auto* fold : window->panels().properties->findChildren<QAbstractButton*>())
                if (fold->isVisible() && fold->property("look") == QStringLiteral("fold")) QTest::mouseClick(fold, Qt::LeftButton);
            editor = field(path);
        }
        QVERIFY2(editor, path);
        for (auto* radio : editor->findChildren<QAbstractButton*>())
            if (radio->isCheckable() && radio->text() == text) return QTest::mouseClick(radio, Qt::LeftButton);
        auto* combo = editor->findChild<QComboBox*>();
        if (combo && !combo->isEditable()) {
            combo->setFocus();
            QTest::keyClicks(combo, text);
            QVERIFY2(combo->currentText() == text, qPrintable(combo->currentText()));
            return;
        }
        QWidget* inner = editor->findChild<QLineEdit*>();
        if (auto* line = qobject_cast<QLineEdit*>(editor)) inner = line;
        for (auto* child : editor->findChildren<QWidget*>())
            if (child->inherits("QsciScintilla")) inner = child;
        QVERIFY2(inner, path);
        inner->setFocus();
        QTest::keyClick(inner, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(inner, text);
        QTest::keyClick(inner, Qt::Key_Escape); // the completion's list
        if (qobject_cast<QLineEdit*>(inner)) QTest::keyClick(inner, Qt::Key_Tab);
        else window->panels().properties->setFocus();
    }

    PosixFileSystem files;
    QTemporaryDir folder;
    NodeRegistry registry;
    ShellSettings settings;
    LanguageSwitch language;
    RecentFiles recent;
    std::unique_ptr<MainWindow> window;
};

} // namespace weir
