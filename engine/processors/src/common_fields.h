// SPDX-License-Identifier: Apache-2.0
// Fields that several node types share, described once.
#pragma once

#include "weir/topology/bind.h"
#include "weir/topology/node_spec.h"

#include <cstdint>
#include <vector>

namespace weir {

FieldSpec keyFormatField(bool source);
FieldSpec valueFormatField(bool source);
FieldSpec partitionsField();
/// on_error and dead_letter_topic, appended to every node that evaluates or decodes.
void addErrorFields(std::vector<FieldSpec>& fields);
FieldSpec selectField(std::string help, FieldKind kind = FieldKind::SelectList);
FieldSpec storeField();

/// What either reads.
expr::SideUse mergeUses(expr::SideUse a, const expr::SideUse& b);
/// One side over a node's only input.
expr::Scope inputScope(const BoundInput& input);
/// The EdgeType of rows whose columns were computed from `input`.
EdgeType computedRow(const EdgeType& input, const Schema& columns);
/// "format" members of the key or value field; the default when absent. Says a diagnostic on unknown words.
Format formatField(BindContext& context, std::string_view field, Format fallback);

/// A fix for an input without a key: a select-key by the column that looks like one (of `wanted`'s type); nullopt: none does.
std::optional<Fix> keyBefore(const BindContext& context, const BoundInput& input, std::optional<Type> wanted = {});
/// The column of a row that its key would be; empty: none looks like one.
std::string keyColumn(const BoundInput& input, std::optional<Type> wanted = {});

} // namespace weir
