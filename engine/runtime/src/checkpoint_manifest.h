// SPDX-License-Identifier: Apache-2.0
// CheckpointManifest: what a checkpoint's manifest.json says (docs/formats/checkpoint.md): of whom it is, where every task stood, which files
// belong to it and what they hold.
// Errors   Corrupt (it is not what was written), Unsupported (a later version's).
#pragma once

#include "stateful_shape.h"

#include "weir/core/file_system.h"
#include "weir/log/commit_journal.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weir {

struct SavedStore {
    std::string name;
    std::string changelog; ///< its topic
    std::int64_t end = 0;  ///< where it stood
};
struct SavedTask {
    std::int32_t subTopology = 0;
    std::int32_t partition = 0;
    std::optional<CommitRecord> commit; ///< none: it had committed nothing yet
    bool database = false;
    std::vector<SavedStore> stores;     ///< those with a changelog
};
struct SavedFile {
    std::string path; ///< in the checkpoint's folder, with '/'
    std::int64_t bytes = 0;
    std::string sha256;
};

struct CheckpointManifest {
    std::string application;
    std::string name;
    std::string stateName;    ///< that its changelogs bore
    std::int64_t createdMs = 0;
    std::string file;         ///< the topology's, for messages
    std::string topologyHash; ///< SHA-256
    StatefulShape shape;
    std::vector<SavedTask> tasks;
    std::vector<SavedFile> files; ///< all but the manifest

    const SavedTask* find(std::int32_t subTopology, std::int32_t partition) const;
    bool holds(const std::string& path) const;
    std::int64_t bytes() const;
};

inline const std::string manifestFile = "manifest.json";
inline const std::string topologyFile = "topology.weir";
std::string taskName(std::int32_t subTopology, std::int32_t partition);
/// Paths in the checkpoint's folder.
std::string databasePath(const std::string& task);
std::string changesPath(const std::string& task, const std::string& store);
/// `topic`: of a repartition topic what stands behind the application's name.
std::string waitingPath(const std::string& task, const std::string& topic);

std::string toText(const CheckpointManifest& manifest);
Result<CheckpointManifest> manifestFrom(const std::string& text);
Result<CheckpointManifest> readManifest(FileSystem& files, const Path& folder);
/// The folder holds what the manifest says, byte for byte (`contents`), or at least as many bytes and no file else.
Result<> checkFiles(FileSystem& files, const Path& folder, const CheckpointManifest& manifest, bool contents);
/// All files below a folder, as paths in it, sorted.
Result<std::vector<std::string>> filesBelow(FileSystem& files, const Path& folder);

} // namespace weir
