// SPDX-License-Identifier: Apache-2.0
// The bytes of the commit journal: its file header and its entries. docs/formats/journal.md.
#pragma once

#include "weir/log/commit_journal.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace weir {

/// 1 was a commit that did not say what it wrote.
enum class JournalKind : std::uint8_t { CommitAlone = 1, Forget = 2, Commit = 3, Open = 4, Change = 16 };

struct JournalEntry {
    std::int64_t sequence = 0;
    JournalKind kind = JournalKind::Commit;
    CommitRecord record; ///< of a Forget only the application
    JournalChange change; ///< of a Change only this
    std::int64_t epoch = 0; ///< of an Open only this
};

constexpr std::size_t journalHeaderBytes = 24;

void appendJournalHeader(std::string& out, std::int64_t number);
bool journalHeaderHolds(std::string_view bytes, std::int64_t number);
void appendJournalEntry(std::string& out, std::int64_t sequence, JournalKind kind, const CommitRecord& record);
void appendJournalOpen(std::string& out, std::int64_t sequence, std::int64_t epoch);
void appendJournalChange(std::string& out, std::int64_t sequence, const JournalChange& change);
/// The entry at the start of `bytes`, which is then moved behind it. False: cut short or damaged; `bytes` stay.
bool readJournalEntry(std::string_view& bytes, JournalEntry& out);
/// Whether a whole, valid entry with a sequence above `sequence` stands anywhere in `bytes`.
bool holdsLaterEntry(std::string_view bytes, std::int64_t sequence);

} // namespace weir
