// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/engine_bridge.h"

#include <QCoreApplication>
#include <QEvent>

#include <atomic>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace weir {
namespace {

constexpr int focusedMs = 33;
constexpr int unfocusedMs = 250;
constexpr int storeEvery = 8; ///< frames: about 4 Hz
constexpr int engineNice = 5; ///< the window comes first

} // namespace

/// Lives on the worker thread; the object that queued calls are sent to.
struct EngineBridge::Worker : QObject {
    explicit Worker(EngineAccess& access) : engine(access) {}
    EngineAccess& engine;
    std::atomic<bool> closing{false};
};

/// One frame's questions, then its answers.
struct EngineBridge::Frame {
    struct Job {
        Watch watch;
        std::string applicationId;
        std::shared_ptr<const JobSnapshot> answer;
    };
    struct Tap {
        Watch watch;
        TapId tap;
        TapDrain answer;
    };
    struct Store {
        Watch watch;
        StoreQuery query;
        std::optional<Result<StorePage>> answer;
    };
    std::vector<Job> jobs;
    std::vector<Tap> taps;
    std::vector<Store> stores;
};

EngineBridge::EngineBridge(EngineAccess& engine, QObject* parent)
    : QObject(parent), m_worker(std::make_unique<Worker>(engine)) {
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("weir-engine"));
    m_thread.start();
    m_timer.setInterval(focusedMs);
    connect(&m_timer, &QTimer::timeout, this, &EngineBridge::poll);
    m_timer.start();
}

EngineBridge::~EngineBridge() {
    m_timer.stop();
    m_worker->closing = true;
    m_thread.quit();
    m_thread.wait();
}

void EngineBridge::setAttention(Attention attention) {
    if (attention == Attention::Hidden) {
        m_timer.stop();
        return;
    }
    m_timer.start(attention == Attention::Focused ? focusedMs : unfocusedMs);
}

