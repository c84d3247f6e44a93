// SPDX-License-Identifier: Apache-2.0
// What a program of ours does when no memory is left: it says so and ends at once. Nothing is unwound: containers that stop halfway through
// growing can't be used any more, not even to close a file, while what is committed is safe and the next start goes on from there.
#pragma once

namespace weir {

/// For main(), first of all.
void endWhenOutOfMemory();

} // namespace weir
