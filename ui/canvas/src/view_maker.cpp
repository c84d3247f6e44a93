// SPDX-License-Identifier: GPL-3.0-or-later
#include "view_maker.h"

#include "weir/document/engine_words.h"
#include "weir/document/plain_text.h"
#include "weir/document/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace weir {

namespace {

QString inNodes(const std::string& english) { return QCoreApplication::translate("nodes", english.c_str()); }
QString say(const char* text) { return QCoreApplication::translate("canvas", text); }
QString say(const char* text, int count) { return QCoreApplication::translate("canvas", text, nullptr, count); }

/// "restoring 1.2M/s, 3.1 s": what is left of it. A task that has not begun says that it starts.
QString restoringText(const CardFigures& figures) {
    if (!figures.restoringPercent) return say(QT_TRANSLATE_NOOP("canvas", "starting"));
    QString text = say(QT_TRANSLATE_NOOP("canvas", "restoring"));
    if (figures.recordsPerSecond > 0) text += QLatin1Char(' ') + rateText(figures.recordsPerSecond);
    if (figures.restoringSecondsLeft) text += QLatin1String(", ") + lagText(*figures.restoringSecondsLeft);
    return text;
}

/// "by region, 1m, grace 30s": each part by itself.
QString summaryWords(const std::string& summary) {
    QStringList parts = QString::fromStdString(summary).split(QStringLiteral(", "));
    for (QString& part : parts) part = engineWords(part.toStdString());
    return parts.join(QStringLiteral(", "));
}

/// Heights of n ports on one side.
double portHeight(std::size_t index, std::size_t count) {
    if (count <= 1) return 28;
    if (count == 2) return index == 0 ? 12 : 44;
    return 8 + 40.0 * static_cast<double>(index) / static_cast<double>(count - 1);
}

PortMark markOf(const EdgeType& type) {
    if (type.windowed()) return PortMark::Windowed;
    return type.isTable() ? PortMark::Table : PortMark::Stream;
}

QString kindText(const EdgeType& type) {
    if (type.kind == EdgeKind::GlobalTable) return say(QT_TRANSLATE_NOOP("canvas", "global table"));
    if (type.kind == EdgeKind::Table)
        return type.windowed() ? say(QT_TRANSLATE_NOOP("canvas", "windowed table")) : say(QT_TRANSLATE_NOOP("canvas", "table"));
    return type.windowed() ? say(QT_TRANSLATE_NOOP("canvas", "windowed stream")) : say(QT_TRANSLATE_NOOP("canvas", "stream"));
}

std::vector<PortView> portsOf(const Node& node, const NodeSpec* spec, const BoundNode* bound, NodeShape shape,
                              const std::vector<std::string>& wiredOutputs) {
    std::vector<PortView> ports;
    if (!spec) return ports;
    for (std::size_t i = 0; i < spec->inputs.size(); ++i) {
        PortView port;
        port.name = spec->inputs[i].name;
        port.y = portHeight(i, spec->inputs.size());
        if (port.name == "left") port.label = QStringLiteral("l");
        if (port.name == "right") port.label = QStringLiteral("r");
        if (bound)
            for (const BoundInput& input : bound->inputs)
                if (input.port == port.name) port.mark = markOf(input.produced);
        ports.push_back(std::move(port));
    }
    const std::vector<PortSpec> outputs = spec->outputsOf(node);
    const auto often = static_cast<std::size_t>(
        std::count_if(outputs.begin(), outputs.end(), [](const PortSpec& p) { return !p.optional; }));
    std::size_t index = 0;
    for (const PortSpec& output : outputs) {
        PortView port;
        port.name = output.name;
        port.output = true;
        port.y = output.optional ? 46 : portHeight(index++, often);
        port.quiet = output.optional &&
                     std::find(wiredOutputs.begin(), wiredOutputs.end(), output.name) == wiredOutputs.end();
        if (output.optional) port.label = inNodes(output.name);
        if (shape == NodeShape::Table) port.mark = PortMark::Table;
        if (bound)
            for (const BoundOutput& known : bound->outputs)
                if (known.port == port.name) {
                    port.mark = markOf(known.type);
                    port.toolTip = schemaToolTip(QString::fromStdString(node.id), known.type);
                }
        ports.push_back(std::move(port));
    }
    return ports;
}

} // namespace

QString schemaToolTip(const QString& title, const EdgeType& type) {
    QString html = QStringLiteral("<p style='white-space:nowrap'><b>%1</b> &nbsp; %2, %3</p>")
                       .arg(title.toHtmlEscaped(), kindText(type).toHtmlEscaped(),
                            QCoreApplication::translate("canvas", "key %1")
                                .arg(QString::fromStdString(typeName(type.keyType)))
                                .toHtmlEscaped());
    if (!type.columns || type.columns->columns.empty()) return html;
    html += QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    constexpr std::size_t MOST = 24;
    for (std::size_t i = 0; i < std::min(MOST, type.columns->size()); ++i) {
        const Column& column = type.columns->columns[i];
        html += QStringLiteral("<tr><td><code>%1</code></td><td>&nbsp;&nbsp;<code>%2</code></td></tr>")
                    .arg(QString::fromStdString(column.name).toHtmlEscaped(),
                         QString::fromStdString(typeName(column.type)).toHtmlEscaped());
    }
    html += QStringLiteral("</table>");
    if (type.columns->size() > MOST)
        html += QStringLiteral("<p>%1</p>").arg(say(QT_TRANSLATE_NOOP("canvas", "and %n more column(s)"), static_cast<int>(type.columns->size() - MOST)));
    return html;
}

