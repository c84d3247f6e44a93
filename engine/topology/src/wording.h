// SPDX-License-Identifier: Apache-2.0
// Wording: the small parts of sentences that several checks share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// `; did you mean "where"?` if a candidate is near, else nothing.
std::string didYouMean(std::string_view word, const std::vector<std::string_view>& candidates);
/// "a, b or c"
std::string listOr(const std::vector<std::string>& words);
/// "an aggregate", "a join"
std::string withArticle(std::string_view noun);

} // namespace weir
