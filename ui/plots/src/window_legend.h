// SPDX-License-Identifier: GPL-3.0-or-later
// WindowLegend: what the marks of a WindowPlot mean, in one line under it.
#pragma once

#include "weir/document/theme.h"

#include <QWidget>

namespace weir {

class WindowLegend : public QWidget {
    Q_OBJECT
public:
    explicit WindowLegend(const Theme& theme, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme m_theme;
};

} // namespace weir
