// SPDX-License-Identifier: Apache-2.0
#include "checkpoint_manifest.h"

#include "file_digest.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace weir {
namespace {

using Json = nlohmann::json;
constexpr int formatVersion = 1;
constexpr std::int64_t manifestBytesMax = 64LL << 20;
const std::string digestMember = "sha256";

// A file's name may be no UTF-8.
std::string dumped(const Json& json, int indent = -1) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

Json toJson(const StatefulShape& shape) {
    Json out = Json::array();
    for (const auto& sub : shape.subTopologies) {
        Json stores = Json::array();
        for (const auto& store : sub.stores) stores.push_back({{"name", store.name}, {"kind", store.kind}, {"hash", fmt::format("{:016x}", store.hash)}, {"retention", store.retentionMs}});
        out.push_back({{"id", sub.id}, {"tasks", sub.tasks}, {"sources", sub.sources}, {"stores", stores}});
    }
    return out;
}

StatefulShape shapeFrom(const Json& json) {
    StatefulShape shape;
    for (const auto& item : json) {
        auto& sub = shape.subTopologies.emplace_back();
        sub.id = item.at("id").get<std::int32_t>();
        sub.tasks = item.at("tasks").get<std::int32_t>();
        sub.sources = item.at("sources").get<std::vector<std::string>>();
        for (const auto& each : item.at("stores")) {
            const auto hex = each.at("hash").get<std::string>();
            StatefulShape::Store store{each.at("name").get<std::string>(), each.at("kind").get<std::int32_t>(), 0, each.at("retention").get<std::int64_t>()};
            std::from_chars(hex.data(), hex.data() + hex.size(), store.hash, 16);
            sub.stores.push_back(std::move(store));
        }
    }
    return shape;
}

Json toJson(const SavedTask& task) {
    Json stores = Json::array();
    for (const auto& store : task.stores) stores.push_back({{"name", store.name}, {"changelog", store.changelog}, {"end", store.end}});
    Json out{{"sub", task.subTopology}, {"partition", task.partition}, {"database", task.database}, {"stores", stores}};
    if (task.commit) out["commit"] = {{"positions", task.commit->positions}, {"changelogs", task.commit->changelogs}, {"streamTime", task.commit->streamTime}};
    return out;
}

SavedTask taskFrom(const Json& json, const std::string& stateName) {
    SavedTask task{.subTopology = json.at("sub").get<std::int32_t>(), .partition = json.at("partition").get<std::int32_t>(), .commit = std::nullopt, .database = json.at("database").get<bool>(), .stores = {}};
    for (const auto& store : json.at("stores")) task.stores.push_back({store.at("name").get<std::string>(), store.at("changelog").get<std::string>(), store.at("end").get<std::int64_t>()});
    if (const auto commit = json.find("commit"); commit != json.end()) {
        CommitRecord record{.application = stateName, .task = taskName(task.subTopology, task.partition)};
        record.positions = commit->at("positions").get<std::map<std::string, std::string>>();
        record.changelogs = commit->at("changelogs").get<std::map<std::string, std::int64_t>>();
        record.streamTime = commit->at("streamTime").get<std::int64_t>();
        task.commit = std::move(record);
    }
    return task;
}

tl::unexpected<Error> damaged(const Path& path) { return fail(Errc::Corrupt, "the checkpoint is damaged: this file is not as it was written; delete the checkpoint", {.file = path.string()}); }

Result<> addFilesBelow(FileSystem& files, const Path& folder, const std::string& prefix, std::vector<std::string>& out) {
    WEIR_TRY(const auto names, files.list(folder));
    for (const auto& name : names) {
        WEIR_TRY(const auto about, files.info(folder / name));
        if (about.directory) WEIR_CHECK(addFilesBelow(files, folder / name, prefix + name + "/", out));
        else out.push_back(prefix + name);
    }
    return {};
}

} // namespace

const SavedTask* CheckpointManifest::find(std::int32_t subTopology, std::int32_t partition) const {
    const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const SavedTask& task) { return task.subTopology == subTopology && task.partition == partition; });
    return found != tasks.end() ? &*found : nullptr;
}
bool CheckpointManifest::holds(const std::string& path) const {
    return std::any_of(files.begin(), files.end(), [&](const SavedFile& saved) { return saved.path == path; });
}
std::int64_t CheckpointManifest::bytes() const {
    std::int64_t sum = 0;
    for (const auto& saved : files) sum += saved.bytes;
    return sum;
}