template <class T>
void EngineBridge::call(std::function<T(EngineAccess&)> task, std::function<void(const T&)> then) {
    Worker* worker = m_worker.get();
    QMetaObject::invokeMethod(worker, [this, worker, task = std::move(task), then = std::move(then)] {
        if (worker->closing) return;
        auto answer = std::make_shared<const T>(task(worker->engine));
        // `this` outlives the worker's event loop; the queued call is dropped if it is gone by then.
        QMetaObject::invokeMethod(this, [answer, then] { if (then) then(*answer); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void EngineBridge::start(StartRequest request, std::function<void(const Result<std::string>&)> then) {
    call<Result<std::string>>([request = std::move(request)](EngineAccess& engine) {
        // A job's threads take the niceness of the thread that makes them, and a thread can't take its own back: one is made for this.
        Result<std::string> started = fail(Errc::Internal, "the job was not started");
        std::thread([&] {
            // Linux: of this thread alone. That it is refused is no reason not to run.
            static_cast<void>(::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), engineNice));
            started = engine.start(request);
        }).join();
        return started;
    }, std::move(then));
}
void EngineBridge::pause(std::string applicationId, std::function<void(const Result<>&)> then) {
    call<Result<>>([id = std::move(applicationId)](EngineAccess& engine) { return engine.pause(id); }, std::move(then));
}
void EngineBridge::resume(std::string applicationId, std::function<void(const Result<>&)> then) {
    call<Result<>>([id = std::move(applicationId)](EngineAccess& engine) { return engine.resume(id); }, std::move(then));
}
void EngineBridge::stop(std::string applicationId, std::function<void(const Result<>&)> then) {
    call<Result<>>([id = std::move(applicationId)](EngineAccess& engine) { return engine.stop(id); }, std::move(then));
}
void EngineBridge::jobs(std::function<void(const Result<std::vector<std::string>>&)> then) {
    call<Result<std::vector<std::string>>>([](EngineAccess& engine) { return engine.jobs(); }, std::move(then));
}
void EngineBridge::problems(std::function<void(const Result<std::vector<Error>>&)> then) {
    call<Result<std::vector<Error>>>([](EngineAccess& engine) { return engine.problems(); }, std::move(then));
}
void EngineBridge::topics(std::function<void(const Result<std::vector<TopicInfo>>&)> then) {
    call<Result<std::vector<TopicInfo>>>([](EngineAccess& engine) { return engine.topics(); }, std::move(then));
}
void EngineBridge::fetch(FetchRequest request, std::function<void(const Result<FetchResult>&)> then) {
    call<Result<FetchResult>>([request = std::move(request)](EngineAccess& engine) { return engine.fetch(request); }, std::move(then));
}

EngineBridge::Watch EngineBridge::watchJob(std::string applicationId, std::function<void(std::shared_ptr<const JobSnapshot>)> then) {
    const Watch watch = m_nextWatch++;
    m_jobs[watch] = JobWatch{std::move(applicationId), std::move(then), 0, false};
    return watch;
}

EngineBridge::Watch EngineBridge::watchEdge(TapRequest request, std::function<void(const Result<TapDrain>&)> then) {
    const Watch watch = m_nextWatch++;
    m_edges[watch] = EdgeWatch{std::move(then), -1};
    call<Result<TapId>>([request = std::move(request)](EngineAccess& engine) { return engine.tap(request); },
                        [this, watch](const Result<TapId>& tap) {
                            const auto found = m_edges.find(watch);
                            if (found == m_edges.end()) {
                                if (tap) call<int>([id = *tap](EngineAccess& engine) { engine.untap(id); return 0; }, {});
                                return;
                            }
                            if (tap) {
                                found->second.tap = *tap;
                                return;
                            }
                            const auto notify = std::move(found->second.then);
                            m_edges.erase(found);
                            if (notify) notify(fail(tap.error()));
                        });
    return watch;
}

EngineBridge::Watch EngineBridge::watchStore(StoreQuery query, std::function<void(const Result<StorePage>&)> then) {
    const Watch watch = m_nextWatch++;
    m_stores[watch] = StoreWatch{std::move(query), std::move(then), 0, false};
    m_frames = 0; // the first page comes with the next frame
    return watch;
}

void EngineBridge::unwatch(Watch watch) {
    m_jobs.erase(watch);
    m_stores.erase(watch);
    const auto edge = m_edges.find(watch);
    if (edge == m_edges.end()) return;
    if (edge->second.tap >= 0) call<int>([id = edge->second.tap](EngineAccess& engine) { engine.untap(id); return 0; }, {});
    m_edges.erase(edge);
}

void EngineBridge::poll() {
    if (m_waiting || (m_jobs.empty() && m_edges.empty() && m_stores.empty())) return;
    Frame frame;
    for (const auto& [watch, job] : m_jobs) frame.jobs.push_back({watch, job.applicationId, nullptr});
    for (const auto& [watch, edge] : m_edges)
        if (edge.tap >= 0) frame.taps.push_back({watch, edge.tap, {}});
    if (m_frames++ % storeEvery == 0)
        for (const auto& [watch, store] : m_stores) frame.stores.push_back({watch, store.query, std::nullopt});
    m_waiting = true;
    call<std::shared_ptr<Frame>>(
        [questions = std::move(frame)](EngineAccess& engine) {
            auto made = std::make_shared<Frame>(questions);
            for (auto& job : made->jobs) job.answer = engine.snapshot(job.applicationId);
            for (auto& tap : made->taps) tap.answer = engine.drain(tap.tap);
            for (auto& store : made->stores) store.answer.emplace(engine.storeRows(store.query));
            return made;
        },
        [this](const std::shared_ptr<Frame>& made) {
            m_waiting = false;
            deliver(*made);
        });
}

void EngineBridge::deliver(Frame& frame) {
    // A callback may unwatch others: look each up again, and call a copy.
    for (auto& job : frame.jobs) {
        const auto found = m_jobs.find(job.watch);
        if (found == m_jobs.end() || !job.answer) continue;
        if (found->second.any && found->second.sequence == job.answer->sequence) continue;
        found->second.any = true;
        found->second.sequence = job.answer->sequence;
        const auto then = found->second.then;
        then(job.answer);
    }
    for (auto& tap : frame.taps) {
        const auto found = m_edges.find(tap.watch);
        if (found == m_edges.end()) continue;
        const auto then = found->second.then;
        then(std::move(tap.answer));
    }
    for (auto& store : frame.stores) {
        const auto found = m_stores.find(store.watch);
        if (found == m_stores.end() || !store.answer) continue;
        const auto& answer = *store.answer;
        if (answer && found->second.any && found->second.sequence == answer->sequence) continue;
        found->second.any = answer.has_value();
        found->second.sequence = answer ? answer->sequence : 0;
        const auto then = found->second.then;
        then(answer);
    }
}

void EngineBridge::settle() {
    // Twice: an answer (a tap that was opened) may ask something more.
    for (int round = 0; round < 2; ++round) {
        QMetaObject::invokeMethod(m_worker.get(), [] {}, Qt::BlockingQueuedConnection);
        QCoreApplication::sendPostedEvents(this, QEvent::MetaCall);
    }
}

} // namespace weir
