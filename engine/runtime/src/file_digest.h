// SPDX-License-Identifier: Apache-2.0
// SHA-256, as hexadecimal text.
#pragma once

#include "weir/core/file_system.h"

#include <string>
#include <string_view>

namespace weir {

std::string sha256(std::string_view bytes);
Result<std::string> sha256OfFile(FileSystem& files, const Path& path);

} // namespace weir
