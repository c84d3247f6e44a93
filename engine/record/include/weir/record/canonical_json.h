// SPDX-License-Identifier: Apache-2.0
// JSON text to its canonical bytes: no spaces, members as they came, integral numbers without fraction or exponent, only `"`, `\`
// and control characters escaped (topology-format.md 2). What JSON keys are hashed and compared by.
#pragma once

#include <string>
#include <string_view>

namespace weir {
/// Appends to `out`. False: not valid JSON, or deeper than 64.
bool appendCanonicalJson(std::string_view json, std::string& out);
}
