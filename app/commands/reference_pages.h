// SPDX-License-Identifier: Apache-2.0
// The reference: a page for each node type and each SQL function, from the registry and the function tables. What an example
// gives is not written down: it is run while the page is made.
#pragma once

#include "weir/topology/node_spec.h"

#include <string>
#include <vector>

namespace weir::cli {

const char* fieldKindName(FieldKind kind);
/// For a terminal.
std::string nodeText(const NodeSpec& spec);
/// Markdown, with the example and its output.
std::string nodePage(const NodeSpec& spec, const NodeRegistry& registry);

struct ReferencePage {
    std::string path; ///< "nodes/filter.md"
    std::string text;
};
std::vector<ReferencePage> referencePages(const NodeRegistry& registry);

} // namespace weir::cli
