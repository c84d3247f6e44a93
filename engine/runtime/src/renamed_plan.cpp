// SPDX-License-Identifier: Apache-2.0
#include "renamed_plan.h"

#include <set>

namespace weir {
namespace {

constexpr std::string_view deadLetterField = "dead_letter_topic";

} // namespace

std::shared_ptr<const Plan> renamedPlan(const Plan& plan, const std::string& stateName, const std::map<std::string, std::string>& topics) {
    auto out = std::make_shared<Plan>(plan);
    auto& topology = out->typed.topology;
    const auto prefix = topology.applicationId.size(); // "<app>-<node>.repartition"
    const auto renameInternal = [&](std::string& topic) { topic.replace(0, prefix, stateName); };
    const auto renameWritten = [&](std::string& topic) {
        if (const auto found = topics.find(topic); found != topics.end()) topic = found->second;
    };
    topology.applicationId = stateName;
    renameWritten(topology.deadLetterTopic);
    for (auto& node : topology.nodes) {
        const auto* field = node.field(deadLetterField);
        if (field == nullptr || field->text() == nullptr) continue;
        auto topic = *field->text();
        renameWritten(topic);
        node.setField(deadLetterField, FieldValue(std::move(topic)));
    }
    for (auto& node : out->typed.nodes) renameWritten(node.sinkTopic);
    for (auto& sub : out->subTopologies) {
        for (auto& source : sub.sources)
            if (source.repartition >= 0) renameInternal(source.topic);
        for (auto& repartition : sub.repartitions) renameInternal(repartition.topic);
    }
    return out;
}

std::vector<std::string> writtenTopics(const Plan& plan) {
    std::set<std::string> topics;
    for (const auto& node : plan.typed.nodes)
        if (!node.sinkTopic.empty()) topics.insert(node.sinkTopic);
    if (!plan.typed.topology.deadLetterTopic.empty()) topics.insert(plan.typed.topology.deadLetterTopic);
    for (const auto& node : plan.typed.topology.nodes)
        if (const auto* field = node.field(deadLetterField); field != nullptr && field->text() != nullptr) topics.insert(*field->text());
    return {topics.begin(), topics.end()};
}

std::vector<std::string> internalTopics(const Plan& plan) {
    std::set<std::string> topics;
    for (const auto& sub : plan.subTopologies) {
        for (const auto& repartition : sub.repartitions) topics.insert(repartition.topic);
        for (const auto& store : sub.stores)
            if (store.changelog && !store.global) topics.insert(plan.changelogTopic(store));
    }
    return {topics.begin(), topics.end()};
}

} // namespace weir
