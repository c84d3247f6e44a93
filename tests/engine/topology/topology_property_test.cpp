// SPDX-License-Identifier: Apache-2.0
// RapidCheck prints the seed of a failing run; RC_PARAMS="seed=…" repeats it.
#include "small_nodes.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace weir {
namespace {

std::string anyText() {
    static const std::vector<std::string> pieces{"a", "Z", "0", " ", "\"", "\\", "\n", "\t", "\x01", "ü", "→", "😀", "/", "{", "]", "x' OR 1", "\x7f"};
    std::string out;
    for (const std::string& piece : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces))) out += piece;
    return out;
}

std::string anyWord() {
    const std::string word = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("abcXYZ019_-")));
    return word.empty() ? "w" : word.substr(0, 20);
}

FieldValue anyValue(int depth) {
    switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0: return anyText();
    case 1: return *rc::gen::arbitrary<std::int64_t>();
    case 2: return *rc::gen::arbitrary<bool>();
    case 3: {
        const double d = *rc::gen::arbitrary<double>();
        return std::isfinite(d) ? d : 0.5;
    }
    case 4: {
        FieldValue::List list;
        for (int n = *rc::gen::inRange(0, 4); n > 0; --n) list.push_back(anyValue(depth - 1));
        return list;
    }
    default: {
        FieldValue::Object object;
        for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
            const std::string key = anyText() + std::to_string(n);
            object.emplace_back(key, anyValue(depth - 1));
        }
        return object;
    }
    }
}

std::vector<Node> anyNodes() {
    std::vector<Node> out;
    for (int n = *rc::gen::inRange(0, 6); n > 0; --n) {
        Node node;
        node.id = anyWord();
        node.type = anyWord();
        node.title = anyText();
        node.enabled = *rc::gen::arbitrary<bool>();
        for (int f = *rc::gen::inRange(0, 5); f > 0; --f) node.fields.emplace_back("field_" + std::to_string(f), anyValue(3));
        out.push_back(std::move(node));
    }
    return out;
}

std::vector<Edge> anyEdges() {
    std::vector<Edge> out;
    for (int n = *rc::gen::inRange(0, 6); n > 0; --n) {
        const bool usual = *rc::gen::arbitrary<bool>();
        out.push_back({{anyWord(), usual ? "out" : anyWord()}, {anyWord(), usual ? "in" : anyWord()}});
    }
    return out;
}

CanvasPoint anyPoint() { return {*rc::gen::inRange(-1'000'000, 1'000'000), *rc::gen::inRange(-1'000'000, 1'000'000)}; }

Topology anyTopology() {
    Topology t;
    t.schemaUrl = anyText();
    t.name = anyText();
    t.applicationId = anyWord();
    t.connection = anyText();
    if (*rc::gen::arbitrary<bool>()) t.guarantee = Guarantee::AtLeastOnce;
    if (*rc::gen::arbitrary<bool>()) t.profile = Profile::Throughput;
    if (*rc::gen::arbitrary<bool>()) t.onError = OnError::DeadLetter;
    if (*rc::gen::arbitrary<bool>()) t.settings = {{"linger", anyText()}, {"threads", *rc::gen::inRange(0, 64)}};
    t.deadLetterTopic = anyText();
    t.nodes = anyNodes();
    t.edges = anyEdges();
    if (*rc::gen::arbitrary<bool>()) t.subflows.push_back({anyText(), FieldValue::Object{{"p", anyValue(1)}}, anyNodes(), anyEdges()});
    std::set<std::string> placed;
    for (const Node& n : t.nodes)
        if (placed.insert(n.id).second) t.layout.emplace_back(n.id, anyPoint());
    for (int n = *rc::gen::inRange(0, 3); n > 0; --n) t.notes.push_back({anyText(), anyPoint(), anyPoint()});
    for (int n = *rc::gen::inRange(0, 3); n > 0; --n) t.groups.push_back({anyText(), {anyWord(), anyWord()}, anyText()});
    return t;
}

RC_GTEST_PROP(TopologyFile, LoadsWhatItSavedAndSavesTheSameBytes, ()) {
    const Topology drawn = anyTopology();
    const std::string saved = saveTopology(drawn);
    const auto loaded = loadTopology(saved, smallNodes());
    RC_LOG() << saved << text(loaded.diagnostics);
    RC_ASSERT(loaded.diagnostics.empty());
    RC_ASSERT(loaded.topology.has_value());
    RC_ASSERT(*loaded.topology == drawn);
    RC_ASSERT(saveTopology(*loaded.topology) == saved);
}

RC_GTEST_PROP(TopologyFile, ChecksWhateverWasDrawnWithoutACrash, ()) {
    const NodeRegistry registry = smallNodes();
    Topology drawn = anyTopology();
    for (Node& node : drawn.nodes) node.type = (*rc::gen::elementOf(registry.specs())).type;
    for (Edge& edge : drawn.edges) {
        if (drawn.nodes.empty()) break;
        edge.from.node = (*rc::gen::elementOf(drawn.nodes)).id;
        edge.to.node = (*rc::gen::elementOf(drawn.nodes)).id;
    }
    const auto plan = checkTopology(drawn, registry);
    for (const auto form : {DescribeForm::Text, DescribeForm::Dot, DescribeForm::Mermaid, DescribeForm::Json}) describePlan(*plan, form);
    countPartitions(*plan, {});
}

} // namespace
} // namespace weir
