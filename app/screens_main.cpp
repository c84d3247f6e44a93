// SPDX-License-Identifier: GPL-3.0-or-later
// weir-screens DIR: pictures of every screen of the designer, in both themes and languages, at two sizes. The examples really
// run, on an embedded log in a temporary folder; nothing is drawn by hand. scripts/screens calls it.
#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/document/recent_files.h"
#include "weir/inspector/help_panel.h"
#include "weir/runtime/engine.h"
#include "weir/shell/command_popup.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/main_window.h"
#include "weir/shell/path_consent.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/tests_panel.h"
#include "weir/shell/topology_tab.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QListWidget>
#include <QTemporaryDir>

#include <cstdio>

namespace {

void wait(int milliseconds) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
}

/// On a busy machine the new style alone takes longer than a wait; what it asks for in turn must be done too.
void settle() {
    wait(400);
    for (int round = 0; round < 5; ++round) wait(20);
}

class Album {
public:
    Album(weir::MainWindow& window, QDir folder) : m_window(window), m_folder(std::move(folder)) {}

    /// In both themes and languages at the large size; light and English at the small one.
    void take(const QString& screen) {
        for (const bool dark : {false, true})
            for (const auto* language : {"en", "zh_CN"}) {
                m_window.setTheme(dark ? weir::Theme::dark() : weir::Theme::light());
                m_window.setLanguage(QLatin1String(language));
                m_window.resize(1440, 900);
                settle();
                save(screen + (dark ? QStringLiteral("-dark-") : QStringLiteral("-light-")) + QLatin1String(language));
            }
        m_window.setTheme(weir::Theme::light());
        m_window.setLanguage(QStringLiteral("en"));
        m_window.resize(1024, 640);
        settle();
        save(screen + QStringLiteral("-light-en-small"));
        m_window.resize(1440, 900);
        wait(200);
    }

private:
    void save(const QString& name) {
        const QString path = m_folder.filePath(name + QStringLiteral(".png"));
        if (!m_window.grab().save(path)) std::fprintf(stderr, "weir-screens: can't write %s\n", qPrintable(path));
    }
    weir::MainWindow& m_window;
    QDir m_folder;
};

/// Two cases of the last records: one passes, of the other's expected output the last line is missing.
void takeTests(weir::MainWindow& window, weir::TopologyTab& tab, const QString& path, Album& album) {
    if (!tab.document().saveAs(path)) return;
    auto& cases = window.panels().tests->cases();
    window.setPerspective(weir::Perspective::Debug);
    window.layouts().raise(QStringLiteral("tests"));
    window.panels().tests->capture();
    wait(4'000);
    if (cases.entries().empty()) {
        std::fprintf(stderr, "weir-screens: no test came of the records\n");
        return;
    }
    auto shorter = cases.entries().front().testCase;
    shorter.name.clear();
    if (const auto last = shorter.expected.rfind('\n', shorter.expected.size() - 2); last != std::string::npos) shorter.expected.resize(last + 1);
    cases.add(std::move(shorter));
    wait(500);
    window.panels().tests->findChild<QListWidget*>()->setCurrentRow(1);
    window.panels().tests->runAll();
    wait(3'000);
    album.take(QStringLiteral("tests"));
    window.setPerspective(weir::Perspective::Build);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: weir-screens DIR\n");
        return 2;
    }
    QTemporaryDir home;
    for (const auto* name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"}) qputenv(name, home.path().toUtf8());
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("weir"));
    QApplication::setStyle(QStringLiteral("fusion"));
    QDir folder(QString::fromLocal8Bit(argv[1]));
    folder.mkpath(QStringLiteral("."));

    weir::SystemClock clock;
    weir::PosixFileSystem files;
    const weir::NodeRegistry registry = weir::builtinNodes();
    auto engine = weir::Engine::open(weir::Path(home.filePath(QStringLiteral("data")).toStdString()), files, clock, registry);
    if (!engine) {
        std::fprintf(stderr, "weir-screens: %s\n", engine.error().text().c_str());
        return 1;
    }
    weir::ShellSettings settings(home.path(), home.path());
    weir::LanguageSwitch language(application);
    weir::RecentFiles recent(home.filePath(QStringLiteral("recent")));
    weir::MainWindow window(weir::WindowParts{registry, **engine, language, settings, recent, files});
    window.resize(1440, 900);
    window.show();
    wait(500);
    Album album(window, folder);
    album.take(QStringLiteral("welcome"));

    const auto open = [&](const char* id, int milliseconds) {
        auto* tab = window.openExample(QLatin1String(id));
        if (tab && !tab->run().running()) {
            // The pictures are asked for: the files that the example reads may be read.
            const auto uses = weir::pathsOf(tab->document().topology(), registry);
            settings.allowPaths(weir::consentHash(tab->document().topology(), uses));
            tab->startRun();
        }
        wait(milliseconds);
        return tab;
    };
    if (auto* tab = open("orders-by-region", 36'000)) {
        window.panels().records->showEdge(0);
        tab->canvas().reveal("revenue");
        wait(2'000);
        album.take(QStringLiteral("debug-orders"));
        window.setPerspective(weir::Perspective::Replay);
        album.take(QStringLiteral("replay"));
        window.setPerspective(weir::Perspective::Build);
        tab->run().stop();
        wait(1'000);
        album.take(QStringLiteral("build"));
        tab->canvas().canvas().clearSelection();
        wait(500);
        album.take(QStringLiteral("build-topology"));
        tab->document().push(weir::edits::setField(tab->document().topology(), "big", "where", weir::FieldValue("amuont > 100")));
        tab->canvas().reveal("big");
        wait(500);
        album.take(QStringLiteral("problems"));
        tab->document().undoStack().undo();
        wait(500);
        takeTests(window, *tab, QDir(home.path()).filePath(QStringLiteral("orders-by-region.weir")), album);
        tab->canvas().reveal("revenue");
        window.commands()[weir::Command::Help].trigger();
        album.take(QStringLiteral("help-node"));
        // Any click on a node leaves the function's page, so it is asked for last.
        window.panels().help->showFunction(QStringLiteral("date_trunc"));
        album.take(QStringLiteral("help-function"));
        window.layouts().raise(QStringLiteral("properties"));
    }
    if (auto* tab = open("this-machine", 18'000)) {
        tab->canvas().reveal("load");
        wait(1'000);
        album.take(QStringLiteral("debug-machine"));
    }
    if (open("alice", 8'000)) album.take(QStringLiteral("debug-alice"));
    if (open("logs-of-this-machine", 8'000)) album.take(QStringLiteral("debug-logs"));
    return 0;
}
