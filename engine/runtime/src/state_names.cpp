// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/job_snapshot.h"
#include "weir/runtime/run_control.h"

namespace weir {

std::string_view stateName(JobState state) {
    switch (state) {
    case JobState::Starting: return "starting";
    case JobState::Restoring: return "restoring";
    case JobState::Running: return "running";
    case JobState::Paused: return "paused";
    case JobState::Waiting: return "waiting";
    case JobState::Stopping: return "stopping";
    case JobState::Stopped: return "stopped";
    case JobState::Done: return "done";
    case JobState::Failed: return "failed";
    }
    return "unknown";
}

std::string_view stateName(TaskState state) {
    switch (state) {
    case TaskState::Created: return "created";
    case TaskState::Restoring: return "restoring";
    case TaskState::Running: return "running";
    case TaskState::Suspended: return "suspended";
    case TaskState::Closed: return "closed";
    case TaskState::Failed: return "failed";
    }
    return "unknown";
}

std::string_view phaseName(ReplayPhase phase) {
    switch (phase) {
    case ReplayPhase::Stopped: return "stopped";
    case ReplayPhase::CatchingUp: return "catching up";
    case ReplayPhase::Ready: return "ready";
    case ReplayPhase::Switching: return "switching";
    case ReplayPhase::Failed: return "failed";
    }
    return "unknown";
}

} // namespace weir
