// SPDX-License-Identifier: Apache-2.0
// `weir describe`: the plan in Kafka Streams' words (TopologyDescription), with what Weir knows beyond it: types, what
// each edge carries, internal topics, settings.
#include "describe_parts.h"
#include "weir/topology/plan.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {

PlanView::PlanView(const Plan& plan) : m_plan(plan) {
    for (const SubTopology& sub : plan.subTopologies) {
        for (const PlannedRepartition& r : sub.repartitions) {
            m_repartitions.push_back(&r);
            m_writers.push_back(sub.id);
        }
    }
    for (const BoundNode& node : plan.typed.nodes) {
        for (std::size_t i = 0; i < node.inputs.size(); ++i) {
            const BoundInput& in = node.inputs[i];
            if (node.bypassed) continue;
            const auto topic = std::find_if(m_repartitions.begin(), m_repartitions.end(), [&](const auto* r) { return r->node == node.index && r->input == i && !r->byNode; });
            m_links.push_back({in.node, in.fromPort, node.index, in.port, in.edge, &in.produced, topic == m_repartitions.end() ? nullptr : *topic});
        }
    }
}

std::string PlanView::outName(const PlanLink& link) const {
    const std::string& to = m_plan.typed.topology.nodes[link.to].id;
    const std::string target = link.topic ? to + topicSuffix(*link.topic) : link.toPort == "in" ? to : to + ":" + link.toPort;
    return link.fromPort == "out" ? target : link.fromPort + ": " + target;
}

std::string PlanView::topicSuffix(const PlannedRepartition& r) const {
    const std::string head = m_plan.typed.topology.applicationId + "-" + m_plan.typed.topology.nodes[r.node].id;
    return r.topic.substr(std::min(head.size(), r.topic.size()));
}

std::vector<std::string> PlanView::carried(const PlanLink& link) const {
    std::vector<std::string> out;
    if (!link.type->columns || link.edge >= m_plan.edgeUses.size()) return out;
    const auto& mask = m_plan.edgeUses[link.edge].columns;
    for (std::size_t c = 0; c < mask.size() && c < link.type->columns->size(); ++c)
        if (mask[c]) out.push_back(link.type->columns->columns[c].name);
    return out;
}

namespace {

std::string joined(const std::vector<std::string>& words, const char* empty = "none") { return words.empty() ? empty : fmt::format("{}", fmt::join(words, ", ")); }

std::string edgeLine(const PlanView& view, const PlanLink& link) {
    std::string out = describeEdge(*link.type);
    if (link.type->columns) {
        const auto carried = view.carried(link);
        out += carried.size() == link.type->columns->size() ? "; all read" : "; read: " + joined(carried);
    }
    return out;
}

class TextDescription {
public:
    explicit TextDescription(const Plan& plan) : m_plan(plan), m_view(plan) {}

    std::string run() {
        const Topology& t = m_plan.typed.topology;
        m_out = fmt::format("Topology: {} (application id {})\n", t.name.empty() ? t.applicationId : t.name, t.applicationId);
        for (const SubTopology& sub : m_plan.subTopologies) subTopology(sub);
        changelogs();
        m_out += "\n   Settings:\n";
        Diagnostics unheard; // said by plan
        for (const auto& [name, value] : settingsAsText(resolveSettings(t, {}, unheard))) m_out += fmt::format("    {} = {}\n", name, value);
        return std::move(m_out);
    }

private:
    const std::string& id(std::size_t node) const { return m_plan.typed.topology.nodes[node].id; }

