// SPDX-License-Identifier: GPL-3.0-or-later
// The Qt style sheet of the whole window, from a theme: fields, buttons, tabs, tables, menus, docks, scroll bars.
// Widgets pick a variant by the dynamic property "look": "primary", "ghost", "fix", "danger" (buttons), "section", "muted",
// "caption", "title" (labels), "mono" (fields), "changed" (labels of changed fields).
#pragma once

#include <QString>

namespace weir {
class Theme;
QString applicationStyleSheet(const Theme& theme);
} // namespace weir
