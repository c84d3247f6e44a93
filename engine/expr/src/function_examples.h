// SPDX-License-Identifier: Apache-2.0
// One example a function, for the reference pages and the completion: an expression; of an aggregate over the rows of
// aggregateExampleColumns. What it gives is evaluated where it is shown, never written down.
#pragma once

#include <string_view>

namespace weir::expr {

/// Empty: there is none.
std::string_view functionExample(std::string_view name);

} // namespace weir::expr