    void subTopology(const SubTopology& sub) {
        m_out += fmt::format("\n   Sub-topology: {}\n", sub.id);
        auto parts = sub.nodes;
        for (std::size_t node : sub.remotes)
            if (std::find(parts.begin(), parts.end(), node) == parts.end()) parts.push_back(node);
        for (std::size_t node : parts) {
            const BoundNode& bound = m_plan.typed.nodes[node];
            for (const PlannedSource& source : sub.sources)
                if (source.node == node && source.repartition >= 0) repartitionSource(source);
            processor(bound, sub);
            for (const PlannedRepartition& r : sub.repartitions)
                if (bound.index == (r.byNode ? r.node : m_plan.typed.nodes[r.node].inputs[r.input].node)) repartitionSink(r);
        }
    }
    void repartitionSource(const PlannedSource& source) {
        m_out += fmt::format("    Source: {} (topics: [{}])\n      --> {}\n", sourceName(source), source.topic, id(source.node));
    }
    std::string sourceName(const PlannedSource& source) const {
        for (const PlannedRepartition* r : m_view.repartitions())
            if (r->topic == source.topic) return id(r->node) + m_view.topicSuffix(*r) + "-source";
        return id(source.node) + "-source";
    }
    void repartitionSink(const PlannedRepartition& r) {
        m_out += fmt::format("    Sink: {}{} (topic: {})\n      <-- {}\n", id(r.node), m_view.topicSuffix(r), r.topic, id(r.byNode ? r.node : m_plan.typed.nodes[r.node].inputs[r.input].node));
    }
    void processor(const BoundNode& node, const SubTopology& sub) {
        std::vector<std::string> stores;
        for (const StoreSpec& s : node.stores)
            if (std::any_of(sub.stores.begin(), sub.stores.end(), [&](const StoreSpec& here) { return here.name == s.name; })) stores.push_back(s.name);
        if (node.inputs.empty() && !node.sourceTopic.empty()) {
            m_out += fmt::format("    Source: {} (topics: [{}])", id(node.index), node.sourceTopic);
            if (!stores.empty()) m_out += fmt::format(" (stores: [{}])", fmt::join(stores, ", "));
        } else if (!node.sinkTopic.empty()) {
            m_out += fmt::format("    Sink: {} (topic: {})", id(node.index), node.sinkTopic);
        } else {
            m_out += fmt::format("    Processor: {} ({}) (stores: [{}])", id(node.index), m_plan.typed.topology.nodes[node.index].type, fmt::join(stores, ", "));
        }
        if (!node.summary.empty()) m_out += " " + node.summary;
        m_out += '\n';
        std::vector<std::string> to;
        std::vector<std::string> from;
        std::string types;
        for (const PlanLink& link : m_view.links()) {
            if (link.from == node.index) {
                to.push_back(m_view.outName(link));
                types += fmt::format("      {}: {}\n", m_view.outName(link), edgeLine(m_view, link));
            }
            if (link.to == node.index) from.push_back(link.topic ? id(link.to) + m_view.topicSuffix(*link.topic) + "-source" : id(link.from));
        }
        if (!node.outputs.empty()) m_out += fmt::format("      --> {}\n", joined(to));
        if (!from.empty()) m_out += fmt::format("      <-- {}\n", joined(from));
        m_out += types;
    }
    void changelogs() {
        std::string lines;
        for (const SubTopology& sub : m_plan.subTopologies)
            for (const StoreSpec& s : sub.stores)
                if (s.changelog) lines += fmt::format("    {} (store {}, sub-topology {})\n", m_plan.changelogTopic(s), s.name, sub.id);
        if (!lines.empty()) m_out += "\n   Changelogs:\n" + lines;
    }

