// SPDX-License-Identifier: Apache-2.0
#include "weir/state/task_database.h"

#include "sorted_rows.h"

#include "weir/core/assert.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/checkpoint.h>
#include <rocksdb/write_batch.h>

namespace weir {
namespace {

constexpr char rowVersion = 1;
constexpr std::size_t rowHeader = 9; // version, timestamp
const std::string metaFamily = "_meta";
const std::string positionPrefix = "position:";
const std::string schemaPrefix = "schema:";

Errc codeOf(const rocksdb::Status& status) {
    if (status.IsNoSpace()) return Errc::NoSpace;
    if (status.IsCorruption()) return Errc::Corrupt;
    if (status.IsBusy() || status.ToString().find("lock") != std::string::npos) return Errc::InUse;
    return Errc::Io;
}

tl::unexpected<Error> failStatus(const rocksdb::Status& status, const std::string& what) { return fail(codeOf(status), what + ": " + status.ToString()); }

std::string int64Bytes(std::int64_t v) {
    std::string out(8, '\0');
    std::memcpy(out.data(), &v, 8);
    return out;
}
std::int64_t int64Of(std::string_view bytes) {
    std::int64_t v = 0;
    if (bytes.size() == 8) std::memcpy(&v, bytes.data(), 8);
    return v;
}

// With a logger of ours RocksDB makes no LOG file in the folder.
class Silent final : public rocksdb::Logger {
public:
    using rocksdb::Logger::Logv;
    void Logv(const char*, va_list) override {}
};

// RocksDB would go on by itself when a full disk has room again, but in a write-ahead log whose writer remembers the error: the next
// write ends the process (facebook/rocksdb#11643, #12448). The job that failed opens the stores anew.
class NoRecovery final : public rocksdb::EventListener {
public:
    void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason, rocksdb::Status, bool* goesOn) override { *goesOn = false; }
};

rocksdb::Options baseOptions() {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.create_missing_column_families = true;
    options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
    options.manual_wal_flush = false;
    options.recycle_log_file_num = 0;
    options.track_and_verify_wals_in_manifest = false;
    options.paranoid_checks = true;
    options.force_consistency_checks = true;
    options.max_bgerror_resume_count = 0;
    options.listeners.push_back(std::make_shared<NoRecovery>());
    options.allow_fallocate = false; // it would take 8 MB of the disk for a store of ten rows
    options.keep_log_file_num = 2;
    options.info_log_level = rocksdb::InfoLogLevel::ERROR_LEVEL;
    options.max_background_jobs = 2;
    options.max_open_files = 64;
    options.manifest_preallocation_size = std::size_t{64} << 10U; // 4 MiB, the default, for each task's database is a lot on a small disk
    options.max_file_opening_threads = 1; // 16, the default, are made and joined for every column family at each open, for a handful of files
    options.write_buffer_size = std::size_t{4} << 20U; // small memtables are nearly twice as fast here (performance.md)
    options.max_write_buffer_number = 3;
    options.stats_dump_period_sec = 0;
    options.stats_persist_period_sec = 0;
    rocksdb::BlockBasedTableOptions table;
    table.block_cache = rocksdb::NewLRUCache(std::size_t{4} << 20U);
    // Of a key that is seen for the first time nothing is there: without filters each of them costs a block of every level.
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
    options.memtable_whole_key_filtering = true;
    options.memtable_prefix_bloom_size_ratio = 0.02; // 84 KB: 16 bits for each of 40,000 rows
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
    return options;
}

} // namespace

struct TaskDatabase::State {
    struct Reader final : StateBacking {
        State& state;
        rocksdb::ColumnFamilyHandle* family;
        Reader(State& s, rocksdb::ColumnFamilyHandle* f) : state(s), family(f) {}
        Result<bool> read(std::string_view key, std::string& value, std::int64_t& timestamp) override {
            rocksdb::PinnableSlice found;
            const auto status = state.db->Get({}, family, rocksdb::Slice(key.data(), key.size()), &found);
            if (status.IsNotFound()) return false;
            if (!status.ok()) return failStatus(status, "can't read the store in " + state.directory);
            if (found.size() < rowHeader || found[0] != rowVersion) return fail(Errc::Corrupt, "a row of the store in " + state.directory + " has an unknown format");
            timestamp = int64Of({found.data() + 1, 8});
            value.assign(found.data() + rowHeader, found.size() - rowHeader);
            return true;
        }
    };
    std::string directory;
    std::unique_ptr<rocksdb::DB> db;
    std::vector<std::string> names; ///< of column families
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    std::map<std::string, std::unique_ptr<Reader>> readers;
    rocksdb::ColumnFamilyHandle* meta = nullptr;
    SortedRows rows; ///< of write()

