// SPDX-License-Identifier: Apache-2.0
// bytea as text ("\x01ff"; the escape form "a\\001" is read too) and as base64.
// Errors   invalid_parameter_value, invalid_text_representation.
#pragma once

#include "kernel.h"

namespace weir::expr {

void appendBytea(std::string& out, std::string_view bytes);
void appendHex(std::string& out, std::string_view bytes);
bool byteaFromText(KernelContext& context, std::string_view text, Datum& out);
bool bytesFromHex(KernelContext& context, std::string_view hex, std::string& out);
bool bytesFromBase64(KernelContext& context, std::string_view text, std::string& out);

} // namespace weir::expr
