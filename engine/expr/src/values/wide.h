// SPDX-License-Identifier: Apache-2.0
// Wide: 128 bits, for spans of time that 64 can't hold.
#pragma once

namespace weir::expr {

__extension__ using Wide = __int128;

} // namespace weir::expr
