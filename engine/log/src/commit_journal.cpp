// SPDX-License-Identifier: Apache-2.0
#include "weir/log/commit_journal.h"

#include "journal_entry.h"
#include "weir/core/kill_point.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <mutex>
#include <utility>

namespace weir {
namespace {

constexpr std::string_view extension = ".journal";
constexpr std::int64_t readBytesMax = 1LL << 30;
constexpr int producerIdBits = 24; // of one epoch
constexpr std::size_t notesBytesMax = std::size_t{1} << 20U; // about, in one entry of a snapshot
constexpr std::string_view endPrefix = "end:"; // of notes

std::optional<std::int64_t> numberOf(std::string_view name) {
    if (!name.ends_with(extension)) return std::nullopt;
    name.remove_suffix(extension.size());
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error != std::errc{} || end != name.data() + name.size() || number < 1) return std::nullopt;
    return number;
}

/// Whether "orders-3" is a partition of a topic.
bool isOf(std::string_view partition, std::string_view topic) { return partition.starts_with(topic) && partition.rfind('-') == topic.size(); }

std::span<const std::byte> bytesOf(std::string_view text) { return std::as_bytes(std::span(text)); }

} // namespace

// syncMutex is taken before mutex.
struct CommitJournal::State {
    State(Path journalFolder, FileSystem& fileSystem, std::int64_t bytesMax)
        : folder(std::move(journalFolder)), files(fileSystem), fileBytesMax(bytesMax), rollAt(bytesMax) {}

    const Path folder;
    FileSystem& files;
    const std::int64_t fileBytesMax;

    std::mutex syncMutex; // who waits for it is served by the sync before
    std::int64_t syncedSize = 0;

    mutable std::mutex mutex; // what follows
    std::unique_ptr<File> file;
    std::int64_t number = 0;
    std::int64_t size = 0;
    std::int64_t rollAt;
    std::int64_t nextSequence = 1;
    std::map<std::pair<std::string, std::string>, CommitRecord> latest; // by application and task
    std::map<std::string, std::string, std::less<>> notes;
    std::int64_t epoch = 0;
    std::int64_t producerIds = 0; // given in this epoch
    std::optional<Error> failed;
    std::string encoded;

    Path pathOf(std::int64_t n) const { return folder / fmt::format("{:020}{}", n, extension); }
    void take(const JournalEntry& entry);
    Result<> load(std::int64_t n);
    Result<> startFile(std::int64_t n);
    Result<Mark> append(JournalEntry entry);
    Result<Mark> appendLocked(JournalEntry entry); ///< mutex is held
    Result<> appendDurably(JournalEntry entry);
    Result<> makeDurable(Mark mark);
    Result<> syncTo(Mark mark);
    Result<> rollIfFull();
    Result<> removeOlder();
};

CommitJournal::CommitJournal(std::unique_ptr<State> state) : m_state(std::move(state)) {}
CommitJournal::~CommitJournal() = default;

Result<> CommitJournal::leaveFile() {
    constexpr std::int64_t farAhead = 1'000'000'000;
    const std::lock_guard syncing(m_state->syncMutex);
    const std::lock_guard lock(m_state->mutex);
    if (m_state->failed) return fail(*m_state->failed);
    WEIR_CHECK(m_state->startFile((m_state->number / farAhead + 1) * farAhead));
    return m_state->removeOlder();
}

Result<std::unique_ptr<CommitJournal>> CommitJournal::open(Path dataFolder, FileSystem& files, std::int64_t fileBytesMax) {
    auto state = std::make_unique<State>(dataFolder / "journal", files, fileBytesMax);
    WEIR_CHECK(files.createDirectories(state->folder));
    WEIR_CHECK(files.syncDirectory(dataFolder));
    WEIR_TRY(const auto names, files.list(state->folder));
    std::int64_t newest = 0;
    for (const auto& name : names) newest = std::max(newest, numberOf(name).value_or(0));
    if (newest > 0) WEIR_CHECK(state->load(newest));
    // Durable before anybody is given a producer id of it. In a file of its own: what was read here may be known to the page cache alone,
    // where a sync failed before.
    WEIR_KILLPOINT("journal.open.before");
    ++state->epoch;
    WEIR_CHECK(state->startFile(newest + 1));
    WEIR_KILLPOINT("journal.open.epoch-synced");
    WEIR_CHECK(state->removeOlder());
    return std::unique_ptr<CommitJournal>(new CommitJournal(std::move(state)));
}

