// SPDX-License-Identifier: Apache-2.0
// A condition over the records of an output topic, counted. The records go through a topology of their own, source and
// filter, so that formats, types and errors are the engine's.
#pragma once

#include "weir/testing/test_case.h"

namespace weir {

/// Why `assertion` does not hold over `records` (those of its topic are taken); nullopt: it holds.
Result<std::optional<std::string>> failedAssertion(const Plan& plan, const TestAssertion& assertion, const std::vector<TestRecord>& records);

} // namespace weir
