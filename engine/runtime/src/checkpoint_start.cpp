// SPDX-License-Identifier: Apache-2.0
#include "checkpoint_start.h"

#include "log_offset.h"
#include "record_packer.h"
#include "renamed_plan.h"
#include "store_positions.h"

#include "weir/state/task_database.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace weir {
namespace {

constexpr std::size_t copyBytes = std::size_t{1} << 20U;

/// Appends to a partition that nobody else knows yet.
class PartitionFiller {
public:
    explicit PartitionFiller(PartitionLog& log)
        : m_log(log), m_packer([this](std::span<std::byte> batch) -> Result<> {
              WEIR_TRY(const auto offset, m_log.append(batch));
              static_cast<void>(offset);
              return {};
          }) {}
    RecordPacker& records() { return m_packer; }
    /// Where it ends, durably.
    Result<std::int64_t> finish() {
        WEIR_CHECK(m_packer.endBatch());
        WEIR_CHECK(m_log.sync());
        return m_log.endOffset();
    }
    Result<> addFile(FileSystem& files, const Path& path) {
        WEIR_TRY(const auto file, RecordFileReader::open(files, path));
        RecordView record;
        while (true) {
            WEIR_TRY(const bool more, file->next(record));
            if (!more) return {};
            if (file->batchBegan()) WEIR_CHECK(m_packer.endBatch());
            WEIR_CHECK(m_packer.add(record));
        }
    }
    Result<> addRows(const TaskDatabase& database, const std::string& store) {
        Result<> added;
        WEIR_CHECK(database.rows(store, {}, [&](std::string_view key, std::string_view value, std::int64_t timestamp) {
            added = m_packer.add(std::max<std::int64_t>(timestamp, 0), key, false, value, false);
            return added.has_value();
        }));
        return added;
    }

private:
    PartitionLog& m_log;
    RecordPacker m_packer;
};

/// The changes that a database lacked go into its copy.
Result<> applyChanges(FileSystem& files, const Path& path, TaskDatabase& database, const std::string& store) {
    WEIR_TRY(const auto file, RecordFileReader::open(files, path));
    bool more = true;
    while (more)
        WEIR_CHECK(database.write(
            [&](TaskDatabase::Batch& batch) -> Result<> {
                constexpr int chunkRecords = 5000;
                RecordView record;
                for (int i = 0; i < chunkRecords; ++i) {
                    WEIR_TRY(more, file->next(record));
                    if (!more) break;
                    if (record.valueNull) batch.remove(store, record.key);
                    else batch.put(store, record.key, record.value, record.timestamp);
                }
                return {};
            },
            {}));
    return {};
}

} // namespace

// What it goes on with must still be in the log, and be the same log.
Result<> CheckpointStart::checkInput(const Checkpoints::Open& from) const {
    const auto& manifest = from.manifest;
    std::set<std::string> sources;
    for (const auto& sub : manifest.shape.subTopologies) sources.insert(sub.sources.begin(), sub.sources.end());
    for (const auto& task : manifest.tasks) {
        if (!task.commit) continue;
        for (const auto& [source, text] : task.commit->positions) {
            const auto name = partitionFromName(source);
            if (!name || !sources.contains(name->topic)) continue;
            const auto offsets = parseNumbers(text);
            const auto spec = m_checkpoints.broker().find(name->topic);
            if (offsets.empty()) continue;
            if (!spec || name->partition >= spec->partitions)
                return fail(Errc::NotFound, fmt::format("the checkpoint {} goes on at offset {} of a partition that is not there any more", manifest.name, offsets.front()),
                            {.topic = name->topic, .partition = name->partition});
            WEIR_TRY(const auto consumer, m_checkpoints.broker().consumer({*name}));
            if (offsets.front() < consumer->startOffset(0))
                return fail(Errc::OutOfRange, fmt::format("the checkpoint {} goes on at offset {}, but the partition begins at offset {} now: retention has removed what comes next", manifest.name, offsets.front(), consumer->startOffset(0)),
                            {.topic = name->topic, .partition = name->partition});
            if (offsets.front() > consumer->endOffset(0))
                return fail(Errc::OutOfRange, fmt::format("the checkpoint {} goes on at offset {}, but the partition ends at offset {}: its topic was made anew", manifest.name, offsets.front(), consumer->endOffset(0)),
                            {.topic = name->topic, .partition = name->partition});
        }
    }
    return {};
}

