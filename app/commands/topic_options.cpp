// SPDX-License-Identifier: Apache-2.0
#include "topic_options.h"

namespace weir::cli {

Result<TopicSpec> TopicOptions::in(TopicSpec spec) const {
    if (!cleanup.empty())
        spec.cleanup = cleanup == "delete"    ? Cleanup::Delete
                       : cleanup == "compact" ? Cleanup::Compact
                                                      : Cleanup::CompactDelete;
    if (!durability.empty())
        spec.durability = durability == "fsync" ? Durability::Fsync : Durability::Buffered;
    if (retention == "none") {
        spec.retention.reset();
    } else if (!retention.empty()) {
        WEIR_TRY(spec.retention, parseDuration(retention));
    }
    if (retentionBytes == "none") {
        spec.retentionBytes.reset();
    } else if (!retentionBytes.empty()) {
        WEIR_TRY(spec.retentionBytes, parseSize(retentionBytes));
    }
    if (!segmentBytes.empty()) {
        WEIR_TRY(spec.segmentBytes, parseSize(segmentBytes));
    }
    if (!deleteRetention.empty()) {
        WEIR_TRY(spec.deleteRetention, parseDuration(deleteRetention));
    }
    return spec;
}

} // namespace weir::cli
