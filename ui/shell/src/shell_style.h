// SPDX-License-Identifier: GPL-3.0-or-later
// The style sheet of the window's own parts, to follow applicationStyleSheet().
#pragma once

#include <QString>

namespace weir {
class Theme;
QString shellStyleSheet(const Theme& theme);
} // namespace weir
