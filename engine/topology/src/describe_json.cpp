// SPDX-License-Identifier: Apache-2.0
#include "describe_parts.h"

#include <nlohmann/json.hpp>

namespace weir {
namespace {

using Json = nlohmann::ordered_json;

Json storesOf(const Plan& plan, const std::vector<StoreSpec>& stores) {
    Json out = Json::array();
    for (const StoreSpec& s : stores) {
        const char* kind = s.kind == StoreSpec::Kind::KeyValue  ? "key-value"
                           : s.kind == StoreSpec::Kind::Window  ? "window"
                           : s.kind == StoreSpec::Kind::Session ? "session"
                           : s.kind == StoreSpec::Kind::Join    ? "join"
                           : s.kind == StoreSpec::Kind::Seen    ? "seen"
                                                                : "buffer";
        Json store{{"name", s.name}, {"kind", kind}};
        if (s.retentionMs >= 0) store["retention_ms"] = s.retentionMs;
        if (s.changelog) store["changelog"] = plan.changelogTopic(s);
        out.push_back(std::move(store));
    }
    return out;
}

Json columnsOf(const EdgeType& type) {
    Json out = Json::array();
    if (type.columns)
        for (const Column& c : type.columns->columns) out.push_back({{"name", c.name}, {"type", typeName(c.type)}});
    return out;
}

} // namespace

std::string describeJson(const Plan& plan) {
    const PlanView view(plan);
    const Topology& topology = plan.typed.topology;
    Json out{{"application_id", topology.applicationId}, {"name", topology.name}, {"sub_topologies", Json::array()}};
    for (const SubTopology& sub : plan.subTopologies) {
        Json one{{"id", sub.id}, {"sources", Json::array()}, {"nodes", Json::array()}, {"repartitions", Json::array()}};
        for (const PlannedSource& s : sub.sources)
            one["sources"].push_back({{"topic", s.topic}, {"node", topology.nodes[s.node].id}, {"internal", s.repartition >= 0}, {"global", s.global}});
        for (std::size_t index : sub.nodes) {
            const BoundNode& node = plan.typed.nodes[index];
            Json n{{"id", topology.nodes[index].id}, {"type", topology.nodes[index].type}};
            if (!node.sinkTopic.empty()) n["topic"] = node.sinkTopic;
            if (!node.summary.empty()) n["summary"] = node.summary;
            if (!node.stores.empty()) n["stores"] = storesOf(plan, node.stores);
            one["nodes"].push_back(std::move(n));
        }
        for (const PlannedRepartition& r : sub.repartitions) one["repartitions"].push_back({{"topic", r.topic}, {"node", topology.nodes[r.node].id}});
        out["sub_topologies"].push_back(std::move(one));
    }
    out["edges"] = Json::array();
    for (const PlanLink& link : view.links()) {
        Json edge{{"from", topology.nodes[link.from].id + ":" + link.fromPort},
                  {"to", topology.nodes[link.to].id + ":" + link.toPort},
                  {"kind", link.type->kind == EdgeKind::Stream ? "stream" : link.type->kind == EdgeKind::Table ? "table" : "global-table"},
                  {"windowed", link.type->windowed()},
                  {"key", {{"format", std::string(formatName(link.type->keyFormat))}, {"type", typeName(link.type->keyType)}}},
                  {"columns", columnsOf(*link.type)},
                  {"carries", view.carried(link)}};
        if (link.topic) edge["topic"] = link.topic->topic;
        out["edges"].push_back(std::move(edge));
    }
    Diagnostics unheard; // said by plan
    out["settings"] = Json::object();
    for (const auto& [name, value] : settingsAsText(resolveSettings(topology, {}, unheard))) out["settings"][name] = value;
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace weir
