// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as the canvas, tables and plots print them: short, of one width class, the same everywhere.
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>

namespace weir {

/// 48210 → "48,210".
QString groupedText(std::int64_t value);
/// For narrow places: 1236 → "1,236", 79412 → "79.4k", 9070000 → "9.07M".
QString shortText(double value);
/// "0/s", "2.4/s", "418/s", "1,236/s", "79.4k/s".
QString perSecondText(double perSecond);
/// "0.3 s", "45 s", "2 m 08 s", "1 h 05 m", "3 d 04 h".
QString spanText(std::int64_t milliseconds);
/// Local time of day with milliseconds: "14:29:51.402"; "–" for none.
QString clockText(std::int64_t timestampMs);
/// Local time of day: "14:29:51", or "14:25" on whole minutes.
QString shortClockText(std::int64_t timestampMs);
/// "14:25–14:30"; with seconds where a bound is not on a whole minute.
QString windowText(std::int64_t startMs, std::int64_t endMs);
/// "2.1 GB", "38 MB".
QString bytesText(std::int64_t bytes);
/// A value's number as people read it: "98,370.30" from "98370.3" only where it is a number; other text unchanged.
QString cellText(QStringView json);

} // namespace weir
