// SPDX-License-Identifier: Apache-2.0
// Expected and actual output of the test driver, compared as topology-format.md 5 says: topic by topic; integers
// exactly, other numbers within 1e-9; a null field is not an absent one.
#pragma once

#include "weir/core/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace weir {

enum class CompareBy : std::uint8_t {
    Exact,      ///< the same records in the same order
    PerKey,     ///< of each key the same records in the same order
    FinalTables ///< of each key the same last value, tombstones left out
};

/// The first difference, for a person; nullopt: equal. Invalid if a text is not JSON Lines of output records.
Result<std::optional<std::string>> firstDifference(std::string_view expected, std::string_view actual, CompareBy by);

} // namespace weir
