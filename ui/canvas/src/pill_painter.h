// SPDX-License-Identifier: GPL-3.0-or-later
// PillPainter: draws the small labels on wires. Their grounds are drawn once for a width, a look and a zoom, and kept; their
// words are laid out once. Two pills on each of a hundred wires are most of what a frame at 100 % costs otherwise.
#pragma once

#include "weir/document/theme.h"

#include <QColor>
#include <QPixmap>
#include <QPointF>
#include <QStaticText>

#include <cstdint>
#include <map>
#include <tuple>

class QPainter;

namespace weir {

struct PillLook {
    QColor border;
    bool dot = false;
    bool strong = false;
    bool muted = false;
};

/// A pill's words, made when they change.
struct PillText {
    PillText() = default;
    PillText(const Theme& theme, const QString& text, bool bold);
    QStaticText words;
    bool strong = false;
    int width = 0; ///< 0: no pill
    double ascent = 0;
};

class PillPainter {
public:
    /// `theme` must outlive the painter.
    explicit PillPainter(const Theme& theme) : m_theme(theme) {}
    void paint(QPainter& painter, QPointF centre, const PillText& text, const PillLook& look);
    /// The theme's colours changed.
    void clear() { m_grounds.clear(); }

private:
    using Key = std::tuple<int, std::uint32_t, int, int>; ///< width, border, dot and strong, scale in thousandths
    QPixmap makeGround(int width, const PillLook& look, double zoom, double ratio) const;

    const Theme& m_theme;
    std::map<Key, QPixmap> m_grounds;
};

} // namespace weir
