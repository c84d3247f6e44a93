// SPDX-License-Identifier: Apache-2.0
// A data folder that is only looked at: through its owner if there is one, else without its lock, on a FrozenFiles.
#pragma once

#include "environment.h"
#include "frozen_files.h"

#include <memory>
#include <string>

namespace weir::cli {

class FolderView {
public:
    /// NotFound if there is no such folder.
    static Result<FolderView> open(const Environment& env, const Path& dataFolder);
    EngineAccess& engine() { return m_client ? *m_client : *m_engine; }
    /// What it sees does not move.
    bool frozen() const { return !m_client; }
    /// NotFound, with what to do.
    Result<TopicInfo> topic(const std::string& name);

private:
    std::unique_ptr<FrozenFiles> m_files;
    std::unique_ptr<EngineAccess> m_client;
    std::unique_ptr<EngineAccess> m_engine;
};

/// The topic of that name among those of an engine.
Result<TopicInfo> findTopic(EngineAccess& engine, const std::string& name);

} // namespace weir::cli
