// SPDX-License-Identifier: Apache-2.0
#include "state_at.h"

#include "log_offset.h"
#include "record_packer.h"
#include "renamed_plan.h"
#include "store_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

namespace weir {
namespace {

constexpr std::size_t changesBytesMax = std::size_t{512} << 20U;

const SavedStore* find(const SavedTask& task, const std::string& store) {
    const auto found = std::find_if(task.stores.begin(), task.stores.end(), [&](const SavedStore& saved) { return saved.name == store; });
    return found != task.stores.end() ? &*found : nullptr;
}

std::optional<std::uint64_t> hashIn(const StatefulShape& shape, const std::string& store) {
    for (const auto& sub : shape.subTopologies)
        for (const auto& each : sub.stores)
            if (each.name == store) return each.hash;
    return std::nullopt;
}

/// A window's start, or what else tells how old a row is; nullopt: rows of this store stay.
std::optional<std::int64_t> timeOf(const StoreSpec& spec, std::string_view key, std::int64_t timestamp) {
    std::string_view bytes;
    std::int64_t start = 0;
    RowTime at;
    if (spec.retentionMs < 0) return std::nullopt;
    switch (spec.kind) {
    case StoreSpec::Kind::Window: return splitWindowKey(key, bytes, start) ? std::optional(start) : std::nullopt;
    case StoreSpec::Kind::Session: return timestamp - 1; // its end; a session leaves one millisecond earlier
    case StoreSpec::Kind::Join: return splitTimeKey(key, bytes, at) ? std::optional(at.time) : std::nullopt;
    case StoreSpec::Kind::Seen:
    case StoreSpec::Kind::KeyValue:
    case StoreSpec::Kind::Buffer: break;
    }
    return std::nullopt;
}

} // namespace

Result<> StateAt::put(Rows& rows, const RecordView& record) {
    auto& change = rows.changes[std::string(record.key)];
    change = {record.valueNull ? std::nullopt : std::optional(std::string(record.value)), record.timestamp};
    rows.observed = std::max(rows.observed, record.timestamp);
    rows.bytes += record.key.size() + record.value.size() + sizeof(Change);
    if (rows.bytes <= changesBytesMax) return {};
    return fail(Errc::Limit, fmt::format("more than {} MiB of changes lie between the nearest checkpoint and that place: make a checkpoint nearer to it", changesBytesMax >> 20U));
}

Result<StateAt::Rows> StateAt::ofCheckpoint(const Wanted& wanted, const Checkpoints::Open& from) const {
    auto& files = m_checkpoints.applications().files();
    Rows rows;
    rows.place = {wanted.partition, 0, from.manifest.name, 0};
    if (const auto hash = hashIn(from.manifest.shape, wanted.spec->name); !hash || *hash != schemaHash(*wanted.spec))
        return fail(Errc::Invalid, fmt::format("store {} holds rows of another shape in the checkpoint {} than in this topology; name the topology file it was made with", wanted.spec->name, from.manifest.name));
    const auto* task = from.manifest.find(wanted.subTopology, wanted.partition);
    const auto* store = task != nullptr ? find(*task, wanted.spec->name) : nullptr;
    if (store == nullptr) return rows;
    rows.place.offset = rows.place.from = store->end;
    if (task->commit)
        if (const auto times = timesOf(*task->commit, wanted.spec->name)) rows.observed = times->observed;
    const auto name = taskName(wanted.subTopology, wanted.partition);
    WEIR_CHECK(checkFiles(files, from.folder, from.manifest, false));
    if (task->database && !hasNoDatabase(*wanted.spec)) { WEIR_TRY(rows.database, TaskDatabase::openReadOnly(from.folder / databasePath(name))); }
    if (!from.manifest.holds(changesPath(name, wanted.spec->name))) return rows;
    WEIR_TRY(const auto file, RecordFileReader::open(files, from.folder / changesPath(name, wanted.spec->name)));
    RecordView record;
    while (true) {
        WEIR_TRY(const bool more, file->next(record));
        if (!more) return rows;
        WEIR_CHECK(put(rows, record));
    }
}

/// False: compaction has removed some of these changes.
Result<bool> StateAt::addChanges(const Wanted& wanted, std::int64_t from, Rows& rows) const {
    WEIR_TRY(const auto records, CommittedRecords::open(m_checkpoints.broker(), {wanted.changelog, wanted.partition}, from, wanted.offset));
    RecordView record;
    while (true) {
        WEIR_TRY(const bool more, records->next(record));
        if (!more) return !records->gaps();
        if (!inRanges(wanted.discarded, record.offset)) WEIR_CHECK(put(rows, record));
    }
}

// With every change there, from whichever place: right. With changes that compaction removed: only from the changelog's own beginning, and only
// where all that compaction may have looked at lies before the place: what is gone has a newer one there, or is a deleted row's.
Result<StateAt::Rows> StateAt::atOffset(const Wanted& wanted, const std::vector<Checkpoints::Open>& checkpoints) const {
    WEIR_TRY(const auto* log, m_checkpoints.applications().topics().partition(wanted.changelog, wanted.partition));
    const Checkpoints::Open* nearest = nullptr;
    std::int64_t from = 0;
    for (const auto& checkpoint : checkpoints) {
        const auto* task = checkpoint.manifest.find(wanted.subTopology, wanted.partition);
        const auto* store = task != nullptr ? find(*task, wanted.spec->name) : nullptr;
        if (store == nullptr || store->end > wanted.offset || store->end < from) continue;
        nearest = &checkpoint;
        from = store->end;
    }
    if (nearest != nullptr && from > 0 && (from >= log->startOffset() || from == wanted.offset)) {
        WEIR_TRY(auto rows, ofCheckpoint(wanted, *nearest));
        WEIR_TRY(const bool whole, from < wanted.offset ? addChanges(wanted, from, rows) : Result<bool>(true));
        if (whole && (from >= log->startOffset() || from == wanted.offset)) { // retention may have come meanwhile
            rows.place.offset = wanted.offset;
            return rows;
        }
    }
    Rows rows;
    rows.place = {wanted.partition, wanted.offset, {}, 0};
    WEIR_TRY(const bool whole, addChanges(wanted, 0, rows));
    if (log->startOffset() > 0)
        return fail(Errc::OutOfRange, fmt::format("retention has removed the changes of store {} before offset {}, and no checkpoint stands between there and offset {}: what the store held then can't be said any more", wanted.spec->name, log->startOffset(), wanted.offset),
                    {.topic = wanted.changelog, .partition = wanted.partition, .offset = wanted.offset});
    if (!whole && log->compactableEnd() > wanted.offset)
        return fail(Errc::OutOfRange, fmt::format("compaction has removed changes of store {} that later ones replace, and no checkpoint stands near enough before offset {}: what the store held then can't be said any more; it can from offset {} on", wanted.spec->name, wanted.offset, log->compactableEnd()),
                    {.topic = wanted.changelog, .partition = wanted.partition, .offset = wanted.offset});
    return rows;
}

// Rows that had left the store are in its changelog and its database still.
Result<> StateAt::visit(const Wanted& wanted, const Rows& rows, std::string_view from, const std::function<bool(std::string_view, std::string_view, std::int64_t)>& each) const {
    const auto observed = std::max(rows.observed, wanted.observed);
    const auto show = [&](std::string_view key, std::string_view value, std::int64_t timestamp) {
        const auto time = timeOf(*wanted.spec, key, timestamp);
        return (time && *time < observed - wanted.spec->retentionMs) || each(key, value, timestamp);
    };
    auto change = rows.changes.lower_bound(from);
    bool goOn = true;
    const auto changesBefore = [&](const std::string_view* key) {
        for (; goOn && change != rows.changes.end() && (key == nullptr || change->first < *key); ++change)
            if (change->second.value) goOn = show(change->first, *change->second.value, change->second.timestamp);
    };
    if (rows.database)
        WEIR_CHECK(rows.database->rows(wanted.spec->name, from, [&](std::string_view key, std::string_view value, std::int64_t timestamp) {
            changesBefore(&key);
            if (!goOn || (change != rows.changes.end() && change->first == key)) return goOn;
            return goOn = show(key, value, timestamp);
        }));
    changesBefore(nullptr);
    return {};
}

/// Which partitions there are, and how far each is wanted.
Result<std::vector<StateAt::Wanted>> StateAt::places(const StateQuery& query, const StoreSpec& spec) const {
    std::vector<Wanted> out;
    const auto& applications = m_checkpoints.applications();
    const auto stateName = applications.stateName(query.applicationId);
    const auto plan = renamedPlan(*m_plan, stateName, {});
    for (const auto& sub : plan->subTopologies) {
        if (std::none_of(sub.stores.begin(), sub.stores.end(), [&](const StoreSpec& store) { return store.name == spec.name; })) continue;
        const auto changelog = plan->changelogTopic(spec);
        const auto topic = m_checkpoints.broker().find(changelog);
        if (!topic) return fail(Errc::NotFound, fmt::format("store {} of {} has no changelog: the application has not run", spec.name, query.applicationId));
        WEIR_CHECK(checkNamed(query.at, topic->partitions, "--at"));
        for (std::int32_t p = 0; p < topic->partitions; ++p) {
            Wanted wanted{.spec = &spec, .subTopology = sub.id, .partition = p, .changelog = changelog, .offset = 0, .discarded = {}, .observed = -1};
            WEIR_TRY(const auto committed, m_checkpoints.broker().committed(stateName, taskName(sub.id, p)));
            std::int64_t end = 0;
            if (committed) {
                if (const auto known = committed->changelogs.find(partitionName(changelog, p)); known != committed->changelogs.end()) end = known->second;
                wanted.discarded = discardedOf(*committed, spec.name);
            }
            WEIR_TRY(const auto consumer, m_checkpoints.broker().consumer({{changelog, p}}));
            WEIR_TRY(wanted.offset, offsetAt(*consumer, 0, query.at, end));
            if (query.at.kind != LogPosition::Kind::Offsets) wanted.offset = std::min(wanted.offset, end);
            if (wanted.offset > end || wanted.offset < 0)
                return fail(Errc::OutOfRange, fmt::format("the changelog of store {} is committed up to offset {}: there is no state at offset {}", spec.name, end, wanted.offset), {.topic = changelog, .partition = p});
            if (wanted.offset == end && committed)
                if (const auto times = timesOf(*committed, spec.name)) wanted.observed = times->observed;
            out.push_back(std::move(wanted));
        }
    }
    return out;
}

Result<StateReply> StateAt::read(const StateQuery& query) const {
    WEIR_TRY(auto table, StoreTable::open(*m_plan, query.store, query.keyPrefix));
    const auto& spec = table.spec();
    if (spec.global) return fail(Errc::Unsupported, fmt::format("store {} is a global table: it has no changelog; read its topic (weir topic consume)", spec.name));
    if (!spec.changelog) return fail(Errc::Unsupported, fmt::format("store {} has no changelog, so nothing says what it held", spec.name));
    StateReply out;
    out.page.columns = table.columns();
    std::vector<std::pair<Wanted, Rows>> all;
    if (!query.checkpoint.empty()) {
        WEIR_TRY(const auto from, m_checkpoints.open(query.applicationId, query.checkpoint));
        for (const auto& task : from.manifest.tasks) {
            const Wanted wanted{.spec = &spec, .subTopology = task.subTopology, .partition = task.partition, .changelog = {}, .offset = 0, .discarded = {}, .observed = -1};
            if (find(task, spec.name) == nullptr) continue;
            WEIR_TRY(auto rows, ofCheckpoint(wanted, from));
            all.emplace_back(wanted, std::move(rows));
        }
        if (all.empty()) return fail(Errc::NotFound, fmt::format("the checkpoint {} has no store {}", query.checkpoint, query.store));
    } else {
        const auto checkpoints = m_checkpoints.openAll(query.applicationId, m_checkpoints.applications().stateName(query.applicationId));
        WEIR_TRY(auto wanted, places(query, spec));
        for (auto& each : wanted) {
            WEIR_TRY(auto rows, atOffset(each, checkpoints));
            all.emplace_back(std::move(each), std::move(rows));
        }
    }
    for (const auto& [wanted, rows] : all) {
        out.places.push_back(rows.place);
        bool readable = true;
        WEIR_CHECK(visit(wanted, rows, table.bytePrefix(), [&, &at = wanted](std::string_view key, std::string_view value, std::int64_t timestamp) {
            auto shown = table.show(key, value, timestamp, at.partition);
            readable = readable && shown.fit != StoreTable::Fit::Unreadable;
            if (shown.fit == StoreTable::Fit::Shown) {
                ++out.page.total;
                out.page.rows.push_back(std::move(shown.row));
                if (out.page.rows.size() > 2 * query.limit + 1000) sortRows(out.page.rows, query.limit);
            }
            return readable && shown.fit != StoreTable::Fit::Behind;
        }));
        if (!readable) return fail(Errc::Invalid, fmt::format("store {} held rows of another shape then than in this topology; name the topology file of that time", spec.name));
    }
    sortRows(out.page.rows, query.limit);
    return out;
}

} // namespace weir
