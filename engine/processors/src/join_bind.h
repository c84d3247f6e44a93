// SPDX-License-Identifier: Apache-2.0
// What a join's inputs make of it: which kind it is, and what its fields mean there.
#pragma once

#include "weir/topology/bind.h"

namespace weir {

void bindJoin(BindContext& context);

} // namespace weir