void CommitJournal::State::take(const JournalEntry& entry) {
    const auto forget = [&](const std::string& application) { std::erase_if(latest, [&](const auto& known) { return known.first.first == application; }); };
    const auto& r = entry.record;
    switch (entry.kind) {
    case JournalKind::Commit:
    case JournalKind::CommitAlone: latest[{r.application, r.task}] = r; break;
    case JournalKind::Open: epoch = entry.epoch; break;
    case JournalKind::Forget: forget(r.application); break;
    case JournalKind::Change:
        for (const auto& application : entry.change.forget) forget(application);
        for (const auto& record : entry.change.commits) latest[{record.application, record.task}] = record;
        for (const auto& [name, text] : entry.change.notes) {
            if (text) notes[name] = *text;
            else notes.erase(name);
        }
        break;
    }
}

// A file gets its name only once it is whole and synced, so its header can't be torn; its tail can.
Result<> CommitJournal::State::load(std::int64_t n) {
    const auto path = pathOf(n);
    WEIR_TRY(const auto content, readFile(files, path, readBytesMax));
    const auto damaged = [&](std::size_t at, std::string_view what) {
        return fail(Errc::Corrupt, fmt::format("the commit journal is damaged at byte {}: {}; nothing was changed: restore the file from a backup", at, what),
                    Place{.file = path.string()});
    };
    const auto version = journalVersion(content, n);
    if (!version) return damaged(0, "its header is not a journal's");
    const bool beginsWithOpen = *version >= 2; // written and synced with it; a file of version 1 may begin with anything, or be empty
    JournalReader entries(std::string_view(content).substr(journalHeaderBytes));
    JournalEntry entry;
    auto end = journalHeaderBytes;
    while (entries.next(entry)) {
        if (beginsWithOpen && end == journalHeaderBytes && entry.kind != JournalKind::Open) return damaged(end, "its first entry is missing");
        take(entry);
        end = content.size() - entries.rest().size();
    }
    if (beginsWithOpen && end == journalHeaderBytes) return damaged(end, "no entry in it is whole");
    if (entries.holdsLater()) return damaged(end, "a good entry follows it");
    WEIR_TRY(file, files.open(path, OpenMode::Write));
    number = n;
    size = syncedSize = static_cast<std::int64_t>(end);
    nextSequence = entries.sequence() + 1;
    if (end < content.size()) WEIR_CHECK(file->truncate(size));
    return file->sync(); // found is not yet durable
}

// A file with the latest record of every task: written under another name, synced, renamed.
Result<> CommitJournal::State::startFile(std::int64_t n) {
    std::string content;
    appendJournalHeader(content, n);
    auto sequence = nextSequence;
    appendJournalOpen(content, sequence++, epoch);
    for (const auto& [task, record] : latest) appendJournalEntry(content, sequence++, JournalKind::Commit, record);
    JournalChange kept;
    std::size_t keptBytes = 0;
    for (const auto& [name, text] : notes) {
        if (keptBytes > notesBytesMax) {
            appendJournalChange(content, sequence++, std::exchange(kept, {}));
            keptBytes = 0;
        }
        kept.notes.emplace_back(name, text);
        keptBytes += name.size() + text.size();
    }
    if (!kept.notes.empty()) appendJournalChange(content, sequence++, kept);
    auto temporary = pathOf(n);
    temporary += ".tmp";
    WEIR_KILLPOINT("journal.roll.before");
    // Of one whose sync failed no later sync can be trusted: it is another file.
    if (const auto removed = files.remove(temporary); !removed && removed.error().code != Errc::NotFound) return removed;
    WEIR_TRY(auto next, files.open(temporary, OpenMode::CreateOrOpen));
    WEIR_CHECK(next->truncate(0));
    WEIR_CHECK(next->writeAt(0, bytesOf(content)));
    WEIR_KILLPOINT("journal.roll.written");
    WEIR_CHECK(next->sync());
    WEIR_KILLPOINT("journal.roll.synced");
    // From here on a power loss may leave either file: nothing may be added to the old one.
    auto named = files.rename(temporary, pathOf(n));
    WEIR_KILLPOINT("journal.roll.renamed");
    if (named) named = files.syncDirectory(folder);
    WEIR_KILLPOINT("journal.roll.folder-synced");
    if (!named) {
        failed = named.error();
        return named;
    }
    file = std::move(next);
    number = n;
    size = syncedSize = static_cast<std::int64_t>(content.size());
    nextSequence = sequence;
    rollAt = size + fileBytesMax;
    return {};
}

