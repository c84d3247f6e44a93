// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/canvas/node_view.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace weir {

namespace {
// Digits and their groups stay the same in every language, as in the plots and tables beside them.
const QLocale& digits() {
    static const QLocale LOCALE(QLocale::English, QLocale::UnitedStates);
    return LOCALE;
}
} // namespace

QString countText(std::int64_t count) {
    if (count < 1'000'000) return digits().toString(static_cast<qlonglong>(count));
    return digits().toString(static_cast<double>(count) / 1e6, 'f', 1) + QLatin1Char('M');
}

QString rateText(double recordsPerSecond) {
    if (recordsPerSecond > 0 && recordsPerSecond < 9.95) {
        const QString few = digits().toString(recordsPerSecond, 'f', 1);
        return (few.endsWith(QStringLiteral(".0")) ? few.chopped(2) : few) + QStringLiteral("/s");
    }
    return countText(std::llround(recordsPerSecond)) + QStringLiteral("/s");
}

QString lagText(double seconds) {
    if (seconds < 9.95) return QCoreApplication::translate("canvas", "%1 s").arg(digits().toString(seconds, 'f', 1));
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (whole < 60) return QCoreApplication::translate("canvas", "%1 s").arg(whole);
    if (whole < 600)
        return QCoreApplication::translate("canvas", "%1 m %2 s").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 7200) return QCoreApplication::translate("canvas", "%1 m").arg(whole / 60);
    return QCoreApplication::translate("canvas", "%1 h").arg(whole / 3600);
}

} // namespace weir
