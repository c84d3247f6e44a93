// SPDX-License-Identifier: Apache-2.0
// Topology: the drawing, as the file says it (topology-format.md 1). A plain value: no types, no checks.
// Threads  a value; copy it to hand it over.
#pragma once

#include "weir/topology/field_value.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct Node {
    std::string id;
    std::string type;
    std::string title; ///< what the canvas shows; empty: the id
    bool enabled = true;
    FieldValue::Object fields; ///< as written, defaults not filled in
    const FieldValue* field(std::string_view name) const;
    void setField(std::string_view name, FieldValue value); ///< a null value removes it
    bool operator==(const Node&) const = default;
};

struct PortRef {
    std::string node;
    std::string port; ///< "in", "out", "left", "right", "late", a branch's name; never empty
    bool operator==(const PortRef&) const = default;
    auto operator<=>(const PortRef&) const = default;
};

struct Edge {
    PortRef from;
    PortRef to;
    bool operator==(const Edge&) const = default;
    auto operator<=>(const Edge&) const = default;
};

struct CanvasPoint {
    int x = 0;
    int y = 0;
    bool operator==(const CanvasPoint&) const = default;
};

struct Note {
    std::string text;
    CanvasPoint at;
    CanvasPoint size{200, 80};
    bool operator==(const Note&) const = default;
};

struct Group {
    std::string title;
    std::vector<std::string> nodes;
    std::string color;
    bool operator==(const Group&) const = default;
};

struct Subflow {
    std::string name;
    FieldValue parameters;
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    bool operator==(const Subflow&) const = default;
};

enum class Guarantee : std::uint8_t { ExactlyOnce, AtLeastOnce };
enum class Profile : std::uint8_t { Latency, Balanced, Throughput };
enum class OnError : std::uint8_t { Fail, Skip, DeadLetter };

struct Topology {
    std::int64_t version = 1;
    std::string schemaUrl; ///< "$schema", kept
    std::string name;
    std::string applicationId;
    std::string connection; ///< empty: embedded
    std::optional<Guarantee> guarantee;
    std::optional<Profile> profile;
    FieldValue::Object settings;
    std::optional<OnError> onError;
    std::string deadLetterTopic;
    std::vector<Node> nodes;
    std::vector<Edge> edges;
    std::vector<Subflow> subflows;
    std::vector<std::pair<std::string, CanvasPoint>> layout;
    std::vector<Note> notes;
    std::vector<Group> groups;

    const Node* find(std::string_view id) const;
    Node* find(std::string_view id);
    std::optional<std::size_t> indexOf(std::string_view id) const;
    std::optional<CanvasPoint> position(std::string_view id) const;
    void setPosition(std::string_view id, CanvasPoint at);
    bool operator==(const Topology&) const = default;
};

/// [A-Za-z0-9_-]{1,64}
bool isNodeId(std::string_view id);
/// [A-Za-z0-9._-]{1,100}
bool isApplicationId(std::string_view id);
/// [A-Za-z0-9._-]{1,249}, neither "." nor ".."
bool isTopicName(std::string_view name);

} // namespace weir
