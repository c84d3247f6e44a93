// SPDX-License-Identifier: Apache-2.0
// ConnectorThread: drives the job's connectors in turn and writes what they make to their topics; their positions are committed
// with what they stand for.
#pragma once

#include "weir/runtime/batching_writer.h"
#include "stream_thread.h"
#include "weir/runtime/task.h"

#include "weir/connect/connector.h"

#include <atomic>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace weir {

class ConnectorThread {
public:
    ConnectorThread(const TaskEnvironment& environment, Arrivals& arrivals, const std::atomic<bool>& paused);
    ~ConnectorThread();
    /// False: the topology has none.
    bool empty() const;
    /// A node that brings in records for ever; empty: none does.
    std::string endless() const;
    Result<> open();
    void start();
    /// Nothing more comes in; what carries a topic outwards goes on, so that the tasks' last commit still gets there.
    void stopSources() { m_sourcesStopped.store(true, std::memory_order_release); }
    void requestStop();
    void join();
    /// What connectors passed over, and why, to the figures of their nodes; any thread.
    void addNodes(std::vector<NodeFigures>& out) const;
    /// Every connector is at its end and committed.
    bool finished() const { return m_finished.load(std::memory_order_acquire); }
    std::optional<Error> error() const;

private:
    struct Line;
    class Sink;
    void run(const std::stop_token& stop);
    void publish(Line& line);
    Result<> commit(Line& line);
    void fail(Error error);

    const TaskEnvironment& m_env;
    Arrivals& m_arrivals;
    const std::atomic<bool>& m_paused;
    std::vector<std::unique_ptr<Line>> m_lines;
    std::atomic<bool> m_finished{false};
    std::atomic<bool> m_sourcesStopped{false};
    mutable std::mutex m_mutex;
    std::optional<Error> m_error;
    std::jthread m_thread;
};

} // namespace weir
