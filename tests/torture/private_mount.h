// SPDX-License-Identifier: Apache-2.0
// What a form does on a small disk of its own: in a child process, with a mount that nobody else sees, so that nothing is left behind.
#pragma once

#include "weir/core/file_system.h"

#include <functional>
#include <string>

namespace weir::torture {

/// Mounts a tmpfs of `megabytes` at `at` in a child and runs `work` there; what it returns comes back. Permission: the machine allows no
/// such mounts. Only while this process has one thread.
Result<std::string> onSmallDisk(const Path& at, int megabytes, const std::function<std::string()>& work);

} // namespace weir::torture
