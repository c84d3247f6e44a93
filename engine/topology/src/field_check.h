// SPDX-License-Identifier: Apache-2.0
// FieldCheck: a node's fields against its type's FieldSpecs: unknown and missing ones, kinds, choices, conditions.
#pragma once

#include "weir/core/diagnostic.h"
#include "weir/topology/node_spec.h"

#include <string>
#include <string_view>

namespace weir {

void checkFields(const Node& node, const NodeSpec& spec, Diagnostics& diagnostics);
/// The sentence for a text that is no duration.
std::string notADuration(std::string_view text);
/// The value at "window.size" or "branches[1].where"; null if there is none.
const FieldValue* valueAt(const Node& node, std::string_view path);
/// The spec of such a path; null if there is none.
const FieldSpec* specAt(const NodeSpec& spec, std::string_view path);

} // namespace weir
