// SPDX-License-Identifier: GPL-3.0-or-later
// Frame time of the canvas: 1,000 nodes and 1,500 edges, 1600 x 900, offscreen, everything repainted while it pans; CPU time.
//   QT_QPA_PLATFORM=offscreen canvas_benchmark
// Targets: at most 8 ms at 50 % zoom and below, 12 ms at 100 %.
#include "weir/canvas/canvas_view.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/topology/bind.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace weir;

constexpr int NODES = 1000;
constexpr int EDGES = 1500;
constexpr int COLUMNS = 40;
constexpr int FRAMES = 40;

NodeRegistry registry() {
    std::vector<NodeSpec> specs;
    for (const auto& [type, shape] : {std::pair{"source", NodeShape::Source}, std::pair{"filter", NodeShape::Stateless},
                                      std::pair{"aggregate", NodeShape::Stateful}, std::pair{"sink", NodeShape::Sink}}) {
        NodeSpec spec;
        spec.type = type;
        spec.title = type;
        spec.shape = shape;
        if (shape != NodeShape::Source) spec.inputs = {PortSpec{"in", true, false}};
        if (shape != NodeShape::Sink) spec.outputs = {PortSpec{"out", false, false}};
        spec.bind = [](BindContext&) {};
        specs.push_back(std::move(spec));
    }
    return NodeRegistry(std::move(specs));
}

Topology drawing() {
    Topology t;
    t.applicationId = "benchmark";
    for (int i = 0; i < NODES; ++i) {
        const int row = i / COLUMNS;
        Node node;
        node.id = "node-" + std::to_string(i);
        node.type = row == 0 ? "source" : row == NODES / COLUMNS - 1 ? "sink" : i % 3 == 0 ? "aggregate" : "filter";
        t.setPosition(node.id, {row * 256, i % COLUMNS * 96});
        t.nodes.push_back(std::move(node));
    }
    for (int i = 0; i < EDGES; ++i) {
        const int from = i % (NODES - COLUMNS);
        const int to = i < NODES - COLUMNS ? from + COLUMNS : std::min(NODES - 1, from + COLUMNS + 1 + i % 3);
        t.edges.push_back({{"node-" + std::to_string(from), "out"}, {"node-" + std::to_string(to), "in"}});
    }
    return t;
}

double percentile(std::vector<double> times, double share) {
    std::sort(times.begin(), times.end());
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

/// CPU time of this thread: a busy machine must not make the canvas look slow.
double cpuMillis() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void measure(CanvasView& view, double zoom, bool live) {
    view.setZoom(zoom);
    view.centerOn(2400, 1900);
    QImage frame(1600, 900, QImage::Format_ARGB32_Premultiplied);
    std::vector<double> times;
    for (int i = 0; i < FRAMES + 5; ++i) {
        view.horizontalScrollBar()->setValue(view.horizontalScrollBar()->value() + (i % 2 == 0 ? 7 : -5));
        QApplication::processEvents();
        const double before = cpuMillis();
        view.viewport()->render(&frame);
        if (i >= 5) times.push_back(cpuMillis() - before);
    }
    std::printf("zoom %3.0f %%%s  median %6.2f ms  p95 %6.2f ms\n", zoom * 100, live ? " live" : "     ", percentile(times, 0.5), percentile(times, 0.95));
}

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const NodeRegistry types = registry();
    Document document(types);
    document.push(edits::paste(document.topology(), drawing(), {0, 0}).edit);
    Checker checker(document);
    CanvasView view(document, checker, Theme::light());
    view.resize(1600, 900);
    view.show();
    QApplication::processEvents();
    std::printf("%zu nodes, %zu edges, 1600 x 900\n", view.canvas().nodeItems().size(), view.canvas().edgeItems().size());
    for (const double zoom : {0.1, 0.25, 0.34, 0.5, 1.0, 2.0}) measure(view, zoom, false);
    LiveFigures figures;
    for (const Node& node : document.topology().nodes) {
        CardFigures card;
        card.state = CardState::Running;
        card.recordsPerSecond = 1236;
        figures.nodes[node.id] = card;
    }
    for (const Edge& edge : document.topology().edges) figures.edges[edge] = {1236.0, 4.1, 5000};
    const double before = cpuMillis();
    view.setFigures(figures);
    std::printf("new figures for all of them: %.2f ms\n", cpuMillis() - before);
    for (const double zoom : {0.25, 0.5, 1.0}) measure(view, zoom, true);
    return 0;
}
