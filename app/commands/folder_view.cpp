// SPDX-License-Identifier: Apache-2.0
#include "folder_view.h"

#include <fmt/format.h>

namespace weir::cli {

Result<FolderView> FolderView::open(const Environment& env, const Path& dataFolder) {
    const auto about = env.files.info(dataFolder);
    if (!about)
        return fail(about.error().code, "There is no such data folder, or it can't be read: name one with --data-dir.",
                    {.file = dataFolder.string()});
    if (!about->directory)
        return fail(Errc::Invalid, "This is no folder: name a data folder with --data-dir.",
                    {.file = dataFolder.string()});
    FolderView access;
    auto client = EngineClient::connect(dataFolder);
    if (client) {
        access.m_client = std::move(*client);
        return access;
    }
    if (client.error().code == Errc::Unsupported || client.error().code == Errc::Permission)
        return fail(std::move(client).error());
    access.m_files = std::make_unique<FrozenFiles>(env.files);
    WEIR_TRY(access.m_engine, env.openEngine(dataFolder, *access.m_files, false));
    return access;
}

Result<TopicInfo> FolderView::topic(const std::string& name) {
    return findTopic(engine(), name);
}

Result<TopicInfo> findTopic(EngineAccess& engine, const std::string& name) {
    WEIR_CHECK(checkTopicName(name));
    WEIR_TRY(auto topics, engine.topics());
    for (auto& topic : topics)
        if (topic.spec.name == name) return std::move(topic);
    return fail(
        Errc::NotFound,
        fmt::format("There is no topic {}: `weir topic list` shows those there are, `weir topic create {}` makes it.",
                    name, name));
}

} // namespace weir::cli
