// SPDX-License-Identifier: Apache-2.0
// What commands say: data on standard output, messages on standard error, and the exit status that goes with an error.
#pragma once

#include "environment.h"
#include "weir/core/diagnostic.h"

#include <string>
#include <string_view>

namespace weir::cli {

/// topology-format.md 6: what an error makes of the exit status.
ExitStatus statusOf(const Error& error);
/// "weir: sentence" on standard error.
void say(std::string_view message);
/// say(error.text()), and its status.
ExitStatus report(const Error& error);
/// `status` after standard output is flushed; Failed, with a sentence, if what was written could not be (a full disk).
/// A reader that has gone away is no failure.
ExitStatus finishOutput(ExitStatus status);
/// Standard output in whole pieces; false once nobody reads it any more.
bool print(std::string_view text);

/// --data-dir's value, or the default folder. Error: the environment names no home.
Result<Path> dataFolderOf(const std::string& option);

} // namespace weir::cli
