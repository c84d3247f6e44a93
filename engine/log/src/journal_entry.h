// SPDX-License-Identifier: Apache-2.0
// The bytes of the commit journal: its file header and its entries. docs/formats/journal.md.
#pragma once

#include "weir/log/commit_journal.h"

#include <cstddef>
#include <cstdint>
#include <optional>
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
constexpr std::size_t journalPayloadBytesMax = std::size_t{16} << 20U; ///< of an entry; a reader takes a larger one for damage

void appendJournalHeader(std::string& out, std::int64_t number);
/// Of a journal's file with this number; nothing: its header is none.
std::optional<std::uint32_t> journalVersion(std::string_view bytes, std::int64_t number);
void appendJournalEntry(std::string& out, std::int64_t sequence, JournalKind kind, const CommitRecord& record);
void appendJournalOpen(std::string& out, std::int64_t sequence, std::int64_t epoch);
void appendJournalChange(std::string& out, std::int64_t sequence, const JournalChange& change);
/// Finds the entries of a file again. Each stands there twice, one copy behind the other: a copy that is damaged is passed over.
class JournalReader {
public:
    /// `bytes`: what stands behind the file's header.
    explicit JournalReader(std::string_view bytes) : m_rest(bytes) {}
    /// The entry whose sequence follows; false: there is none.
    bool next(JournalEntry& out);
    /// What stands behind the last entry and its copy. No entry is in it that next() would give.
    std::string_view rest() const { return m_rest; }
    std::int64_t sequence() const { return m_sequence.value_or(0); }
    /// Whether a later entry stands in the rest: then it is not the end of a write that was cut short.
    bool holdsLater() const { return m_holdsLater; }

private:
    bool find(JournalEntry& out);

    std::string_view m_rest;
    std::optional<std::int64_t> m_sequence;
    bool m_holdsLater = false;
};

} // namespace weir
