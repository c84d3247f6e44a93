// SPDX-License-Identifier: GPL-3.0-or-later
// Theme: the colours, metrics, fonts and icons of one look. A value: pass it by reference, keep a copy, replace the copy in
// setTheme(). Both themes come from one table (theme_colors.inc), so a colour cannot exist in one only.
// Threads  the GUI thread: copies share a cache of drawn icons.
#pragma once

#include "weir/topology/node_spec.h"

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QPixmap>
#include <QString>

#include <memory>

class QPainter;
class QPalette;
class QRectF;

namespace weir {

class Theme {
public:
    static Theme light();
    static Theme dark();

    bool isDark() const { return m_dark; }

    // One getter a row of the table: canvas(), card(), text(), muted(), border(), edge(), kindSource(), …, sel(), error(),
    // warn(), ok(), replay(), heat0(), …, chrome(), panel(), …, syntaxKeyword(), …, series0(), …
#define WEIR_COLOR(name, lightArgb, darkArgb)                                                                          \
    QColor name() const { return QColor::fromRgba(m_dark ? darkArgb##U : lightArgb##U); }
#include "weir/document/theme_colors.inc"
#undef WEIR_COLOR

    /// The colour of a kind of node; a kind is never told by its colour alone.
    QColor kind(NodeShape shape) const;
    /// Lag heat, step 0 (< 1 s) to 4 (more than 5 min).
    QColor heat(int step) const;
    static int heatStep(double lagSeconds);
    /// Colours of plotted series, round and round.
    QColor series(int index) const;
    /// `color` as the faint ground of an icon well.
    QColor tinted(const QColor& color) const;
    /// `share` (0 to 1) of `color` over `ground`.
    static QColor mixed(const QColor& color, double share, const QColor& ground);

    QFont font(int pixels = 12, bool bold = false) const;
    QFont mono(int pixels = 12) const;
    QPalette palette() const;

    static constexpr int MENU_HEIGHT = 24;
    static constexpr int TOOLBAR_HEIGHT = 40;
    static constexpr int TABS_HEIGHT = 32;
    static constexpr int ROW_HEIGHT = 24;
    static constexpr int FIELD_HEIGHT = 28;
    static constexpr int STATUS_HEIGHT = 24;
    static constexpr int NODE_WIDTH = 168;
    static constexpr int NODE_HEIGHT = 56;
    static constexpr int GRID = 8;
    static constexpr int CARD_RADIUS = 6;
    static constexpr int FIELD_RADIUS = 4;

    /// Icons by name: source sink filter map selectkey flatmap branch merge peek repartition aggregate fold join suppress
    /// dedupe table globe totable tostream store subflow note group play pause stop steprec stepnode apply search sun moon
    /// build debug replay close float plus minus chevR chevD pin restore freeze warn error info fit layers loop folder file
    /// plug cluster shield switch trash skipb skipf generator cpu bookmark plot. An unknown name draws nothing.
    QPixmap iconPixmap(const QString& name, int pixels, const QColor& color, double devicePixelRatio = 1.0) const;
    /// In text colour, greyed when disabled.
    QIcon icon(const QString& name) const;
    QIcon icon(const QString& name, const QColor& color) const;
    /// Crisp at any zoom of the painter.
    void paintIcon(QPainter& painter, const QRectF& where, const QString& name, const QColor& color,
                   double strokeWidth = 1.5) const;

private:
    class IconCache;
    explicit Theme(bool dark);
    bool m_dark = false;
    std::shared_ptr<IconCache> m_icons;
};

/// The icon of a node: by its type, of a source by what it is read as.
QString iconOf(const Node& node);
/// The shape that a node is drawn in: the spec's, but a source read as a table is a table.
NodeShape shapeOf(const Node& node, const NodeSpec* spec);

} // namespace weir
