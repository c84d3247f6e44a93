// SPDX-License-Identifier: Apache-2.0
// fullDisk: the real half of iofail: `weir run` on a tmpfs of 64 MB, which other files fill again and again (R6).
#pragma once

#include "frame.h"

namespace weir::torture {

/// Its cases and counts go to the verdict. Where no tmpfs may be mounted the verdict says `tmpfs=skipped (why)`.
void fullDisk(const Options& options, Verdict& verdict);

} // namespace weir::torture
