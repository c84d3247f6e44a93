// SPDX-License-Identifier: GPL-3.0-or-later
// Ticks of the two axes: round times of day below, short round numbers on the left. One format for all plots, so that axes
// never change their width while a plot runs.
#pragma once

#include <qcustomplot.h>

namespace weir {

class TimeTicker final : public QCPAxisTicker {
public:
    /// As many as the axis has room for.
    void setTicksMost(double count) { m_most = count; }

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    int getSubTickCount(double) override { return 0; }

private:
    double m_step = 60;
    double m_most = 5.5;
};

class NumberTicker final : public QCPAxisTicker {
public:
    NumberTicker() { setTickCount(4); }

protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    int getSubTickCount(double) override { return 0; }
};

/// The least of 1, 2, 2.5, 5 × 10^n that holds `value`.
double roundTop(double value);

} // namespace weir
