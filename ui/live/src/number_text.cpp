// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/number_text.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonArray>
#include <QLocale>

#include <array>
#include <cmath>

namespace weir {
namespace {

const QLocale& grouping() {
    static const QLocale locale(QLocale::English, QLocale::UnitedStates);
    return locale;
}

QString significant(double value, QChar unit) {
    const int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
    return QString::number(value, 'f', decimals) + unit;
}

} // namespace

QString groupedText(std::int64_t value) { return grouping().toString(static_cast<qlonglong>(value)); }

QString shortText(double value) {
    if (!std::isfinite(value)) return QStringLiteral("–");
    const QString sign = value < 0 ? QStringLiteral("−") : QString();
    const double size = std::abs(value);
    if (size >= 1e9) return sign + significant(size / 1e9, u'G');
    if (size >= 1e6) return sign + significant(size / 1e6, u'M');
    if (size >= 1e4) return sign + (size >= 1e5 ? QString::number(size / 1e3, 'f', 0) : QString::number(size / 1e3, 'f', 1)) + u'k';
    if (size >= 100 || size == std::floor(size)) return sign + grouping().toString(std::llround(size));
    return sign + QString::number(size, 'f', size < 10 ? (size < 0.1 ? 3 : 2) : 1);
}

QString perSecondText(double perSecond) {
    if (perSecond > 0 && perSecond < 10 && perSecond != std::floor(perSecond)) return QString::number(perSecond, 'f', 1) + QStringLiteral("/s");
    if (perSecond < 1e4) return grouping().toString(std::llround(perSecond)) + QStringLiteral("/s");
    return shortText(perSecond) + QStringLiteral("/s");
}

QString spanText(std::int64_t milliseconds) {
    if (milliseconds < 0) return QStringLiteral("–");
    const double seconds = static_cast<double>(milliseconds) / 1000.0;
    if (seconds < 10) return QString::number(seconds, 'f', 1) + QStringLiteral(" s");
    const std::int64_t whole = milliseconds / 1000;
    const auto two = [](std::int64_t v) { return QStringLiteral("%1").arg(v, 2, 10, QLatin1Char('0')); };
    if (whole < 60) return QString::number(whole) + QStringLiteral(" s");
    if (whole < 3600) return QString::number(whole / 60) + QStringLiteral(" m ") + two(whole % 60) + QStringLiteral(" s");
    if (whole < 86400) return QString::number(whole / 3600) + QStringLiteral(" h ") + two(whole / 60 % 60) + QStringLiteral(" m");
    return QString::number(whole / 86400) + QStringLiteral(" d ") + two(whole / 3600 % 24) + QStringLiteral(" h");
}

QString clockText(std::int64_t timestampMs) {
    if (timestampMs < 0) return QStringLiteral("–");
    return QDateTime::fromMSecsSinceEpoch(timestampMs).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString shortClockText(std::int64_t timestampMs) {
    if (timestampMs < 0) return QStringLiteral("–");
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(timestampMs);
    return time.toString(timestampMs % 60000 == 0 ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
}

QString windowText(std::int64_t startMs, std::int64_t endMs) {
    if (startMs < 0) return {};
    const bool minutes = startMs % 60000 == 0 && endMs % 60000 == 0;
    const QString format = minutes ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss");
    return QDateTime::fromMSecsSinceEpoch(startMs).toString(format) + QStringLiteral("–") +
           QDateTime::fromMSecsSinceEpoch(endMs).toString(format);
}

QString bytesText(std::int64_t bytes) {
    static constexpr std::array units{"B", "kB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const int decimals = unit > 0 && value < 10 ? 1 : 0;
    return QString::number(value, 'f', decimals) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString cellText(QStringView json) {
    if (json.isEmpty()) return {};
    if (json == u"null") return QStringLiteral("NULL");
    const QChar first = json.front();
    if (first == u'"') {
        const QJsonDocument document = QJsonDocument::fromJson((u'[' + json.toString() + u']').toUtf8());
        return document.isArray() ? document.array().at(0).toString() : json.toString();
    }
    if (!first.isDigit() && first != u'-') return json.toString();
    if (json.contains(u'e') || json.contains(u'E')) return json.toString();
    // Digits stay as they are (a numeric may have more than a double holds); only the groups are added, and long fractions cut.
    const qsizetype dot = json.indexOf(u'.');
    QString whole = json.left(dot < 0 ? json.size() : dot).toString();
    const qsizetype sign = whole.startsWith(u'-') ? 1 : 0;
    for (qsizetype at = whole.size() - 3; at > sign; at -= 3) whole.insert(at, u',');
    if (dot < 0) return whole;
    const QStringView fraction = json.mid(dot + 1);
    return whole + u'.' + (fraction.size() > 4 ? QString::number(json.toDouble(), 'f', 2).section(u'.', 1) : fraction.toString());
}

} // namespace weir
