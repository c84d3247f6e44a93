// SPDX-License-Identifier: Apache-2.0
// Signals: Ctrl+C and its like as something to wait for, so that a command ends by committing and closing.
// Threads  make it in main() before any other thread: they inherit that the signals are blocked.
#pragma once

#include "environment.h"

#include <optional>

namespace weir::cli {

class Signals {
public:
    /// Blocks SIGINT, SIGTERM and SIGHUP for this thread and those it starts; ignores SIGPIPE and SIGXFSZ.
    Signals();
    /// The signal that came, within `patience`.
    std::optional<int> wait(Milliseconds patience) const;
    /// 130 for SIGINT, 143 for the others.
    static ExitStatus statusOf(int signal);
};

} // namespace weir::cli
