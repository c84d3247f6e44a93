// SPDX-License-Identifier: Apache-2.0
// What is asked of an engine about checkpoints (docs/adr/0011): plain values; EngineAccess has the calls.
#pragma once

#include "weir/core/result.h"
#include "weir/runtime/run_control.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weir {

struct CheckpointRequest {
    std::string applicationId; ///< empty: the topology's
    std::string name;
    std::string topologyText;  ///< may be empty where this process runs the application, or ran it
    std::string file;          ///< its name, for messages
};
struct CheckpointInfo {
    std::string applicationId;
    std::string name;
    std::int64_t createdMs = 0;
    std::int64_t bytes = 0;
    std::string topologyHash; ///< SHA-256 of the file, hexadecimal
    std::map<std::string, std::int64_t> positions;  ///< "topic-partition" → everything before this offset of the input is in it
    std::map<std::string, std::int64_t> changelogs; ///< "changelog-partition" → where its store stood
    bool current = false;       ///< its changelogs are those that the application has now
    std::optional<Error> error; ///< it can't be read; then name and application are all that is known
};

/// Rows of a store as they were.
struct StateQuery {
    std::string applicationId;
    std::string store;
    /// Of the store's changelog: the changes before these offsets; of a partition that is not named, all. A time: the changes before the
    /// first one whose record is of this time or later.
    LogPosition at{LogPosition::Kind::Latest, {}, 0};
    std::string checkpoint; ///< in place of `at`: as the checkpoint has it
    std::string keyPrefix;
    std::size_t limit = 500;
    std::string topologyText; ///< empty: the running job's, else that of a checkpoint
    std::string file;
};
/// What the rows of one partition were made of.
struct StatePlace {
    std::int32_t partition = 0;
    std::int64_t offset = 0; ///< of the changelog; the changes before it are in
    std::string checkpoint;  ///< that it began with; empty: the changelog's start
    std::int64_t from = 0;   ///< the changelog was read from here
};

} // namespace weir
