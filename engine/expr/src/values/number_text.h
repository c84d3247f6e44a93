// SPDX-License-Identifier: Apache-2.0
// Numbers and booleans as text, both ways, as PostgreSQL 15 reads and prints them.
// Errors   invalid_text_representation, numeric_value_out_of_range.
#pragma once

#include "kernel.h"

#include <string>
#include <string_view>

namespace weir::expr {

std::string_view trimSpace(std::string_view text);
/// A quoted echo of the user's text for a message, cut where it is long.
std::string quoted(std::string_view text);
bool invalidText(KernelContext& context, std::string_view type, std::string_view text);

/// smallint, integer or bigint by `type`.
bool parseInteger(KernelContext& context, TypeId type, std::string_view text, std::int64_t& out);
bool parseDouble(KernelContext& context, std::string_view text, double& out);
bool parseReal(KernelContext& context, std::string_view text, double& out);
bool parseBoolean(KernelContext& context, std::string_view text, bool& out);

/// The shortest text that reads back, as PostgreSQL prints it (extra_float_digits 1).
void appendDouble(std::string& out, double value);
void appendReal(std::string& out, double value);

} // namespace weir::expr
