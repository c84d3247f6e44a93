// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/document/theme.h"

#include "icon_shapes.h"

#include <QCoreApplication>
#include <QHash>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

namespace weir {

namespace {

struct IconKey {
    QString name;
    QRgb color = 0;
    int deviceSize = 0;
    int stroke = 0;
    bool operator==(const IconKey&) const = default;
};
size_t qHash(const IconKey& key, size_t seed = 0) {
    return qHashMulti(seed, key.name, key.color, key.deviceSize, key.stroke);
}

QPixmap drawIcon(const IconKey& key) {
    QPixmap pixmap(key.deviceSize, key.deviceSize);
    pixmap.fill(Qt::transparent);
    const std::string name = key.name.toStdString();
    const std::string_view shape = iconShape(name);
    if (shape.empty()) return pixmap;
    const QByteArray color = QColor::fromRgba(key.color).name(QColor::HexRgb).toLatin1();
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 20\"><g fill=\"none\" stroke=\"" + color +
                     "\" stroke-width=\"" + QByteArray::number(key.stroke / 100.0) +
                     "\" stroke-linecap=\"round\" stroke-linejoin=\"round\">";
    QByteArray inside(shape.data(), static_cast<qsizetype>(shape.size()));
    svg += inside.replace("currentColor", color) + "</g></svg>";
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setOpacity(QColor::fromRgba(key.color).alphaF());
    QSvgRenderer(svg).render(&painter, QRectF(0, 0, key.deviceSize, key.deviceSize));
    return pixmap;
}

} // namespace

class Theme::IconCache {
public:
    const QPixmap& pixmap(const IconKey& key) {
        // Zooming through many sizes must not keep them all.
        if (m_pixmaps.size() > 2000) m_pixmaps.clear();
        auto it = m_pixmaps.find(key);
        if (it == m_pixmaps.end()) it = m_pixmaps.insert(key, drawIcon(key));
        return *it;
    }

private:
    QHash<IconKey, QPixmap> m_pixmaps;
};

Theme::Theme(bool dark) : m_dark(dark), m_icons(std::make_shared<IconCache>()) {}
Theme Theme::light() { return Theme(false); }
Theme Theme::dark() { return Theme(true); }

QColor Theme::kind(NodeShape shape) const {
    switch (shape) {
    case NodeShape::Source: return kindSource();
    case NodeShape::Stateless: return kindStateless();
    case NodeShape::Stateful: return kindStateful();
    case NodeShape::Table: return kindTable();
    case NodeShape::Sink: return kindSink();
    case NodeShape::View:
    case NodeShape::Subflow: return kindFrame();
    }
    return kindFrame();
}

QColor Theme::heat(int step) const {
    const std::array colors{heat0(), heat1(), heat2(), heat3(), heat4()};
    return colors[static_cast<std::size_t>(std::clamp(step, 0, 4))];
}

int Theme::heatStep(double lagSeconds) {
    const std::array limits{1.0, 10.0, 60.0, 300.0};
    return static_cast<int>(std::count_if(limits.begin(), limits.end(), [&](double limit) { return lagSeconds >= limit; }));
}

QColor Theme::series(int index) const {
    const std::array colors{series0(), series1(), series2(), series3(), kindStateful(), kindTable(), heat2(), muted()};
    return colors[static_cast<std::size_t>(index < 0 ? 0 : index) % colors.size()];
}

QColor Theme::tinted(const QColor& color) const {
    QColor faint = color;
    faint.setAlphaF(m_dark ? 0.15F : 0.09F);
    return faint;
}

QColor Theme::mixed(const QColor& color, double share, const QColor& ground) {
    const auto mix = [share](int a, int b) { return static_cast<int>(std::lround(a * share + b * (1.0 - share))); };
    return QColor(mix(color.red(), ground.red()), mix(color.green(), ground.green()), mix(color.blue(), ground.blue()));
}

QFont Theme::font(int pixels, bool bold) const {
    QFont font;
    font.setFamilies({QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(pixels);
    if (bold) font.setWeight(QFont::Bold);
    return font;
}

QFont Theme::mono(int pixels) const {
    QFont font;
    font.setFamilies(
        {QStringLiteral("DejaVu Sans Mono"), QStringLiteral("Noto Sans Mono CJK SC"), QStringLiteral("Noto Sans Mono")});
    font.setPixelSize(pixels);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QPalette Theme::palette() const {
    QPalette p;
    p.setColor(QPalette::Window, chrome());
    p.setColor(QPalette::WindowText, text());
    p.setColor(QPalette::Base, field());
    p.setColor(QPalette::AlternateBase, head());
    p.setColor(QPalette::Text, text());
    p.setColor(QPalette::PlaceholderText, muted());
    p.setColor(QPalette::Button, card());
    p.setColor(QPalette::ButtonText, text());
    p.setColor(QPalette::Highlight, sel());
    p.setColor(QPalette::HighlightedText, onAccent());
    p.setColor(QPalette::Link, sel());
    p.setColor(QPalette::ToolTipBase, card());
    p.setColor(QPalette::ToolTipText, text());
    p.setColor(QPalette::Light, line());
    p.setColor(QPalette::Midlight, line());
    p.setColor(QPalette::Mid, lineStrong());
    p.setColor(QPalette::Dark, border());
    p.setColor(QPalette::Shadow, border());
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, mixed(muted(), 0.6, panel()));
    return p;
}

QPixmap Theme::iconPixmap(const QString& name, int pixels, const QColor& color, double devicePixelRatio) const {
    const int deviceSize = std::max(1, static_cast<int>(std::lround(pixels * devicePixelRatio)));
    QPixmap pixmap = m_icons->pixmap({name, color.rgba(), deviceSize, 150});
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon Theme::icon(const QString& name) const { return icon(name, text()); }

QIcon Theme::icon(const QString& name, const QColor& color) const {
    QIcon icon;
    const QColor off = mixed(muted(), 0.5, chrome());
    for (const double ratio : {1.0, 2.0}) {
        icon.addPixmap(iconPixmap(name, 16, color, ratio), QIcon::Normal);
        icon.addPixmap(iconPixmap(name, 16, off, ratio), QIcon::Disabled);
    }
    return icon;
}

void Theme::paintIcon(QPainter& painter, const QRectF& where, const QString& name, const QColor& color,
                      double strokeWidth) const {
    const QTransform& transform = painter.deviceTransform();
    const double scale = std::hypot(transform.m11(), transform.m12());
    const int deviceSize = std::clamp(static_cast<int>(std::lround(where.width() * scale)), 1, 512);
    painter.drawPixmap(where, m_icons->pixmap({name, color.rgba(), deviceSize, static_cast<int>(strokeWidth * 100)}),
                       QRectF(0, 0, deviceSize, deviceSize));
}

QString iconOf(const Node& node) {
    struct Entry {
        std::string_view type;
        const char16_t* icon;
    };
    static constexpr std::array ENTRIES{
        Entry{"source", u"source"},        Entry{"sink", u"sink"},
        Entry{"filter", u"filter"},        Entry{"map-values", u"map"},
        Entry{"map", u"map"},              Entry{"select-key", u"selectkey"},
        Entry{"flat-map-values", u"flatmap"}, Entry{"flat-map", u"flatmap"},
        Entry{"branch", u"branch"},        Entry{"merge", u"merge"},
        Entry{"peek", u"peek"},            Entry{"repartition", u"repartition"},
        Entry{"to-table", u"totable"},     Entry{"to-stream", u"tostream"},
        Entry{"aggregate", u"aggregate"},  Entry{"fold", u"fold"},
        Entry{"join", u"join"},            Entry{"suppress", u"suppress"},
        Entry{"deduplicate", u"dedupe"},   Entry{"generator", u"generator"},
        Entry{"system-metrics", u"cpu"},   Entry{"file-source", u"file"},
        Entry{"file-sink", u"file"},       Entry{"plot", u"plot"},
        Entry{"table-view", u"table"},     Entry{"subflow", u"subflow"},
    };
    if (const FieldValue* as = node.field("as"); as && as->text()) {
        if (*as->text() == "table") return QStringLiteral("table");
        if (*as->text() == "global-table") return QStringLiteral("globe");
    }
    for (const Entry& entry : ENTRIES)
        if (entry.type == node.type) return QString::fromUtf16(entry.icon);
    return QStringLiteral("subflow");
}

NodeShape shapeOf(const Node& node, const NodeSpec* spec) {
    const NodeShape shape = spec ? spec->shape : NodeShape::Stateless;
    if (shape != NodeShape::Source) return shape;
    const FieldValue* as = node.field("as");
    const bool table = as && as->text() && (*as->text() == "table" || *as->text() == "global-table");
    return table ? NodeShape::Table : shape;
}

} // namespace weir
