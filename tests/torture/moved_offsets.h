// SPDX-License-Identifier: Apache-2.0
// `weir offsets reset` and `set` that die on their way: an application is as it was or as it should become, and what it does next is what it
// would have done behind a change that nobody disturbed.
#pragma once

#include "point_scenarios.h"

namespace weir::torture {

Result<> addMovedOffsets(Scenarios& scenarios);

} // namespace weir::torture