Result<CommitJournal::Mark> CommitJournal::State::append(JournalEntry entry) {
    const std::lock_guard lock(mutex);
    return appendLocked(std::move(entry));
}

Result<CommitJournal::Mark> CommitJournal::State::appendLocked(JournalEntry entry) {
    if (failed) return fail(*failed);
    encoded.clear();
    entry.sequence = nextSequence;
    if (entry.kind == JournalKind::Open) appendJournalOpen(encoded, entry.sequence, entry.epoch);
    else if (entry.kind == JournalKind::Change) appendJournalChange(encoded, entry.sequence, entry.change);
    else appendJournalEntry(encoded, entry.sequence, entry.kind, entry.record);
    if (encoded.size() > 2 * journalPayloadBytesMax) // two copies, with their heads
        return fail(Errc::Limit, fmt::format("a commit of {} bytes does not fit the commit journal, which takes {}: use shorter positions or fewer sources in a task",
                                             encoded.size() / 2, journalPayloadBytesMax));
    WEIR_KILLPOINT("journal.append.before");
    if (const auto written = file->writeAt(size, bytesOf(encoded)); !written) {
        // A whole copy of it may stand there, and would count at the next open.
        auto cut = file->truncate(size);
        if (cut) cut = file->sync();
        if (!cut) failed = cut.error();
        return fail(written.error());
    }
    WEIR_KILLPOINT("journal.append.written");
    size += static_cast<std::int64_t>(encoded.size());
    ++nextSequence;
    take(entry);
    return Mark{number, size};
}

Result<> CommitJournal::State::appendDurably(JournalEntry entry) {
    WEIR_TRY(const auto mark, append(std::move(entry)));
    return makeDurable(mark);
}

Result<> CommitJournal::State::makeDurable(Mark mark) {
    WEIR_CHECK(syncTo(mark));
    return rollIfFull();
}

Result<> CommitJournal::State::syncTo(Mark mark) {
    const std::lock_guard syncing(syncMutex);
    Mark now;
    {
        const std::lock_guard lock(mutex);
        if (failed) return fail(*failed);
        if (number > mark.file || syncedSize >= mark.size) return {};
        now = {number, size};
    }
    WEIR_KILLPOINT("journal.sync.before");
    const auto synced = file->sync(); // only a roll replaces the file, and it needs syncMutex
    if (!synced) {
        const std::lock_guard lock(mutex);
        failed = synced.error();
        (void)file->truncate(syncedSize); // what no later sync can be trusted with
        return synced;
    }
    WEIR_KILLPOINT("journal.sync.after");
    syncedSize = now.size;
    return {};
}

Result<> CommitJournal::State::rollIfFull() {
    {
        const std::lock_guard lock(mutex);
        if (size < rollAt) return {};
    }
    const std::lock_guard syncing(syncMutex);
    const std::lock_guard lock(mutex);
    if (size < rollAt || failed) return {};
    rollAt = size + fileBytesMax; // on a full disk the next try comes later
    if (const auto started = startFile(number + 1); !started) return failed ? started : Result<>{};
    (void)removeOlder(); // they are in nobody's way
    return {};
}

Result<> CommitJournal::State::removeOlder() {
    WEIR_TRY(const auto names, files.list(folder));
    for (const auto& name : names)
        if (const auto n = numberOf(name); name.ends_with(".tmp") || (n && *n < number)) WEIR_CHECK(files.remove(folder / name));
    WEIR_KILLPOINT("journal.roll.old-removed");
    return {};
}

std::int64_t CommitJournal::epoch() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->epoch;
}

Result<std::int64_t> CommitJournal::newProducerId() {
    const std::lock_guard lock(m_state->mutex);
    if (m_state->producerIds >= std::int64_t{1} << producerIdBits) return fail(Errc::Limit, "no producer ids are left; start the engine again");
    return (m_state->epoch << producerIdBits) + m_state->producerIds++;
}

bool CommitJournal::failed() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->failed.has_value();
}

