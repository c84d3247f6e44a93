// SPDX-License-Identifier: Apache-2.0
// Arrays as text, `{1,NULL,"a b"}`, and their building. One dimension, lower bound 1.
// Errors   invalid_text_representation; feature_not_supported for more dimensions.
#pragma once

#include "kernel.h"

namespace weir::expr {

bool arrayToText(KernelContext& context, const Type& type, const Datum& value, std::string& out);
bool arrayFromText(KernelContext& context, const Type& type, std::string_view text, Datum& out);
Datum arrayDatum(Arena& arena, const Datum* elements, std::size_t length); ///< copies the datums, not their bytes
bool memoryLimit(KernelContext& context); ///< program_limit_exceeded
/// May `bytes` more be taken from the arena?
bool mayGrow(KernelContext& context, std::size_t bytes);

} // namespace weir::expr
