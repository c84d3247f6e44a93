// SPDX-License-Identifier: GPL-3.0-or-later
// The icons' shapes: the inside of a 20 x 20 SVG drawing. Empty for an unknown name.
#pragma once

#include <string_view>

namespace weir {
std::string_view iconShape(std::string_view name);
} // namespace weir
