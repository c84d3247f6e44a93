// SPDX-License-Identifier: Apache-2.0
#include "checkpoint_writer.h"

#include "record_packer.h"
#include "store_positions.h"

#include "weir/processors/repartition.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {

Result<> CheckpointWriter::take(const Job& job, CheckpointManifest& into) const {
    into.shape = shapeOf(job.plan(), job.partitions());
    for (const auto* task : job.tasks()) {
        if (task->global()) continue;
        WEIR_TRY(auto saved, takeTask(job.plan(), *task));
        into.tasks.push_back(std::move(saved));
    }
    return {};
}

Result<SavedTask> CheckpointWriter::takeTask(const Plan& plan, const Task& task) const {
    const auto& application = plan.typed.topology.applicationId;
    SavedTask saved{.subTopology = task.subTopology(), .partition = task.partition(), .commit = std::nullopt, .database = false, .stores = {}};
    const auto name = taskName(saved.subTopology, saved.partition);
    WEIR_TRY(saved.commit, m_broker.committed(application, name));
    if (saved.commit) saved.commit->written.clear();
    WEIR_CHECK(m_applications.files().createDirectories(m_folder / name));
    std::map<std::string, std::int64_t> positions;
    if (const auto* database = task.stores().database()) {
        WEIR_CHECK(database->copyTo(m_folder / databasePath(name)));
        positions = database->positions();
        saved.database = true;
    }
    for (const auto& spec : task.stores().specs()) {
        if (!spec.changelog) continue;
        SavedStore store{spec.name, plan.changelogTopic(spec), 0};
        const auto partition = partitionName(store.changelog, saved.partition);
        if (saved.commit)
            if (const auto end = saved.commit->changelogs.find(partition); end != saved.commit->changelogs.end()) store.end = end->second;
        const auto known = positions.find(partition);
        WEIR_CHECK(takeChanges(saved, store, hasNoDatabase(spec) || known == positions.end() ? 0 : known->second));
        saved.stores.push_back(std::move(store));
    }
    for (const auto& source : plan.subTopologies[static_cast<std::size_t>(saved.subTopology)].sources)
        if (source.repartition >= 0) WEIR_CHECK(takeWaiting(saved, source.topic, waitingPath(name, source.topic.substr(application.size()))));
    return saved;
}

/// What the database lacks of the changelog; of a store without one all of it.
Result<> CheckpointWriter::takeChanges(const SavedTask& saved, const SavedStore& store, std::int64_t from) const {
    if (from >= store.end) return {};
    const auto discarded = discardedOf(*saved.commit, store.name);
    WEIR_TRY(const auto records, CommittedRecords::open(m_broker, {store.changelog, saved.partition}, from, store.end));
    WEIR_TRY(const auto file, RecordFileWriter::create(m_applications.files(), m_folder / changesPath(taskName(saved.subTopology, saved.partition), store.name)));
    RecordView record;
    while (true) {
        WEIR_TRY(const bool more, records->next(record));
        if (!more) return file->records().endBatch();
        if (!inRanges(discarded, record.offset)) WEIR_CHECK(file->records().add(record));
    }
}

/// What producing tasks have committed and this one has not; each batch stays one producer's.
Result<> CheckpointWriter::takeWaiting(const SavedTask& saved, const std::string& topic, const std::string& place) const {
    WEIR_TRY(const auto* log, m_applications.topics().partition(topic, saved.partition));
    const auto end = log->endOffset();
    if (log->lastStableOffset() < end)
        return fail(Errc::InUse, "a transaction is not ended yet (is the disk full?): make the checkpoint again when it is", {.topic = topic, .partition = saved.partition});
    std::vector<std::int64_t> next;
    if (saved.commit)
        if (const auto found = saved.commit->positions.find(partitionName(topic, saved.partition)); found != saved.commit->positions.end()) next = parseNumbers(found->second);
    const auto from = next.empty() ? log->startOffset() : next.front();
    if (from >= end) return {};
    WEIR_TRY(const auto records, CommittedRecords::open(m_broker, {topic, saved.partition}, from, end));
    std::unique_ptr<RecordFileWriter> file;
    std::size_t producer = 0;
    RecordView record;
    while (true) {
        WEIR_TRY(const bool more, records->next(record));
        if (!more) return file ? file->records().endBatch() : Result<>{};
        if (records->batchBegan()) {
            if (file) WEIR_CHECK(file->records().endBatch());
            producer = repartitionProducer(record.value).value_or(0);
        }
        if (producer + 1 < next.size() && record.offset < next[producer + 1]) continue;
        if (!file) { WEIR_TRY(file, RecordFileWriter::create(m_applications.files(), m_folder / place)); }
        WEIR_CHECK(file->records().add(record));
    }
}

} // namespace weir
