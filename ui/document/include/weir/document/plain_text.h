// SPDX-License-Identifier: GPL-3.0-or-later
// Text from files, records and brokers is shown as it is: Qt would take "<img …>" in it for markup.
#pragma once

#include <QString>

namespace weir {

/// Of a tooltip, which has no switch for plain text: escaped, line breaks kept.
inline QString plainToolTip(const QString& text) {
    if (text.isEmpty()) return {};
    return QStringLiteral("<p style='white-space:pre-wrap'>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

} // namespace weir