std::vector<CommitRecord> CommitJournal::everything() const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<CommitRecord> out;
    for (const auto& [task, record] : m_state->latest) out.push_back(record);
    return out;
}

Result<> CommitJournal::commit(const CommitRecord& record, bool durable) {
    WEIR_TRY(const auto mark, append(record));
    return durable ? makeDurable(mark) : Result<>{};
}

// The file may be followed by a new one at once, which is synced with what was appended.
Result<CommitJournal::Mark> CommitJournal::append(const CommitRecord& record) {
    WEIR_TRY(const auto mark, m_state->append({.kind = JournalKind::Commit, .record = record, .change = {}, .epoch = 0}));
    WEIR_CHECK(m_state->rollIfFull());
    return mark;
}

Result<> CommitJournal::makeDurable(Mark mark) { return m_state->syncTo(mark); }

Result<> CommitJournal::makeDurable() {
    Mark all;
    {
        const std::lock_guard lock(m_state->mutex);
        all = {m_state->number, m_state->size};
    }
    return m_state->syncTo(all);
}

std::optional<CommitRecord> CommitJournal::latest(std::string_view application, std::string_view task) const {
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->latest.find(std::pair(std::string(application), std::string(task)));
    return found == m_state->latest.end() ? std::nullopt : std::optional(found->second);
}

std::vector<CommitRecord> CommitJournal::all(std::string_view application) const {
    const std::lock_guard lock(m_state->mutex);
    std::vector<CommitRecord> out;
    for (const auto& [task, record] : m_state->latest)
        if (task.first == application) out.push_back(record);
    return out;
}

Result<> CommitJournal::forget(std::string_view application) {
    JournalEntry entry{.kind = JournalKind::Forget, .record = {}, .change = {}, .epoch = 0};
    entry.record.application = application;
    return m_state->appendDurably(std::move(entry));
}

Result<> CommitJournal::noteEnds(const std::map<std::string, std::int64_t>& ends) {
    JournalChange noted;
    for (const auto& [partition, end] : ends) noted.notes.emplace_back(std::string(endPrefix) + partition, std::to_string(end));
    return noted.notes.empty() ? Result<>{} : change(noted);
}

std::map<std::string, std::int64_t> CommitJournal::ends() const {
    std::map<std::string, std::int64_t> out;
    for (const auto& [name, text] : notes(endPrefix)) std::from_chars(text.data(), text.data() + text.size(), out[name.substr(endPrefix.size())]);
    for (const auto& record : everything())
        for (const auto& written : record.written) {
            auto& end = out[written.partition];
            end = std::max(end, written.last + 1);
        }
    return out;
}

// One step with what it looks at: a task may commit meanwhile.
Result<> CommitJournal::forgetTopic(std::string_view topic) {
    auto& s = *m_state;
    Mark mark;
    {
        const std::lock_guard lock(s.mutex);
        JournalEntry entry{.kind = JournalKind::Change, .record = {}, .change = {}, .epoch = 0};
        for (const auto& [task, record] : s.latest) {
            auto without = record;
            if (std::erase_if(without.written, [&](const WrittenTransaction& written) { return isOf(written.partition, topic); }) > 0) entry.change.commits.push_back(std::move(without));
        }
        for (const auto& [name, text] : s.notes)
            if (name.starts_with(endPrefix) && isOf(std::string_view(name).substr(endPrefix.size()), topic)) entry.change.notes.emplace_back(name, std::nullopt);
        if (entry.change.commits.empty() && entry.change.notes.empty()) return {};
        WEIR_TRY(mark, s.appendLocked(std::move(entry)));
    }
    return s.makeDurable(mark);
}

Result<> CommitJournal::change(const JournalChange& change) { return m_state->appendDurably({.kind = JournalKind::Change, .record = {}, .change = change, .epoch = 0}); }

std::optional<std::string> CommitJournal::note(std::string_view name) const {
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->notes.find(name);
    return found == m_state->notes.end() ? std::nullopt : std::optional(found->second);
}

std::map<std::string, std::string> CommitJournal::notes(std::string_view prefix) const {
    const std::lock_guard lock(m_state->mutex);
    std::map<std::string, std::string> out;
    for (auto at = m_state->notes.lower_bound(prefix); at != m_state->notes.end() && at->first.starts_with(prefix); ++at) out.insert(*at);
    return out;
}

} // namespace weir
