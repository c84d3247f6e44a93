// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/example_gallery.h"

#include "weir/document/theme.h"

#include "weir/topology/topology_json.h"

#include <QCoreApplication>
#include <QFile>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <map>

namespace weir {
namespace {

struct ExampleRow {
    const char* id;
    const char* title;
    const char* summary;
    const char* category;
};
constexpr ExampleRow exampleRows[] = {
    {"this-machine", QT_TRANSLATE_NOOP("examples", "This machine"), QT_TRANSLATE_NOOP("examples", "CPU by core: 10 s average and maximum"),
     QT_TRANSLATE_NOOP("examples", "Sources and files")},
    {"orders-by-region", QT_TRANSLATE_NOOP("examples", "Orders by region"), QT_TRANSLATE_NOOP("examples", "Filter, then revenue by minute"),
     QT_TRANSLATE_NOOP("examples", "Windows")},
    {"alice", QT_TRANSLATE_NOOP("examples", "Alice buys eggs, Alice changes jobs"),
     QT_TRANSLATE_NOOP("examples", "The same records as a stream and as a table"), QT_TRANSLATE_NOOP("examples", "Tables")},
    {"logs-of-this-machine", QT_TRANSLATE_NOOP("examples", "Logs of this machine"), QT_TRANSLATE_NOOP("examples", "A log file, counted by minute"),
     QT_TRANSLATE_NOOP("examples", "Sources and files")},
};

constexpr double blockWidth = 40;
constexpr double blockHeight = 16;

QPainterPath blockPath(NodeShape shape) {
    QPainterPath path;
    const double w = blockWidth;
    const double h = blockHeight;
    if (shape == NodeShape::Source) {
        path.moveTo(0, 0);
        path.lineTo(w - 5, 0);
        path.lineTo(w, h / 2);
        path.lineTo(w - 5, h);
        path.lineTo(0, h);
        path.closeSubpath();
    } else if (shape == NodeShape::Sink) {
        path.moveTo(0, 0);
        path.lineTo(w, 0);
        path.lineTo(w, h);
        path.lineTo(0, h);
        path.lineTo(4, h / 2);
        path.closeSubpath();
    } else if (shape == NodeShape::Table) {
        path.addRect(0, 0, w, h);
    } else {
        path.addRoundedRect(0, 0, w, h, 2, 2);
    }
    return path;
}

void paintBlock(QPainter& painter, QPointF at, NodeShape shape, const Theme& theme) {
    const QColor color = theme.kind(shape);
    painter.save();
    painter.translate(at);
    painter.setPen(QPen(color, 1));
    painter.setBrush(Theme::mixed(color, 0.14, theme.card()));
    painter.drawPath(blockPath(shape));
    if (shape == NodeShape::Sink) {
        QPainterPath notch;
        notch.addPolygon(QPolygonF{{0, 0}, {2.5, 0}, {6, 8}, {2.5, 16}, {0, 16}, {4, 8}});
        painter.fillPath(notch, color);
    } else {
        painter.fillRect(QRectF(0, 0, 3, blockHeight), color);
    }
    painter.setBrush(Qt::NoBrush);
    if (shape == NodeShape::Stateful) painter.drawLine(QPointF(3, 2.5), QPointF(blockWidth - 2, 2.5));
    if (shape == NodeShape::Table) {
        painter.drawLine(QPointF(0, 4), QPointF(blockWidth, 4));
        for (const double x : {13.5, 27.0}) painter.drawLine(QPointF(x, 0), QPointF(x, 4));
    }
    QColor name = color;
    name.setAlphaF(0.55F);
    painter.setPen(QPen(name, 2.5, Qt::SolidLine, Qt::RoundCap));
    const double x = shape == NodeShape::Sink ? 12 : 9;
    painter.drawLine(QPointF(x, 9), QPointF(x + (shape == NodeShape::Source ? 16 : 20), 9));
    painter.restore();
}

} // namespace

std::vector<Example> examples() {
    std::vector<Example> found;
    for (const auto& row : exampleRows) {
        QFile file(QStringLiteral(":/examples/%1.weir").arg(QLatin1String(row.id)));
        if (!file.open(QIODevice::ReadOnly)) continue;
        const auto text = [](const char* english) { return QCoreApplication::translate("examples", english); };
        found.push_back({QLatin1String(row.id), text(row.title), text(row.summary), text(row.category), file.readAll()});
    }
    return found;
}

QByteArray translatedExample(const Example& example, const NodeRegistry& registry) {
    auto loaded = loadTopology(std::string_view(example.text.constData(), static_cast<std::size_t>(example.text.size())), registry);
    if (!loaded.topology) return example.text;
    const Topology written = *loaded.topology;
    const auto translate = [](std::string& english) {
        if (!english.empty()) english = QCoreApplication::translate("examples", english.c_str()).toStdString();
    };
    translate(loaded.topology->name);
    for (auto& node : loaded.topology->nodes) translate(node.title);
    for (auto& group : loaded.topology->groups) translate(group.title);
    for (auto& note : loaded.topology->notes) translate(note.text);
    return *loaded.topology == written ? example.text : QByteArray::fromStdString(saveTopology(*loaded.topology));
}

QPixmap topologyThumbnail(const Topology& topology, const NodeRegistry& registry, const Theme& theme, QSize size, double devicePixelRatio) {
    QPixmap pixmap(size * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(theme.canvas());
    QPainter painter(&pixmap);
    for (int x = 4; x < size.width(); x += 8)
        for (int y = 4; y < size.height(); y += 8) painter.fillRect(x, y, 1, 1, theme.gridDot());
    painter.setRenderHint(QPainter::Antialiasing);

    std::map<std::string, QPointF> places;
    QRectF bounds;
    for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
        const auto at = topology.position(topology.nodes[i].id);
        const QPointF place = at ? QPointF(at->x, at->y) : QPointF(static_cast<double>(i) * 240, 0);
        places[topology.nodes[i].id] = place;
        bounds = i == 0 ? QRectF(place, QSizeF(1, 1)) : bounds.united(QRectF(place, QSizeF(1, 1)));
    }
    const double roomX = size.width() - 24 - blockWidth;
    const double roomY = size.height() - 24 - blockHeight;
    const double scale = std::min({0.25, bounds.width() > 1 ? roomX / bounds.width() : 1, bounds.height() > 1 ? roomY / bounds.height() : 1});
    const QPointF origin((size.width() - blockWidth - bounds.width() * scale) / 2, (size.height() - blockHeight - bounds.height() * scale) / 2);
    for (auto& [id, place] : places) place = origin + (place - bounds.topLeft()) * scale;

    painter.setPen(QPen(theme.edge(), 1.5));
    for (const auto& edge : topology.edges) {
        const auto a = places.find(edge.from.node);
        const auto b = places.find(edge.to.node);
        if (a == places.end() || b == places.end()) continue;
        const QPointF from = a->second + QPointF(blockWidth, blockHeight / 2);
        const QPointF to = b->second + QPointF(0, blockHeight / 2);
        const double bend = std::max(6.0, (to.x() - from.x()) / 2);
        QPainterPath path(from);
        path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
        painter.drawPath(path);
    }
    for (const auto& node : topology.nodes) paintBlock(painter, places[node.id], shapeOf(node, registry.find(node.type)), theme);
    return pixmap;
}

} // namespace weir
