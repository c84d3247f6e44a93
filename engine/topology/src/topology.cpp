// SPDX-License-Identifier: Apache-2.0
#include "weir/topology/topology.h"

#include <algorithm>

namespace weir {
namespace {

bool isName(std::string_view text, std::size_t longest, std::string_view extra) {
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               extra.find(c) != std::string_view::npos;
    });
}

} // namespace

bool isNodeId(std::string_view id) { return isName(id, 64, "_-"); }
bool isApplicationId(std::string_view id) { return isName(id, 100, "._-") && id != "." && id != ".."; } // it names a folder
bool isTopicName(std::string_view name) { return isName(name, 249, "._-") && name != "." && name != ".."; }

const FieldValue* Node::field(std::string_view name) const {
    for (const auto& [key, value] : fields)
        if (key == name) return &value;
    return nullptr;
}

void Node::setField(std::string_view name, FieldValue value) {
    const auto at = std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.first == name; });
    if (value.isNull()) {
        if (at != fields.end()) fields.erase(at);
    } else if (at != fields.end()) {
        at->second = std::move(value);
    } else {
        fields.emplace_back(std::string(name), std::move(value));
    }
}

std::optional<std::size_t> Topology::indexOf(std::string_view id) const {
    for (std::size_t i = 0; i < nodes.size(); ++i)
        if (nodes[i].id == id) return i;
    return std::nullopt;
}

const Node* Topology::find(std::string_view id) const {
    const auto index = indexOf(id);
    return index ? &nodes[*index] : nullptr;
}

Node* Topology::find(std::string_view id) {
    const auto index = indexOf(id);
    return index ? &nodes[*index] : nullptr;
}

std::optional<CanvasPoint> Topology::position(std::string_view id) const {
    for (const auto& [node, at] : layout)
        if (node == id) return at;
    return std::nullopt;
}

void Topology::setPosition(std::string_view id, CanvasPoint at) {
    for (auto& [node, point] : layout) {
        if (node == id) {
            point = at;
            return;
        }
    }
    layout.emplace_back(std::string(id), at);
}

} // namespace weir