    const Plan& m_plan;
    PlanView m_view;
    std::string m_out;
};

/// Graphviz and Mermaid know no common escape; each gets its own for the quote.
std::string escaped(std::string_view text, std::string_view quote, std::string_view lineBreak) {
    std::string out;
    for (char c : text) {
        if (c == '"') out += quote;
        else if (c == '\n') out += lineBreak;
        else if (c == '\\' && quote == "\\\"") out += "\\\\";
        else if (c == '<' && quote != "\\\"") out += "&lt;";
        else if (c == '>' && quote != "\\\"") out += "&gt;";
        else if (c == '&' && quote != "\\\"") out += "&amp;";
        else out += c;
    }
    return out;
}

std::string describeDot(const Plan& plan) {
    const PlanView view(plan);
    const auto text = [](std::string_view t) { return escaped(t, "\\\"", "\\n"); };
    std::string out = fmt::format("digraph \"{}\" {{\n  rankdir=LR;\n  node [shape=box];\n", text(plan.typed.topology.applicationId));
    for (const SubTopology& sub : plan.subTopologies) {
        out += fmt::format("  subgraph cluster_{} {{\n    label=\"sub-topology {}\";\n", sub.id, sub.id);
        for (std::size_t node : sub.nodes)
            if (plan.subTopologyOf(node) == sub.id) out += fmt::format("    n{} [label=\"{}\\n{}\"];\n", node, text(plan.typed.topology.nodes[node].id), text(plan.typed.topology.nodes[node].type));
        out += "  }\n";
    }
    for (std::size_t r = 0; r < view.repartitions().size(); ++r) out += fmt::format("  t{} [shape=cylinder, label=\"{}\"];\n", r, text(view.repartitions()[r]->topic));
    for (const PlanLink& link : view.links()) {
        const auto topic = std::find(view.repartitions().begin(), view.repartitions().end(), link.topic);
        const std::string label = text(describeEdge(*link.type));
        if (link.topic)
            out += fmt::format("  n{} -> t{} [label=\"{}\"];\n  t{} -> n{};\n", link.from, topic - view.repartitions().begin(), label, topic - view.repartitions().begin(), link.to);
        else
            out += fmt::format("  n{} -> n{} [label=\"{}\"];\n", link.from, link.to, label);
    }
    for (std::size_t r = 0; r < view.repartitions().size(); ++r)
        if (view.repartitions()[r]->byNode) out += fmt::format("  n{} -> t{} [dir=both];\n", view.repartitions()[r]->node, r);
    return out + "}\n";
}

std::string describeMermaid(const Plan& plan) {
    const PlanView view(plan);
    const auto text = [](std::string_view t) { return escaped(t, "&quot;", "<br/>"); };
    std::string out = "flowchart LR\n";
    for (const SubTopology& sub : plan.subTopologies) {
        out += fmt::format("  subgraph s{}[\"sub-topology {}\"]\n", sub.id, sub.id);
        for (std::size_t node : sub.nodes)
            if (plan.subTopologyOf(node) == sub.id) out += fmt::format("    n{}[\"{}<br/>{}\"]\n", node, text(plan.typed.topology.nodes[node].id), text(plan.typed.topology.nodes[node].type));
        out += "  end\n";
    }
    for (std::size_t r = 0; r < view.repartitions().size(); ++r) out += fmt::format("  t{}[(\"{}\")]\n", r, text(view.repartitions()[r]->topic));
    for (const PlanLink& link : view.links()) {
        const auto topic = std::find(view.repartitions().begin(), view.repartitions().end(), link.topic);
        const std::string label = text(describeEdge(*link.type));
        if (link.topic)
            out += fmt::format("  n{} -->|\"{}\"| t{} --> n{}\n", link.from, label, topic - view.repartitions().begin(), link.to);
        else
            out += fmt::format("  n{} -->|\"{}\"| n{}\n", link.from, label, link.to);
    }
    for (std::size_t r = 0; r < view.repartitions().size(); ++r)
        if (view.repartitions()[r]->byNode) out += fmt::format("  n{} <--> t{}\n", view.repartitions()[r]->node, r);
    return out;
}

} // namespace

std::string describePlan(const Plan& plan, DescribeForm form) {
    switch (form) {
    case DescribeForm::Text: return TextDescription(plan).run();
    case DescribeForm::Dot: return describeDot(plan);
    case DescribeForm::Mermaid: return describeMermaid(plan);
    case DescribeForm::Json: return describeJson(plan);
    }
    return {};
}

} // namespace weir
