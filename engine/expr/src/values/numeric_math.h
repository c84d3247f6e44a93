// SPDX-License-Identifier: Apache-2.0
// Functions of numerics beyond the four rules: root, logarithms, powers, with the scales that PostgreSQL gives their results.
// Errors   each returns false with PostgreSQL's condition in the context.
// Threads  pure functions; MPFR keeps its constants per thread.
#pragma once

#include "kernel.h"
#include "weir/record/numeric.h"

namespace weir::expr {

bool numericOverflow(KernelContext& context);
bool squareRoot(KernelContext& context, const Numeric& x, Numeric& out);
bool exponential(KernelContext& context, const Numeric& x, Numeric& out);
bool naturalLogarithm(KernelContext& context, const Numeric& x, Numeric& out);
bool logarithm(KernelContext& context, const Numeric& base, const Numeric& x, Numeric& out);
bool power(KernelContext& context, const Numeric& base, const Numeric& exponent, Numeric& out);

} // namespace weir::expr