NodeView makeNodeView(const Node& node, const NodeSpec* spec, const CheckResult& check,
                      const std::vector<std::string>& wiredOutputs) {
    NodeView view;
    const BoundNode* bound = check.bound(node.id);
    view.id = node.id;
    view.shape = shapeOf(node, spec);
    view.icon = iconOf(node);
    view.title = QString::fromStdString(node.title.empty() ? node.id : node.title);
    const QString type = spec ? inNodes(spec->title) : QString::fromStdString(node.type);
    view.settings = !node.enabled                       ? say(QT_TRANSLATE_NOOP("canvas", "bypassed"))
                    : bound && !bound->summary.empty() ? summaryWords(bound->summary)
                                                        : type;
    view.enabled = node.enabled;
    view.ports = portsOf(node, spec, bound, view.shape, wiredOutputs);
    if (bound && !bound->stores.empty() && view.shape == NodeShape::Stateful)
        view.store = QString::fromStdString(bound->stores.front().name);
    QString problems;
    for (const Diagnostic& d : check.diagnostics) {
        if (d.node != node.id || d.severity == Severity::Info) continue;
        ++(d.severity == Severity::Error ? view.errors : view.warnings);
        problems += QLatin1Char('\n') + (d.field.empty() ? QString() : QString::fromStdString(d.field) + QLatin1String(": ")) + engineWords(d.message);
    }
    view.toolTip = view.title + QLatin1String(" · ") + type + QLatin1Char('\n') + view.settings + problems;
    view.accessibleName = view.title + QLatin1String(", ") + type + QLatin1String(", ") + view.settings;
    return view;
}

void applyFigures(NodeView& view, const CardFigures* figures) {
    view.live.clear();
    view.liveIsError = false;
    view.liveIsMuted = false;
    view.state.reset();
    view.storeRows.clear();
    view.heat.reset();
    view.restoringPercent.reset();
    view.bufferPercent.reset();
    if (!figures || figures->state == CardState::Stopped) {
        if (figures && figures->errors > 0) {
            view.live = say(QT_TRANSLATE_NOOP("canvas", "stopped: %n error(s)"), static_cast<int>(figures->errors));
            view.liveIsError = true;
        }
        return;
    }
    view.state = figures->state;
    if (figures->storeRows) view.storeRows = countText(*figures->storeRows);
    if (figures->lagSeconds) view.heat = Theme::heatStep(*figures->lagSeconds);
    view.bufferPercent = figures->bufferPercent;
    switch (figures->state) {
    case CardState::Failed:
        view.live = say(QT_TRANSLATE_NOOP("canvas", "stopped: %n error(s)"), static_cast<int>(std::max<std::int64_t>(1, figures->errors)));
        view.liveIsError = true;
        view.errors = std::max(view.errors, 1);
        break;
    case CardState::Restoring:
        view.restoringPercent = figures->restoringPercent;
        view.live = restoringText(*figures);
        break;
    case CardState::Paused: view.live = say(QT_TRANSLATE_NOOP("canvas", "paused")); break;
    default: {
        view.live = rateText(figures->recordsPerSecond);
        if (figures->recordsPerSecond < 0.05) view.state = CardState::Idle;
        if (figures->errors > 0) view.live += QLatin1String(", ") + say(QT_TRANSLATE_NOOP("canvas", "%n error(s)"), static_cast<int>(figures->errors));
        else if (figures->p99Millis)
            view.live += QLatin1String(", ") + QCoreApplication::translate("canvas", "p99 %1 ms").arg(*figures->p99Millis, 0, 'f', 1);
        view.liveIsError = figures->errors > 0;
    }
    }
}

EdgeView makeEdgeView(const Edge& edge, const Node* from, const NodeSpec* fromSpec, const CheckResult& check) {
    EdgeView view;
    view.edge = edge;
    if (from && fromSpec && fromSpec->dynamicOutputs && edge.from.port != "out")
        view.label = QString::fromStdString(edge.from.port);
    if (edge.from.port == "late") view.label = inNodes("late");
    const QString title = QString::fromStdString(edge.from.node + " → " + edge.to.node);
    view.toolTip = plainToolTip(title);
    const BoundNode* target = check.bound(edge.to.node);
    if (!target) return view;
    for (const BoundInput& input : target->inputs)
        if (input.port == edge.to.port && input.fromPort == edge.from.port &&
            check.plan->typed.topology.nodes[input.node].id == edge.from.node)
            view.toolTip = schemaToolTip(title, input.produced);
    view.repartition = std::any_of(target->repartitions.begin(), target->repartitions.end(),
                                   [&](const Repartition& r) { return r.port == edge.to.port; });
    return view;
}

void applyFigures(EdgeView& view, const WireFigures* figures) {
    view.rate.clear();
    view.lag.clear();
    view.heat.reset();
    if (!figures) return;
    if (figures->recordsPerSecond) view.rate = rateText(*figures->recordsPerSecond);
    if (figures->lagSeconds) {
        view.lag = lagText(*figures->lagSeconds);
        view.heat = Theme::heatStep(*figures->lagSeconds);
    }
}

} // namespace weir