    /// Null: there is no such store.
    rocksdb::ColumnFamilyHandle* family(const std::string& name) const {
        const auto found = std::find(names.begin(), names.end(), name);
        return found != names.end() ? handles[static_cast<std::size_t>(found - names.begin())] : nullptr;
    }

    ~State() {
        readers.clear();
        if (!db) return;
        for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
        db->Close();
    }
};

TaskDatabase::TaskDatabase(std::unique_ptr<State> state) : m_state(std::move(state)) {}
TaskDatabase::~TaskDatabase() = default;

Result<std::unique_ptr<TaskDatabase::State>> TaskDatabase::openState(const Path& directory, const std::vector<std::string>& wanted, bool readOnly) {
    auto state = std::make_unique<State>();
    state->directory = directory.string();
    auto options = baseOptions();
    if (readOnly) {
        options.create_if_missing = false;
        options.info_log = std::make_shared<Silent>();
    }
    auto& names = state->names;
    if (!rocksdb::DB::ListColumnFamilies(options, state->directory, &names).ok()) names = {rocksdb::kDefaultColumnFamilyName};
    for (const auto& name : wanted)
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    descriptors.reserve(names.size());
    for (const auto& name : names) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions(options));
    rocksdb::DB* db = nullptr;
    const auto status = readOnly ? rocksdb::DB::OpenForReadOnly(options, state->directory, descriptors, &state->handles, &db) : rocksdb::DB::Open(options, state->directory, descriptors, &state->handles, &db);
    if (!status.ok()) return failStatus(status, "can't open the stores in " + state->directory);
    state->db.reset(db);
    state->meta = state->family(metaFamily);
    return state;
}

Result<std::unique_ptr<TaskDatabase>> TaskDatabase::openReadOnly(const Path& directory) {
    WEIR_TRY(auto state, openState(directory, {metaFamily}, true));
    return std::unique_ptr<TaskDatabase>(new TaskDatabase(std::move(state)));
}

Result<std::unique_ptr<TaskDatabase>> TaskDatabase::open(const Path& directory, const std::map<std::string, std::uint64_t>& stores) {
    std::vector<std::string> wanted{metaFamily};
    for (const auto& [name, hash] : stores) wanted.push_back(name);
    WEIR_TRY(auto state, openState(directory, wanted, false));
    rocksdb::WriteBatch hashes;
    for (const auto& [name, hash] : stores) {
        std::string known;
        const auto got = state->db->Get({}, state->meta, schemaPrefix + name, &known);
        const auto mine = int64Bytes(static_cast<std::int64_t>(hash));
        if (got.ok() && known != mine)
            return fail(Errc::Invalid, fmt::format("store {} in {} holds rows of another shape than this topology's: give the node's store another name or the application another id, begin again with weir "
                                                   "offsets reset, or compare both with weir replay",
                                                   name, state->directory));
        if (got.IsNotFound()) hashes.Put(state->meta, schemaPrefix + name, mine);
        state->readers[name] = std::make_unique<State::Reader>(*state, state->family(name));
    }
    if (hashes.Count() > 0) {
        const auto wrote = state->db->Write({}, &hashes);
        if (!wrote.ok()) return failStatus(wrote, "can't write the stores in " + state->directory);
    }
    return std::unique_ptr<TaskDatabase>(new TaskDatabase(std::move(state)));
}

Result<> TaskDatabase::destroy(const Path& directory) {
    const auto options = baseOptions();
    std::vector<std::string> families;
    std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
    if (rocksdb::DB::ListColumnFamilies(options, directory.string(), &families).ok())
        for (const auto& name : families) descriptors.emplace_back(name, rocksdb::ColumnFamilyOptions(options));
    const auto status = rocksdb::DestroyDB(directory.string(), options, descriptors);
    if (!status.ok()) return failStatus(status, "can't remove the stores in " + directory.string());
    return {};
}

StateBacking& TaskDatabase::backing(const std::string& store) {
    const auto found = m_state->readers.find(store);
    WEIR_ASSERT(found != m_state->readers.end());
    return *found->second;
}

std::map<std::string, std::int64_t> TaskDatabase::positions() const {
    std::map<std::string, std::int64_t> out;
    const std::unique_ptr<rocksdb::Iterator> it(m_state->db->NewIterator({}, m_state->meta));
    for (it->Seek(positionPrefix); it->Valid() && it->key().starts_with(positionPrefix); it->Next())
        out[it->key().ToString().substr(positionPrefix.size())] = int64Of({it->value().data(), it->value().size()});
    return out;
}

Result<std::map<std::string, std::int64_t>> TaskDatabase::durablePositions() const {
    auto known = positions();
    const auto status = m_state->db->FlushWAL(true);
    if (!status.ok()) return failStatus(status, "can't sync the stores in " + m_state->directory);
    return known;
}

