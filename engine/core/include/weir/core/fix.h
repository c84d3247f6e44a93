// SPDX-License-Identifier: Apache-2.0
// Fix: what would mend a mistake, as steps on the drawing. The engine only says it; the designer makes one undo step of it
// (ui/document, edits::mend), and `weir check --json` prints it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace weir {

/// Half-open range of bytes in a field's text.
struct Span {
    std::int32_t begin = -1;
    std::int32_t end = -1;
    bool known() const { return begin >= 0; }
    bool operator==(const Span&) const = default;
};

/// A wire by its ends, ports included.
struct WireEnds {
    std::string fromNode;
    std::string fromPort;
    std::string toNode;
    std::string toPort;
    bool operator==(const WireEnds&) const = default;
};

/// In the text of the field that the diagnostic names; an unknown span: the whole text.
struct ReplaceText {
    Span span;
    std::string text;
    bool operator==(const ReplaceText&) const = default;
};
/// Nothing: the field is removed.
using FixValue = std::variant<std::monostate, bool, std::int64_t, std::string>;
/// A field by its path; "type" and "id" are fields here too. An empty node: the file's own field.
struct SetField {
    std::string node;
    std::string field;
    FixValue value;
    bool operator==(const SetField&) const = default;
};
/// The value keeps its place under another name; `from` and `to` are paths with the same members before the last one.
struct RenameField {
    std::string node;
    std::string from;
    std::string to;
    bool operator==(const RenameField&) const = default;
};
/// A new node into a wire, by its ports "in" and "out"; its id is chosen where the fix is applied.
struct InsertNode {
    WireEnds wire;
    std::string type;
    std::vector<std::pair<std::string, std::string>> fields;
    bool operator==(const InsertNode&) const = default;
};
/// What fed it feeds its consumers then.
struct RemoveNode {
    std::string node;
    bool operator==(const RemoveNode&) const = default;
};
struct AddEdge {
    WireEnds wire;
    bool operator==(const AddEdge&) const = default;
};
struct RemoveEdge {
    WireEnds wire;
    bool operator==(const RemoveEdge&) const = default;
};
using FixStep = std::variant<ReplaceText, SetField, RenameField, InsertNode, RemoveNode, AddEdge, RemoveEdge>;

struct Fix {
    std::string title; ///< the button's text ("Change to amount")
    std::vector<FixStep> steps;
    bool operator==(const Fix&) const = default;
};

} // namespace weir
