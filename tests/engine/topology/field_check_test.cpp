// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <gtest/gtest.h>

namespace weir {
namespace {

/// What bind says of a node's fields, without its wires.
std::string said(const std::string& type, FieldValue::Object fields) {
    Diagnostics out;
    for (Diagnostic& d : bindTopology(Drawing().node("n", type, std::move(fields)).topology(), smallNodes()).diagnostics)
        if (d.code != "not_connected") out.push_back(d);
    return text(out);
}

TEST(Fields, MissingOnesAreNamed) {
    EXPECT_EQ(said("filter", {}), "node n: where: is missing\n");
    EXPECT_EQ(said("filter", {{"where", ""}}), "node n: where: is missing\n");
}

TEST(Fields, UnknownOnesAreNamedAlsoInside) {
    EXPECT_EQ(said("filter", {{"where", "x"}, {"zzz", 1}}), "node n: zzz: unknown key \"zzz\" in a filter\n");
    EXPECT_EQ(said("aggregate", {{"window", FieldValue::Object{{"type", "tumbling"}, {"siez", "5m"}}}}), "node n: window.siez: unknown key \"siez\" in \"window\"; did you mean \"size\"?\n");
}

TEST(Fields, OfTheWrongKindAreNamed) {
    EXPECT_EQ(said("filter", {{"where", 5}}), "node n: where: must be a text in quotes\n");
    EXPECT_EQ(said("repartition", {{"partitions", "4"}}), "node n: partitions: must be a whole number\n");
    EXPECT_EQ(said("repartition", {{"partitions", 4.5}}), "node n: partitions: must be a whole number\n");
    EXPECT_EQ(said("gauge", {{"share", "much"}, {"on", 1}}), "node n: share: must be a number\nnode n: on: must be true or false\n");
    EXPECT_EQ(said("gauge", {{"share", 1}, {"on", true}}), "");
    EXPECT_EQ(said("aggregate", {{"window", "5m"}}), "node n: window: must be an object\n");
    EXPECT_EQ(said("filter", {{"where", "x"}, {"reads", FieldValue::List{"a", 1}}}), "node n: reads[1]: must be a text in quotes\n");
    EXPECT_EQ(said("branch", {{"branches", FieldValue::List{"eu"}}}), "node n: branches[0]: must be an object\n");
}

TEST(Fields, ChoicesAreListed) {
    EXPECT_EQ(said("join", {{"how", "lift"}}), "node n: how: must be \"inner\", \"left\" or \"outer\", not \"lift\"; did you mean \"left\"?\n");
    EXPECT_EQ(said("filter", {{"where", "x"}, {"on_error", "ignore"}}), "node n: on_error: must be \"fail\", \"skip\" or \"dead-letter\", not \"ignore\"\n");
}

TEST(Fields, DurationsTakeUnitsWordsOrAnObject) {
    EXPECT_EQ(said("join", {{"within", "10m"}}), "");
    EXPECT_EQ(said("join", {{"within", FieldValue::Object{{"before", "0ms"}, {"after", "30s"}}}}), "");
    EXPECT_EQ(said("join", {{"within", FieldValue::Object{{"before", "0ms"}}}}), "node n: within.after: is missing\n");
    EXPECT_EQ(said("join", {{"within", "10 minutes"}}),
              "node n: within: \"10 minutes\" is no duration: write a whole number and a unit, like \"250ms\", \"10s\", \"5m\", \"24h\" or \"7d\"\n");
    EXPECT_EQ(said("source", {{"topic", "t"}, {"max_future", "none"}}), "");
}

TEST(Fields, ThatGoOnlyWithAnotherAreHeldToIt) {
    const auto window = [](const char* type, bool advance) {
        FieldValue::Object w{{"type", type}, {"size", "5m"}};
        if (advance) w.emplace_back("advance", "1m");
        return FieldValue::Object{{"window", w}};
    };
    EXPECT_EQ(said("aggregate", window("hopping", true)), "");
    EXPECT_EQ(said("aggregate", window("hopping", false)), "node n: window.advance: is missing\n");
    EXPECT_EQ(said("aggregate", window("tumbling", true)), "node n: window.advance: goes only with type \"hopping\"; remove it\n");
    EXPECT_EQ(said("aggregate", window("tumbling", false)), "");
}

TEST(Fields, TopicNamesNeverReachTheFileSystem) {
    for (const char* name : {"../x", "a/b", ".", "..", "a b", "ä"}) EXPECT_NE(said("sink", {{"topic", name}}).find("is no topic name"), std::string::npos) << name;
    EXPECT_NE(said("sink", {{"topic", std::string(250, 't')}}).find("is no topic name"), std::string::npos);
    EXPECT_NE(said("sink", {{"topic", "__offsets"}}).find("kept for internal topics"), std::string::npos);
    EXPECT_EQ(said("sink", {{"topic", "a.b_c-1"}}), "");
}

TEST(Fields, NamesOfStoresAndBranchesAreChecked) {
    EXPECT_EQ(said("aggregate", {{"store", "a b"}}), "node n: store: \"a b\" is no name: use 1 to 64 letters, digits, _ and -\n");
    EXPECT_NE(said("branch", {{"branches", FieldValue::List{FieldValue::Object{{"name", "a:b"}, {"where", "x"}}}}}).find("branches[0].name"), std::string::npos);
}

TEST(Fields, DeadLetterNeedsATopicHereOrInTheFile) {
    EXPECT_NE(said("filter", {{"where", "x"}, {"on_error", "dead-letter"}}).find("dead_letter_topic: is missing here and in the file"), std::string::npos);
    EXPECT_EQ(said("filter", {{"where", "x"}, {"on_error", "dead-letter"}, {"dead_letter_topic", "bad"}}), "");
    Topology file = Drawing().topology();
    file.onError = OnError::DeadLetter;
    EXPECT_EQ(text(bindTopology(file, smallNodes()).diagnostics), "dead_letter_topic: is missing: on_error \"dead-letter\" needs the topic that failing records go to\n");
}

} // namespace
} // namespace weir
