// SPDX-License-Identifier: Apache-2.0
// BatchSchedule: batch runs that are run again and again (weir run --every 6h), each to the end that was there at its start.
// Shape    a run begins at a multiple of the interval after the first one; multiples that pass while a run lasts are left out. A run that
//          failed or was stopped ends its schedule.
// Threads  thread-safe; a thread of its own looks at the clock.
#pragma once

#include "weir/core/time.h"
#include "weir/runtime/engine_access.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace weir {

class BatchSchedule {
public:
    using Start = std::function<Result<>(const StartRequest&)>;
    using Look = std::function<std::shared_ptr<const JobSnapshot>(const std::string&)>;
    BatchSchedule(const Clock& clock, Start start, Look look) : m_clock(clock), m_start(std::move(start)), m_look(std::move(look)) {}
    ~BatchSchedule();

    /// Its first run has just been started.
    void add(const std::string& application, const StartRequest& request);
    void remove(const std::string& application);
    bool holds(const std::string& application) const;
    /// The snapshot of a job as its schedule has it: with the time of its next run; between two runs that of the last one.
    std::shared_ptr<const JobSnapshot> shown(const std::string& application, std::shared_ptr<const JobSnapshot> now) const;

private:
    struct Line {
        StartRequest request;
        std::int64_t everyNanos = 0;
        std::int64_t dueNanos = 0;
        std::shared_ptr<const JobSnapshot> last;
        std::optional<Error> failed; ///< why a run could not be started
    };
    void tick();

    const Clock& m_clock;
    const Start m_start;
    const Look m_look;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::map<std::string, Line> m_lines;
    std::jthread m_thread;
};

} // namespace weir