// A number that nothing bears.
Result<CheckpointStart::Fresh> CheckpointStart::freshName(const std::string& application, const Plan& plan) const {
    const auto& applications = m_checkpoints.applications();
    for (int n = 1;; ++n) {
        Fresh fresh{.name = Applications::fromCheckpointName(application, n), .plan = nullptr, .commits = {}};
        fresh.plan = renamedPlan(plan, fresh.name, {});
        const auto topics = internalTopics(*fresh.plan);
        for (const auto& topic : topics) WEIR_CHECK(checkTopicName(topic));
        const bool free = applications.stateName(application) != fresh.name && !applications.cleaning(fresh.name) && applications.journal().all(fresh.name).empty() && !applications.files().exists(applications.stateFolder() / fresh.name) &&
                          std::none_of(topics.begin(), topics.end(), [&](const std::string& topic) { return applications.topics().find(topic).has_value(); });
        if (free) return fresh;
    }
}

Result<> CheckpointStart::copyDatabase(const Path& from, const Path& to) const {
    auto& files = m_checkpoints.applications().files();
    WEIR_CHECK(files.createDirectories(to));
    WEIR_TRY(const auto names, files.list(from));
    std::vector<std::byte> buffer(copyBytes);
    for (const auto& name : names) {
        WEIR_TRY(const auto source, files.open(from / name, OpenMode::Read));
        WEIR_TRY(const auto target, files.open(to / name, OpenMode::CreateNew));
        for (std::int64_t at = 0;;) {
            WEIR_TRY(const auto n, source->readAt(at, buffer));
            if (n == 0) break;
            WEIR_CHECK(target->writeAt(at, std::span(buffer).first(n)));
            at += static_cast<std::int64_t>(n);
        }
        WEIR_CHECK(target->sync());
    }
    WEIR_CHECK(files.syncDirectory(to));
    return files.syncDirectory(to.parent_path());
}

Result<> CheckpointStart::buildTask(const Checkpoints::Open& from, const SubTopology& sub, const SavedTask& saved, Fresh& fresh) const {
    const auto& applications = m_checkpoints.applications();
    auto& files = applications.files();
    const auto task = taskName(saved.subTopology, saved.partition);
    CommitRecord commit = saved.commit.value_or(CommitRecord{});
    commit.application = fresh.name;
    commit.task = task;
    commit.changelogs.clear();
    std::unique_ptr<TaskDatabase> database;
    std::map<std::string, std::int64_t> ends;
    if (saved.database) {
        const auto folder = applications.stateFolder() / fresh.name / task;
        WEIR_CHECK(copyDatabase(from.folder / databasePath(task), folder));
        WEIR_TRY(database, TaskDatabase::open(folder, {}));
    }
    for (const auto& spec : sub.stores) {
        if (spec.global || !spec.changelog) continue;
        const auto changes = changesPath(task, spec.name);
        const auto topic = fresh.plan->changelogTopic(spec);
        const auto partition = partitionName(topic, saved.partition);
        WEIR_TRY(auto* const log, applications.topics().partition(topic, saved.partition));
        PartitionFiller filler(*log);
        const bool rows = database && !hasNoDatabase(spec);
        if (from.manifest.holds(changes)) {
            if (rows) WEIR_CHECK(applyChanges(files, from.folder / changes, *database, spec.name));
            else WEIR_CHECK(filler.addFile(files, from.folder / changes));
        }
        if (rows) WEIR_CHECK(filler.addRows(*database, spec.name));
        WEIR_TRY(const auto end, filler.finish());
        if (rows) ends[partition] = end;
        commit.changelogs[partition] = end;
        const auto times = timesOf(commit, spec.name);
        std::erase_if(commit.positions, [&](const auto& position) { return position.first.ends_with(":" + spec.name); });
        if (times) describeStore(commit, spec.name, *times, {}); // nothing was discarded in the fresh changelog
    }
    if (database) WEIR_CHECK(database->replacePositions(ends));
    const auto& old = from.manifest.stateName;
    for (const auto& source : sub.sources) {
        if (source.repartition < 0) continue;
        const auto suffix = source.topic.substr(fresh.name.size());
        commit.positions.erase(partitionName(old + suffix, saved.partition));
        commit.positions[partitionName(source.topic, saved.partition)] = "0";
        if (const auto waiting = waitingPath(task, suffix); from.manifest.holds(waiting)) {
            WEIR_TRY(auto* const log, applications.topics().partition(source.topic, saved.partition));
            PartitionFiller filler(*log);
            WEIR_CHECK(filler.addFile(files, from.folder / waiting));
            WEIR_TRY(const auto end, filler.finish());
            static_cast<void>(end);
        }
    }
    if (saved.commit) fresh.commits.push_back(std::move(commit));
    return {};
}