std::string taskName(std::int32_t subTopology, std::int32_t partition) { return fmt::format("{}_{}", subTopology, partition); }
std::string databasePath(const std::string& task) { return task + "/db"; }
std::string changesPath(const std::string& task, const std::string& store) { return fmt::format("{}/{}.changes", task, store); }
std::string waitingPath(const std::string& task, const std::string& topic) { return fmt::format("{}/{}.waiting", task, topic.substr(topic.starts_with('-') ? 1 : 0)); }

// The last member is the digest of all the others, as they are dumped.
std::string toText(const CheckpointManifest& manifest) {
    Json tasks = Json::array();
    for (const auto& task : manifest.tasks) tasks.push_back(toJson(task));
    Json files = Json::array();
    for (const auto& file : manifest.files) files.push_back({{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
    Json out{{"checkpoint", formatVersion}, {"application", manifest.application}, {"name", manifest.name}, {"stateName", manifest.stateName}, {"created", manifest.createdMs},
             {"file", manifest.file}, {"topology", manifest.topologyHash}, {"shape", toJson(manifest.shape)}, {"tasks", tasks}, {"files", files}};
    out[digestMember] = sha256(dumped(out));
    return dumped(out, 1) + "\n";
}

Result<CheckpointManifest> manifestFrom(const std::string& text) {
    auto json = Json::parse(text, nullptr, false);
    if (!json.is_object() || !json.contains(digestMember) || !json.at(digestMember).is_string()) return fail(Errc::Corrupt, "the checkpoint's manifest is damaged; delete the checkpoint");
    const auto digest = json.at(digestMember).get<std::string>();
    const bool asWritten = dumped(json, 1) + "\n" == text;
    json.erase(digestMember);
    if (!asWritten || sha256(dumped(json)) != digest) return fail(Errc::Corrupt, "the checkpoint's manifest is damaged; delete the checkpoint");
    try {
        if (json.at("checkpoint").get<int>() != formatVersion) return fail(Errc::Unsupported, "the checkpoint was made by a later version of Weir");
        CheckpointManifest out;
        out.application = json.at("application").get<std::string>();
        out.name = json.at("name").get<std::string>();
        out.stateName = json.at("stateName").get<std::string>();
        out.createdMs = json.at("created").get<std::int64_t>();
        out.file = json.at("file").get<std::string>();
        out.topologyHash = json.at("topology").get<std::string>();
        out.shape = shapeFrom(json.at("shape"));
        for (const auto& task : json.at("tasks")) out.tasks.push_back(taskFrom(task, out.stateName));
        for (const auto& file : json.at("files")) out.files.push_back({file.at("path").get<std::string>(), file.at("bytes").get<std::int64_t>(), file.at("sha256").get<std::string>()});
        return out;
    } catch (const Json::exception&) {
        return fail(Errc::Corrupt, "the checkpoint's manifest is damaged; delete the checkpoint");
    }
}

Result<CheckpointManifest> readManifest(FileSystem& files, const Path& folder) {
    auto text = readFile(files, folder / manifestFile, manifestBytesMax);
    if (!text) return fail(text.error().code == Errc::NotFound ? Error{Errc::Corrupt, "the checkpoint has no manifest; delete the checkpoint", {.file = (folder / manifestFile).string()}} : text.error());
    auto manifest = manifestFrom(*text);
    if (!manifest) {
        auto error = manifest.error();
        error.place.file = (folder / manifestFile).string();
        return fail(std::move(error));
    }
    return manifest;
}

Result<std::vector<std::string>> filesBelow(FileSystem& files, const Path& folder) {
    std::vector<std::string> out;
    WEIR_CHECK(addFilesBelow(files, folder, {}, out));
    std::sort(out.begin(), out.end());
    return out;
}

Result<> checkFiles(FileSystem& files, const Path& folder, const CheckpointManifest& manifest, bool contents) {
    WEIR_TRY(auto there, filesBelow(files, folder));
    std::erase(there, manifestFile);
    for (const auto& name : there)
        if (!manifest.holds(name)) return damaged(folder / name);
    for (const auto& saved : manifest.files) {
        const auto path = folder / saved.path;
        const auto about = files.info(path);
        if (!std::binary_search(there.begin(), there.end(), saved.path) || !about || about->directory || about->size != saved.bytes) return damaged(path);
        if (!contents) continue;
        WEIR_TRY(const auto digest, sha256OfFile(files, path));
        if (digest != saved.sha256) return damaged(path);
    }
    return {};
}

} // namespace weir
