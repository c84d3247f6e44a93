// SPDX-License-Identifier: Apache-2.0
#include "checkpoints.h"

#include "checkpoint_writer.h"
#include "file_digest.h"
#include "job_table.h"
#include "log_offset.h"

#include "weir/state/task_database.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <set>
#include <thread>

namespace weir {
namespace {

constexpr std::size_t nameBytesMax = 100;
constexpr std::string_view unfinishedMark = "tmp-";
constexpr std::chrono::milliseconds nap{1};

/// A job that stands still as long as this lives.
class Stillness {
public:
    explicit Stillness(Job& job) : m_job(job) { m_job.standStill(); }
    ~Stillness() { m_job.moveOn(); }
    Stillness(const Stillness&) = delete;
    Stillness& operator=(const Stillness&) = delete;
    Result<> wait() const {
        while (!m_job.standsStill()) {
            WEIR_CHECK(works());
            std::this_thread::sleep_for(nap);
        }
        return works();
    }

private:
    Result<> works() const {
        for (const auto* task : m_job.tasks())
            if (const auto error = task->stoppedError()) return fail(*error);
        if (JobTable::ended(m_job.snapshot()->state)) return fail(Errc::Closed, "the job ended while the checkpoint was made");
        return {};
    }
    Job& m_job;
};

Result<> syncTree(FileSystem& files, const Path& folder) {
    WEIR_TRY(const auto names, files.list(folder));
    for (const auto& name : names) {
        WEIR_TRY(const auto about, files.info(folder / name));
        if (about.directory) {
            WEIR_CHECK(syncTree(files, folder / name));
            continue;
        }
        WEIR_TRY(const auto file, files.open(folder / name, OpenMode::Read));
        WEIR_CHECK(file->sync());
    }
    return files.syncDirectory(folder);
}

Result<> writeFile(FileSystem& files, const Path& path, std::string_view text) {
    WEIR_TRY(const auto file, files.open(path, OpenMode::CreateNew));
    return file->writeAt(0, std::as_bytes(std::span(text)));
}

} // namespace

Result<> Checkpoints::checkName(const std::string& name) {
    const bool good = !name.empty() && name.size() <= nameBytesMax && name.front() != '.' && !name.starts_with(unfinishedMark) && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
    if (good) return {};
    return fail(Errc::Invalid, fmt::format("\"{}\" is no name for a checkpoint: take 1 to {} letters, digits, '.', '_' and '-', not '.' or \"tmp-\" at its beginning", name, nameBytesMax));
}

// It names a folder too.
Result<> Checkpoints::checkNames(const std::string& application, const std::string& name) {
    if (!isApplicationId(application)) return fail(Errc::Invalid, "\"" + application + "\" is no application id");
    return checkName(name);
}

void Checkpoints::removeUnfinished() {
    auto& files = m_applications.files();
    const auto applications = files.list(m_folder);
    if (!applications) return;
    for (const auto& application : *applications) {
        const auto names = files.list(m_folder / application);
        if (!names) continue;
        for (const auto& name : *names)
            if (name.starts_with(unfinishedMark)) (void)files.removeTree(m_folder / application / name);
    }
}

std::shared_ptr<void> Checkpoints::pin(const Path& folder) const {
    {
        const std::lock_guard lock(m_pins->mutex);
        ++m_pins->users[folder];
    }
    return {nullptr, [pins = m_pins, folder](void*) {
                const std::lock_guard lock(pins->mutex);
                if (--pins->users[folder] == 0) pins->users.erase(folder);
            }};
}

Result<CheckpointInfo> Checkpoints::create(const std::string& application, const CheckpointRequest& request, Job& job) {
    WEIR_CHECK(checkNames(application, request.name));
    auto& files = m_applications.files();
    const auto folder = folderOf(application, request.name);
    const auto unfinished = folderOf(application, std::string(unfinishedMark) + request.name);
    {
        const std::lock_guard lock(m_pins->mutex);
        if (m_pins->users.contains(unfinished)) return fail(Errc::InUse, fmt::format("the checkpoint {} of {} is just being made", request.name, application));
        if (files.exists(folder)) return fail(Errc::Exists, fmt::format("{} has a checkpoint {} already: take another name, or delete it (weir checkpoint delete {} {})", application, request.name, application, request.name));
        ++m_pins->users[unfinished];
    }
    const std::shared_ptr<void> mine(nullptr, [this, unfinished](void*) {
        const std::lock_guard lock(m_pins->mutex);
        m_pins->users.erase(unfinished);
    });
    WEIR_CHECK(files.removeTree(unfinished));
    WEIR_CHECK(files.createDirectories(unfinished));
    auto done = take(unfinished, application, request, job);
    if (done) done = files.rename(unfinished, folder); // from here on it counts
    if (done) done = files.syncDirectory(folder.parent_path());
    if (!done) {
        (void)files.removeTree(unfinished);
        return fail(done.error());
    }
    return describe(application, request.name);
}

Result<> Checkpoints::take(const Path& unfinished, const std::string& application, const CheckpointRequest& request, Job& job) {
    auto& files = m_applications.files();
    CheckpointManifest manifest{.application = application, .name = request.name, .stateName = job.plan().typed.topology.applicationId, .createdMs = 0, .file = request.file,
                                .topologyHash = sha256(request.topologyText), .shape = {}, .tasks = {}, .files = {}};
    {
        const Stillness still(job);
        WEIR_CHECK(still.wait());
        manifest.createdMs = m_clock.wallMs();
        WEIR_CHECK(CheckpointWriter(unfinished, m_applications, m_broker).take(job, manifest));
    }
    WEIR_CHECK(writeFile(files, unfinished / topologyFile, request.topologyText));
    WEIR_TRY(const auto names, filesBelow(files, unfinished));
    for (const auto& name : names) {
        WEIR_TRY(const auto about, files.info(unfinished / name));
        WEIR_TRY(auto digest, sha256OfFile(files, unfinished / name));
        manifest.files.push_back({name, about.size, std::move(digest)});
    }
    WEIR_CHECK(writeFile(files, unfinished / manifestFile, toText(manifest)));
    WEIR_CHECK(syncTree(files, unfinished));
    for (auto parent = unfinished.parent_path();; parent = parent.parent_path()) { // they may be new
        WEIR_CHECK(files.syncDirectory(parent));
        if (parent == m_folder.parent_path()) break;
    }
    WEIR_TRY(const auto again, readManifest(files, unfinished));
    WEIR_CHECK(checkFiles(files, unfinished, again, true));
    for (const auto& task : again.tasks)
        if (task.database) {
            WEIR_TRY(const auto database, TaskDatabase::openReadOnly(unfinished / databasePath(taskName(task.subTopology, task.partition))));
            static_cast<void>(database);
        }
    return {};
}

CheckpointInfo Checkpoints::describe(const std::string& application, const std::string& name) const {
    CheckpointInfo out{.applicationId = application, .name = name, .createdMs = 0, .bytes = 0, .topologyHash = {}, .positions = {}, .changelogs = {}, .current = false, .error = std::nullopt};
    const auto folder = folderOf(application, name);
    const auto manifest = readManifest(m_applications.files(), folder);
    auto whole = manifest ? checkFiles(m_applications.files(), folder, *manifest, false) : Result<>(fail(manifest.error()));
    if (!whole) out.error = whole.error();
    if (!manifest) return out;
    out.createdMs = manifest->createdMs;
    out.bytes = manifest->bytes();
    out.topologyHash = manifest->topologyHash;
    out.current = manifest->stateName == m_applications.stateName(application);
    std::set<std::string> between;
    for (const auto& sub : manifest->shape.subTopologies)
        for (const auto& source : sub.sources) between.insert(manifest->stateName + source);
    for (const auto& task : manifest->tasks) {
        for (const auto& store : task.stores) out.changelogs[partitionName(store.changelog, task.partition)] = store.end;
        if (!task.commit) continue;
        for (const auto& [source, text] : task.commit->positions) {
            const auto partition = partitionFromName(source);
            std::int64_t offset = -1;
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), offset);
            if (partition && !between.contains(partition->topic) && error == std::errc{} && end == text.data() + text.size()) out.positions[source] = offset;
        }
    }
    return out;
}

