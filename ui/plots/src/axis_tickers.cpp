// SPDX-License-Identifier: GPL-3.0-or-later
#include "axis_tickers.h"

#include "weir/live/number_text.h"

#include <QDateTime>

#include <array>
#include <cmath>

namespace weir {

double TimeTicker::getTickStep(const QCPRange& range) {
    static constexpr std::array steps{0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10800.0, 21600.0, 43200.0, 86400.0, 604800.0};
    m_step = steps.back();
    for (const double step : steps)
        if (range.size() / step <= m_most) {
            m_step = step;
            break;
        }
    return m_step;
}

QString TimeTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(std::llround(tick * 1000)));
    if (m_step < 1) return time.toString(QStringLiteral("mm:ss.z"));
    if (m_step < 60) return time.toString(QStringLiteral("HH:mm:ss"));
    if (m_step < 86400) return time.toString(QStringLiteral("HH:mm"));
    return time.toString(QStringLiteral("MM-dd"));
}

QString NumberTicker::getTickLabel(double tick, const QLocale&, QChar, int) {
    const double size = std::abs(tick);
    if (size < 1e-12) return QStringLiteral("0");
    if (size >= 1000) {
        const QString unit = size >= 1e9 ? QStringLiteral("G") : size >= 1e6 ? QStringLiteral("M") : QStringLiteral("k");
        const double scaled = tick / (size >= 1e9 ? 1e9 : size >= 1e6 ? 1e6 : 1e3);
        return QString::number(scaled, 'g', 4) + unit;
    }
    return QString::number(tick, 'g', 4);
}

double roundTop(double value) {
    if (!(value > 0)) return 1;
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0})
        if (value <= step * power * (1 + 1e-9)) return step * power;
    return 10 * power;
}

} // namespace weir
