// SPDX-License-Identifier: Apache-2.0
// Wording: the small parts of sentences that several checks share.
#pragma once

#include "weir/core/fix.h"
#include "weir/topology/topology.h"

#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// The candidate that a mistyped word means; empty: none is near.
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);
/// `; did you mean "where"?` if a candidate is near, else nothing.
std::string didYouMean(std::string_view word, const std::vector<std::string_view>& candidates);
/// A wire, as a fix names it.
WireEnds endsOf(const Edge& edge);
/// "a, b or c"
std::string listOr(const std::vector<std::string>& words);
/// "an aggregate", "a join"
std::string withArticle(std::string_view noun);

} // namespace weir
