// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace weir::expr {

/// The 16 bytes of the MD5 hash.
std::string md5(std::string_view bytes);

} // namespace weir::expr
