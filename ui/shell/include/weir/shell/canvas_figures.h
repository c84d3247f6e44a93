// SPDX-License-Identifier: GPL-3.0-or-later
// What a running job's snapshot and rates say to the canvas.
#pragma once

#include "weir/canvas/live_figures.h"

namespace weir {
class JobRates;
/// `topology`: what is drawn; edges count by their index in it.
LiveFigures canvasFigures(const JobRates& rates, const Topology& topology);
} // namespace weir
