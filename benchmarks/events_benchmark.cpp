// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread is busy with one event, in CPU time of its own, while an engine in the same process runs "Orders by region"
// as fast as it can. Half the time the Debug layout is shown, half the Build layout with the Inspector's forms; the selection walks and
// the wire whose records are shown changes.
//   QT_QPA_PLATFORM=offscreen events_benchmark [SECONDS]
// Target: no event above 16 ms.
#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/document/recent_files.h"
#include "weir/runtime/engine.h"
#include "weir/shell/language_switch.h"
#include "weir/shell/main_window.h"
#include "weir/shell/records_panel.h"
#include "weir/shell/shell_settings.h"
#include "weir/shell/topology_tab.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

using namespace weir;

double cpuMillis() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Busy {
    double millis = 0;
    QString what;
};

/// Times each event that the event loop delivers; what an event delivers in turn belongs to it.
class Watched final : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject* receiver, QEvent* event) override {
        if (!m_watching || m_inside) return QApplication::notify(receiver, event);
        m_inside = true;
        QString what = QLatin1String(receiver->metaObject()->className()) + QStringLiteral(" event %1").arg(static_cast<int>(event->type()));
        if (!receiver->objectName().isEmpty()) what += u' ' + receiver->objectName();
        if (const auto* owner = receiver->parent()) what += QStringLiteral(" of ") + QLatin1String(owner->metaObject()->className());
        const double before = cpuMillis();
        const bool done = QApplication::notify(receiver, event);
        m_events.push_back({cpuMillis() - before, what});
        m_inside = false;
        return done;
    }
    void watch(bool on) { m_watching = on; }
    std::vector<Busy>& events() { return m_events; }

private:
    bool m_watching = false;
    bool m_inside = false;
    std::vector<Busy> m_events;
};

void wait(int milliseconds) {
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 20);
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QTemporaryDir home;
    for (const auto* name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"}) qputenv(name, home.path().toUtf8());
    Watched application(argc, argv);
    QApplication::setStyle(QStringLiteral("fusion"));
    const int seconds = argc > 1 ? std::max(1, QByteArray(argv[1]).toInt()) : 30;

    SystemClock clock;
    PosixFileSystem files;
    const NodeRegistry registry = builtinNodes();
    auto engine = Engine::open(Path(home.filePath(QStringLiteral("data")).toStdString()), files, clock, registry);
    if (!engine) {
        std::fprintf(stderr, "events_benchmark: %s\n", engine.error().text().c_str());
        return 1;
    }
    ShellSettings settings(home.path(), home.path());
    LanguageSwitch language(application);
    RecentFiles recent(home.filePath(QStringLiteral("recent")));
    MainWindow window(WindowParts{registry, **engine, language, settings, recent, files});
    window.show();
    auto* tab = window.openExample(QStringLiteral("orders-by-region"));
    if (!tab) return 1;
    wait(2'000);
    tab->document().push(edits::setField(tab->document().topology(), "orders", "rate", FieldValue(std::int64_t{0})));
    tab->run().applyChanges();
    wait(5'000);

    const auto before = tab->run().monitor() ? tab->run().monitor()->latest()->processed : 0;
    QTimer walk;
    walk.setObjectName(QStringLiteral("selection and wire"));
    int step = 0;
    QObject::connect(&walk, &QTimer::timeout, &window, [&] {
        const auto& topology = tab->document().topology();
        tab->canvas().reveal(topology.nodes[static_cast<std::size_t>(step) % topology.nodes.size()].id);
        window.panels().records->showEdge(static_cast<std::size_t>(step) % topology.edges.size());
        ++step;
    });
    walk.start(1'000);
    application.watch(true);
    wait(seconds * 500);
    application.watch(false);
    window.setPerspective(Perspective::Build);
    wait(1'000);
    application.watch(true);
    wait(seconds * 500);
    application.watch(false);
    const auto after = tab->run().monitor()->latest()->processed;

    auto& events = application.events();
    std::sort(events.begin(), events.end(), [](const Busy& a, const Busy& b) { return a.millis > b.millis; });
    double sum = 0;
    for (const Busy& event : events) sum += event.millis;
    std::printf("%zu events in %d s, %.0f records a second, the window's thread busy %.1f %%\n", events.size(), seconds,
                static_cast<double>(after - before) / seconds, sum / seconds / 10);
    std::printf("longest %.2f ms; above 16 ms: %td\n", events.empty() ? 0 : events.front().millis,
                std::count_if(events.begin(), events.end(), [](const Busy& e) { return e.millis > 16; }));
    std::printf("the longest of each kind:\n");
    QStringList kinds;
    for (const Busy& event : events) {
        if (kinds.size() == 12) break;
        if (kinds.contains(event.what)) continue;
        kinds.append(event.what);
        std::printf("  %7.2f ms  %s\n", event.millis, qPrintable(event.what));
    }
    tab->run().stop();
    wait(1'000);
    return 0;
}
