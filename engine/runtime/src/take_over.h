// SPDX-License-Identifier: Apache-2.0
// takeOver: makes a data folder that was stolen safe from the process that had it, which may go on writing into the files it has open: every
// partition goes on in a new segment behind a seal that says where the old one ends, the journal in a new file, the stores in a new folder.
// Done twice it does no harm.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/time.h"

namespace weir {

Result<> takeOver(const Path& dataFolder, FileSystem& files, const Clock& clock);

} // namespace weir
