// SPDX-License-Identifier: Apache-2.0
// TopicOptions: what topic create and alter say of a topic on the command line. An empty text leaves the spec as it is.
#pragma once

#include "weir/core/time.h"
#include "weir/log/topic_store.h"

#include <string>

namespace weir::cli {

struct TopicOptions {
    std::string cleanup;    ///< delete, compact, compact-delete
    std::string durability; ///< fsync, buffered
    std::string retention;  ///< or "none"
    std::string retentionBytes; ///< or "none"
    std::string segmentBytes;
    std::string deleteRetention;

    /// The spec with what the options name in place; Invalid: wrong usage.
    Result<TopicSpec> in(TopicSpec spec) const;
};

} // namespace weir::cli
