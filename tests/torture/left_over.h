// SPDX-License-Identifier: Apache-2.0
// What a data folder must not have left once it was opened again: files of a removal, compaction or recovery that was cut short.
#pragma once

#include "weir/core/file_system.h"

#include <string>

namespace weir::torture {

/// Opens every partition and reads all of it, then looks for files that belong to nothing. A sentence about the first thing that is wrong.
std::string leftOver(const Path& data);

} // namespace weir::torture