Result<> CheckpointStart::build(const Checkpoints::Open& from, Fresh& fresh) const {
    const auto& applications = m_checkpoints.applications();
    for (const auto& sub : fresh.plan->subTopologies)
        for (const auto& saved : from.manifest.tasks)
            if (saved.subTopology == sub.id && !sub.global) WEIR_CHECK(buildTask(from, sub, saved, fresh));
    if (!applications.files().exists(applications.stateFolder())) return {};
    return applications.files().syncDirectory(applications.stateFolder());
}

JournalChange CheckpointStart::changeTo(const std::string& application, const Plan& plan, Fresh fresh) const {
    const auto& applications = m_checkpoints.applications();
    const auto old = applications.stateName(application);
    const auto commits = applications.commits(old);
    JournalChange change{.forget = {old}, .commits = std::move(fresh.commits), .notes = {}};
    for (auto& record : applications.journal().all(old)) // what connectors brought in stands in their topics: they go on from there
        if (std::none_of(commits.begin(), commits.end(), [&](const CommitRecord& known) { return known.task == record.task; })) {
            record.application = fresh.name;
            change.commits.push_back(std::move(record));
        }
    carryWritten(commits, {}, change);
    auto superfluous = applications.internalTopics(commits);
    for (auto& topic : internalTopics(*renamedPlan(plan, old, {}))) superfluous.push_back(std::move(topic));
    change.notes = {Applications::stateNameNote(application, fresh.name), Applications::noCleanupNote(fresh.name), Applications::cleanupNote(old, superfluous)};
    return change;
}

Result<> CheckpointStart::goBack(const std::string& application, const std::string& checkpoint, const std::string& file, const Plan& plan, const Settings& settings) const {
    auto& applications = m_checkpoints.applications();
    WEIR_TRY(const auto from, m_checkpoints.open(application, checkpoint));
    WEIR_CHECK(checkFiles(applications.files(), from.folder, from.manifest, true));
    std::map<std::string, std::int32_t> existing;
    for (const auto& spec : m_checkpoints.broker().topics()) existing[spec.name] = spec.partitions;
    if (const auto difference = differenceOf(from.manifest.shape, shapeOf(plan, countPartitions(plan, existing))))
        return fail(Errc::Invalid, fmt::format("the checkpoint {} does not fit this topology: {}; start it with the file it was made with (in its folder as {}), or with another application id", checkpoint, *difference, topologyFile), {.file = file});
    WEIR_CHECK(checkInput(from));
    WEIR_TRY(auto fresh, freshName(application, plan));
    const auto old = applications.stateName(application);
    // Before anything of it is made: what a crash leaves is removed at the next open.
    WEIR_CHECK(applications.journal().change({.forget = {}, .commits = {}, .notes = {Applications::cleanupNote(fresh.name, internalTopics(*fresh.plan))}}));
    auto built = [&]() -> Result<> {
        WEIR_TRY(const auto job, Job::create(fresh.plan, settings, m_checkpoints.broker(), applications.files(), m_clock, applications.stateFolder(), {.id = application, .to = std::nullopt, .connectors = false}));
        static_cast<void>(job); // it has made the topics
        WEIR_CHECK(build(from, fresh));
        return applications.journal().change(changeTo(application, plan, fresh)); // from here on the state is that of the checkpoint
    }();
    if (!built) {
        if (applications.stateName(application) == old) (void)applications.cleanUp(fresh.name);
        return built;
    }
    (void)applications.cleanUp(old); // its note stays, and with it the next open's duty
    return {};
}

} // namespace weir