Result<std::vector<CheckpointInfo>> Checkpoints::list(const std::string& application) const {
    auto& files = m_applications.files();
    std::vector<CheckpointInfo> out;
    std::vector<std::string> applications{application};
    if (!application.empty() && !isApplicationId(application)) return fail(Errc::Invalid, "\"" + application + "\" is no application id");
    if (application.empty()) {
        if (!files.exists(m_folder)) return out;
        WEIR_TRY(applications, files.list(m_folder));
    }
    for (const auto& each : applications) {
        if (!files.exists(m_folder / each)) continue;
        WEIR_TRY(const auto names, files.list(m_folder / each));
        const auto first = out.size();
        for (const auto& name : names)
            if (!name.starts_with(unfinishedMark)) out.push_back(describe(each, name));
        std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(), [](const auto& a, const auto& b) { return a.createdMs < b.createdMs; });
    }
    return out;
}

Result<> Checkpoints::remove(const std::string& application, const std::string& name) {
    WEIR_CHECK(checkNames(application, name));
    auto& files = m_applications.files();
    const auto folder = folderOf(application, name);
    const auto leaving = folderOf(application, std::string(unfinishedMark) + name);
    {
        const std::lock_guard lock(m_pins->mutex);
        if (!files.exists(folder)) return fail(Errc::NotFound, fmt::format("{} has no checkpoint {}: `weir checkpoint list {}` shows those there are", application, name, application));
        if (m_pins->users.contains(folder) || m_pins->users.contains(leaving)) return fail(Errc::InUse, fmt::format("the checkpoint {} of {} is just being used: delete it afterwards", name, application));
        WEIR_CHECK(files.removeTree(leaving));
        WEIR_CHECK(files.rename(folder, leaving)); // from here on it is none
    }
    WEIR_CHECK(files.syncDirectory(folder.parent_path()));
    return files.removeTree(leaving);
}

Result<Checkpoints::Open> Checkpoints::open(const std::string& application, const std::string& name) const {
    WEIR_CHECK(checkNames(application, name));
    const auto folder = folderOf(application, name);
    auto pinned = pin(folder);
    if (!m_applications.files().exists(folder)) return fail(Errc::NotFound, fmt::format("{} has no checkpoint {}: `weir checkpoint list {}` shows those there are", application, name, application));
    WEIR_TRY(auto manifest, readManifest(m_applications.files(), folder));
    return Open{folder, std::move(manifest), std::move(pinned)};
}

std::vector<Checkpoints::Open> Checkpoints::openAll(const std::string& application, const std::string& stateName) const {
    std::vector<Open> out;
    const auto names = m_applications.files().list(m_folder / application);
    if (!names) return out;
    for (const auto& name : *names) {
        auto opened = open(application, name);
        if (opened && (stateName.empty() || opened->manifest.stateName == stateName)) out.push_back(std::move(*opened));
    }
    std::sort(out.begin(), out.end(), [](const Open& a, const Open& b) { return a.manifest.createdMs < b.manifest.createdMs; });
    return out;
}

} // namespace weir
