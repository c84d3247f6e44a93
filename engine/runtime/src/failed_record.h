// SPDX-License-Identifier: Apache-2.0
// What becomes of a record that fails: on_error of its node or file, and the headers of a dead letter (topology-format.md 1).
#pragma once

#include "weir/core/result.h"
#include "weir/record/row.h"
#include "weir/topology/topology.h"

#include <string>

namespace weir {

struct FailedRecord {
    Place place;
    std::string condition;
    std::string message;
};

struct ErrorPolicy {
    OnError onError = OnError::Fail;
    std::string deadLetterTopic;
};
ErrorPolicy errorPolicy(const Topology& topology, const Node& node);

struct OwnedHeaders {
    std::int32_t count = 0;
    std::string bytes;
};
/// The record's own headers and __weir.error.code .message .node .topic .partition .offset.
OwnedHeaders deadLetterHeaders(const FailedRecord& failed, const HeadersView& own);

} // namespace weir
