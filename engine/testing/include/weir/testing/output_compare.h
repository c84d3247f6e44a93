// SPDX-License-Identifier: Apache-2.0
// Expected and actual output of the test driver, compared as topology-format.md 5 says: topic by topic; integers
// exactly, other numbers within 1e-9; a null field is not an absent one.
#pragma once

#include "weir/core/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

enum class CompareBy : std::uint8_t {
    Exact,      ///< the same records in the same order
    PerKey,     ///< of each key the same records in the same order
    FinalTables ///< of each key the same last value, tombstones left out
};

/// A record that was expected beside the one that came in its place.
struct ComparedRecord {
    std::string group;        ///< "topic totals", or "topic totals, key "eu""
    std::size_t number = 0;   ///< within the group, from 1
    std::string expected;     ///< its JSON; empty: none was expected here
    std::string came;         ///< its JSON; empty: none came
    std::size_t expectedLine = 0;
    std::size_t cameLine = 0;
    std::string part;         ///< what of it differs: key, value, timestamp, headers; "record" where one of them is missing; empty: nothing
};
/// Every record, group by group. Invalid if a text is not JSON Lines of output records.
Result<std::vector<ComparedRecord>> compareOutputs(std::string_view expected, std::string_view actual, CompareBy by);
/// The first difference, for a person; nullopt: equal. Errors as above.
Result<std::optional<std::string>> firstDifference(std::string_view expected, std::string_view actual, CompareBy by);

} // namespace weir
