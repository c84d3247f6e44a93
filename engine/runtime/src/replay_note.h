// SPDX-License-Identifier: Apache-2.0
// ReplayNote: what the journal remembers of a replay from before anything of it is made until it is dropped or has taken over.
#pragma once

#include "weir/core/result.h"
#include "weir/runtime/run_control.h"

#include <map>
#include <string>
#include <vector>

namespace weir {

struct ReplayNote {
    std::string application;
    std::string id;                              ///< of its job, and the state name
    std::map<std::string, std::string> topics;   ///< written in the stead of
    std::vector<std::string> internalTopics;
    LogPosition from;
    std::string hash;                            ///< of the topology's text
    bool whole = true;                           ///< from the start of the log: its results are all there are
};

inline const std::string replayNotePrefix = "replay:";
std::string toText(const ReplayNote& note);
Result<ReplayNote> replayNoteFrom(const std::string& application, const std::string& text);
/// What is removed with it.
std::vector<std::string> topicsOf(const ReplayNote& note);

} // namespace weir
