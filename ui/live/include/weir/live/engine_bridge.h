// SPDX-License-Identifier: GPL-3.0-or-later
// EngineBridge: the window's side of an EngineAccess. Every call runs on one worker thread, so that no disk and no socket
// ever holds the GUI; answers come back as calls on the GUI thread. What is watched is pulled once a frame: snapshots and
// taps every 33 ms (250 ms while the window has no focus, never while it is hidden), stores and topics more slowly.
// A frame is asked for only when the one before has been answered, so a slow engine makes frames rarer, never late.
// Threads  the GUI thread. The engine must outlive the bridge.
#pragma once

#include "weir/runtime/engine_access.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace weir {

enum class Attention : std::uint8_t { Focused, Unfocused, Hidden };

class EngineBridge : public QObject {
    Q_OBJECT
public:
    explicit EngineBridge(EngineAccess& engine, QObject* parent = nullptr);
    ~EngineBridge() override;

    void setAttention(Attention attention);

    // Commands. `then` is called on the GUI thread, in the order of the calls; never after the bridge is gone.
    void start(StartRequest request, std::function<void(const Result<std::string>&)> then);
    void pause(std::string applicationId, std::function<void(const Result<>&)> then);
    void resume(std::string applicationId, std::function<void(const Result<>&)> then);
    void stop(std::string applicationId, std::function<void(const Result<>&)> then);
    void jobs(std::function<void(const Result<std::vector<std::string>>&)> then);
    void topics(std::function<void(const Result<std::vector<TopicInfo>>&)> then);
    void problems(std::function<void(const Result<std::vector<Error>>&)> then);
    void fetch(FetchRequest request, std::function<void(const Result<FetchResult>&)> then);

    // What is watched, until unwatch(): the callback has each new answer.
    using Watch = int;
    Watch watchJob(std::string applicationId, std::function<void(std::shared_ptr<const JobSnapshot>)> then);
    /// An error (a condition that is no SQL, an edge that is gone) comes once, then the watch is dead.
    Watch watchEdge(TapRequest request, std::function<void(const Result<TapDrain>&)> then);
    Watch watchStore(StoreQuery query, std::function<void(const Result<StorePage>&)> then);
    void unwatch(Watch watch);

    /// Ask for a frame now (tests, and after a command).
    void poll();
    /// Wait until the worker has done what was asked so far and its answers are delivered (tests, end of the program).
    void settle();

private:
    struct Worker;
    struct JobWatch {
        std::string applicationId;
        std::function<void(std::shared_ptr<const JobSnapshot>)> then;
        std::uint64_t sequence = 0;
        bool any = false;
    };
    struct EdgeWatch {
        std::function<void(const Result<TapDrain>&)> then;
        TapId tap = -1; ///< -1: not opened yet
    };
    struct StoreWatch {
        StoreQuery query;
        std::function<void(const Result<StorePage>&)> then;
        std::uint64_t sequence = 0;
        bool any = false;
    };
    struct Frame;
    template <class T>
    void call(std::function<T(EngineAccess&)> task, std::function<void(const T&)> then);
    void deliver(Frame& frame);

    std::unique_ptr<Worker> m_worker;
    QThread m_thread;
    QTimer m_timer;
    bool m_waiting = false; ///< a frame is being made
    int m_frames = 0;
    Watch m_nextWatch = 1;
    std::map<Watch, JobWatch> m_jobs;
    std::map<Watch, EdgeWatch> m_edges;
    std::map<Watch, StoreWatch> m_stores;
};

} // namespace weir
