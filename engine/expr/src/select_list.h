// SPDX-License-Identifier: Apache-2.0
// SelectList: the columns of a parsed target list, bound and named as topology-format.md 3 says.
#pragma once

#include "binder.h"
#include "parse.h"

#include "weir/expr/compile.h"

namespace weir::expr {

struct SelectList {
    std::vector<Bound*> columns;
    std::vector<std::string> names;
    std::vector<std::int32_t> locations;
    std::vector<bool> flat;
};

/// Bind every target. `needsNames`: each column needs a name, and no two the same. False: reported.
bool bindSelectList(std::span<Node* const> targets, bool needsNames, bool flat, Binder& binder, SelectList& out);

/// Parse under the caps and call `work` with the targets, on a stack that is deep enough; problems become diagnostics.
void withTargets(std::string_view text, Arena& arena, Diagnostics& diagnostics, const std::function<void(std::span<Node* const>)>& work);

/// Fold, check and generate the bound columns; names and types become the outputs.
Program finish(const SelectList& list, std::span<const Side> sides, std::string_view text, Arena& arena, Diagnostics& diagnostics);

} // namespace weir::expr
