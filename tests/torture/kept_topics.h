// SPDX-License-Identifier: Apache-2.0
// Compaction and retention that die on their way: a topic with many records of few keys, and one that keeps some kilobytes.
#pragma once

#include "point_scenarios.h"

namespace weir::torture {

Result<> addKeptTopics(Scenarios& scenarios);
/// What the upkeep of an engine does with every topic of a folder, at once. An exit status: `weir-torture apply-retention` is a process of its own.
int applyRetention(const Path& data);

} // namespace weir::torture
