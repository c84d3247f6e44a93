// SPDX-License-Identifier: Apache-2.0
// Recovery of a partition's folder at open. docs/formats/segment.md, "Opening".
#pragma once

#include "segment_files.h"
#include "weir/log/partition_log.h"

#include <memory>
#include <vector>

namespace weir {

struct RecoveredLog {
    std::vector<std::shared_ptr<Segment>> segments; ///< by base offset, at least one; the last is open for appending
    TransactionTable transactions;
    bool durable = false; ///< the folder's entries are known to be synced
};
/// Changes nothing when it fails with Corrupt.
Result<RecoveredLog> recoverLog(FileSystem& files, const Path& folder, const PartitionLogOptions& options, RecoveryReport& report);

} // namespace weir