Result<> TaskDatabase::replacePositions(const std::map<std::string, std::int64_t>& positions) {
    rocksdb::WriteBatch batch;
    for (const auto& [name, offset] : this->positions()) batch.Delete(m_state->meta, positionPrefix + name);
    for (const auto& [name, offset] : positions) batch.Put(m_state->meta, positionPrefix + name, int64Bytes(offset));
    const auto status = m_state->db->Write({}, &batch);
    if (!status.ok()) return failStatus(status, "can't write the stores in " + m_state->directory);
    return {};
}

// What is in memory goes into files first: a linked write-ahead log may grow, or not be synced as far as it counts (reliability.md D7).
Result<> TaskDatabase::copyTo(const Path& directory) const {
    constexpr std::uint64_t flushAlways = 0;
    rocksdb::Checkpoint* made = nullptr;
    auto status = rocksdb::Checkpoint::Create(m_state->db.get(), &made);
    const std::unique_ptr<rocksdb::Checkpoint> checkpoint(made);
    if (status.ok()) status = checkpoint->CreateCheckpoint(directory.string(), flushAlways);
    if (!status.ok()) return failStatus(status, "can't copy the stores in " + m_state->directory + " to " + directory.string());
    return {};
}

namespace {

class SortingBatch final : public TaskDatabase::Batch {
public:
    SortingBatch(SortedRows& rows, const std::vector<std::string>& stores) : m_rows(rows), m_stores(stores) {}
    void put(const std::string& store, std::string_view key, std::string_view value, std::int64_t timestamp) override {
        std::array<char, rowHeader> head{rowVersion};
        std::memcpy(head.data() + 1, &timestamp, 8);
        m_rows.put(family(store), key, {head.data(), head.size()}, value);
    }
    void remove(const std::string& store, std::string_view key) override { m_rows.remove(family(store), key); }

private:
    std::uint32_t family(const std::string& store) {
        if (m_last >= m_stores.size() || m_stores[m_last] != store) m_last = static_cast<std::size_t>(std::find(m_stores.begin(), m_stores.end(), store) - m_stores.begin());
        WEIR_ASSERT(m_last < m_stores.size());
        return static_cast<std::uint32_t>(m_last);
    }
    SortedRows& m_rows;
    const std::vector<std::string>& m_stores;
    std::size_t m_last = 0;
};

} // namespace

Result<> TaskDatabase::write(const std::function<Result<>(Batch&)>& fill, const std::map<std::string, std::int64_t>& positions) {
    auto& s = *m_state;
    s.rows.clear();
    SortingBatch sorting(s.rows, s.names);
    WEIR_CHECK(fill(sorting));
    rocksdb::WriteBatch batch(s.rows.bytes());
    s.rows.each([&](std::uint32_t family, std::string_view key, std::string_view value, bool removed) {
        if (removed) batch.Delete(s.handles[family], rocksdb::Slice(key.data(), key.size()));
        else batch.Put(s.handles[family], rocksdb::Slice(key.data(), key.size()), rocksdb::Slice(value.data(), value.size()));
    });
    for (const auto& [name, offset] : positions) batch.Put(s.meta, positionPrefix + name, int64Bytes(offset));
    const auto status = s.db->Write({}, &batch);
    if (!status.ok()) return failStatus(status, "can't write the stores in " + s.directory);
    return {};
}

Result<> TaskDatabase::deferMerging(bool defer) {
    for (auto* handle : m_state->handles) {
        const auto status = m_state->db->SetOptions(handle, {{"disable_auto_compactions", defer ? "true" : "false"}});
        if (!status.ok()) return failStatus(status, "can't change the options of the stores in " + m_state->directory);
    }
    return {};
}

Result<> TaskDatabase::rows(const std::string& store, std::string_view from,
                            const std::function<bool(std::string_view, std::string_view, std::int64_t)>& visit) const {
    auto* const family = m_state->family(store);
    if (family == nullptr) return fail(Errc::NotFound, "there is no store " + store + " in " + m_state->directory);
    const std::unique_ptr<rocksdb::Iterator> it(m_state->db->NewIterator({}, family));
    for (it->Seek(rocksdb::Slice(from.data(), from.size())); it->Valid(); it->Next()) {
        const auto value = it->value();
        if (value.size() < rowHeader || value[0] != rowVersion) return fail(Errc::Corrupt, "a row of store " + store + " in " + m_state->directory + " has an unknown format");
        if (!visit({it->key().data(), it->key().size()}, {value.data() + rowHeader, value.size() - rowHeader}, int64Of({value.data() + 1, 8}))) break;
    }
    if (!it->status().ok()) return failStatus(it->status(), "can't read store " + store);
    return {};
}

std::uint64_t TaskDatabase::approximateRows(const std::string& store) const {
    auto* const family = m_state->family(store);
    std::uint64_t count = 0;
    if (family != nullptr) m_state->db->GetIntProperty(family, rocksdb::DB::Properties::kEstimateNumKeys, &count);
    return count;
}

} // namespace weir
