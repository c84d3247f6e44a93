// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weir/processors/operator.h"

#include <memory>

namespace weir {

struct JoinConfig : BoundConfig {
    enum class How : std::uint8_t { Inner, Left, Outer } how = How::Inner;
    expr::Program select; ///< over l and r
    EdgeType leftType;
    EdgeType rightType;
    expr::SideUse leftUse;
    expr::SideUse rightUse;
};

std::unique_ptr<Operator> makeStreamTableJoin(OperatorContext& context);

} // namespace weir
