// SPDX-License-Identifier: GPL-3.0-or-later
// weir-designer [FILE…] [--run] [--data-dir DIR] [--example ID]: the window. Here is decided who owns whom; nothing else happens here.
#include "weir/core/file_system.h"
#include "weir/core/out_of_memory.h"
#include "weir/core/time.h"
#include "weir/document/autosave.h"
#include "weir/document/recent_files.h"
#include "weir/runtime/engine.h"
#include "weir/runtime/owner.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/main_window.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/topology_tab.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QTimer>

#include <cstdio>

namespace {

/// The folder can't be had: the only thing said before there is a window.
int refuse(const weir::Error& error) {
    const QString text = QString::fromStdString(error.text());
    std::fprintf(stderr, "weir-designer: %s\n", error.text().c_str());
    QMessageBox::critical(nullptr, QStringLiteral("Weir"), text);
    return error.code == weir::Errc::InUse ? 7 : 1;
}

} // namespace

int main(int argc, char** argv) {
    weir::endWhenOutOfMemory();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("weir"));
    QApplication::setApplicationDisplayName(QStringLiteral("Weir"));
    QApplication::setApplicationVersion(QStringLiteral(WEIR_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.weir.Designer"));
    QApplication::setStyle(QStringLiteral("fusion"));

    QCommandLineParser options;
    options.setApplicationDescription(QStringLiteral("Draw stream-processing topologies, run them, watch them."));
    options.addHelpOption();
    options.addVersionOption();
    options.addPositionalArgument(QStringLiteral("FILE"), QStringLiteral("topologies to open"), QStringLiteral("[FILE…]"));
    const QCommandLineOption run(QStringLiteral("run"), QStringLiteral("Run the topology that is opened."));
    const QCommandLineOption example(QStringLiteral("example"), QStringLiteral("Open and run an example of the gallery."), QStringLiteral("ID"));
    const QCommandLineOption folder(QStringLiteral("data-dir"), QStringLiteral("The embedded log's folder."), QStringLiteral("DIR"));
    options.addOptions({run, example, folder});
    options.process(application);

    weir::SystemClock clock;
    weir::PosixFileSystem files;
    const weir::NodeRegistry registry = weir::builtinNodes();
    const weir::Path dataFolder = options.isSet(folder) ? weir::Path(options.value(folder).toStdString()) : weir::defaultDataFolder();
    auto data = weir::DataFolder::open(dataFolder, files, clock, [&](weir::FileSystem& owned) -> weir::Result<std::unique_ptr<weir::EngineAccess>> {
        auto engine = weir::Engine::open(dataFolder, owned, clock, registry);
        if (!engine) return weir::fail(engine.error());
        (*engine)->startUpkeep();
        return std::unique_ptr<weir::EngineAccess>(std::move(*engine));
    });
    if (!data) return refuse(data.error());

    weir::ShellSettings settings(weir::configFolder(), weir::stateFolder());
    weir::LanguageSwitch language(application);
    language.use(settings.language());
    weir::RecentFiles recent(weir::stateFolder() + QStringLiteral("/recent"));
    weir::MainWindow window(weir::WindowParts{registry, data->engine(), language, settings, recent, files});
    window.show();
    // Once the event loop runs: opening asks the window for its size, running for answers.
    QTimer::singleShot(0, &window, [&] {
        weir::TopologyTab* opened = nullptr;
        const auto paths = options.positionalArguments();
        for (const auto& path : paths) opened = window.openFile(path);
        if (options.isSet(example)) window.openExample(options.value(example));
        else if (opened && options.isSet(run)) {
            window.setPerspective(weir::Perspective::Debug);
            opened->startRun();
        } else if (!opened && paths.isEmpty() && !settings.welcomeAtStart()) {
            window.newTopology();
        }
        window.offerRecovery();
    });
    return QApplication::exec();
}
