// SPDX-License-Identifier: Apache-2.0
#include "journal_entry.h"

#include "big_endian.h"
#include "weir/core/crc32c.h"

#include <type_traits>

namespace weir {
namespace {

constexpr std::string_view fileMagic = "WEIRJRNL";
constexpr std::string_view entryMagic = "WJE1";
constexpr std::uint32_t fileVersion = 2;
constexpr std::uint32_t oldestVersion = 1; // entries had no copy
constexpr std::size_t entryHeadBytes = 12; // magic, length, CRC

std::uint32_t crcOf(std::string_view bytes) { return crc32c(std::as_bytes(std::span(bytes))); }

template <class T>
void appendNumber(std::string& out, T value) {
    std::byte bytes[sizeof(T)];
    storeBigEndian(bytes, value);
    out.append(reinterpret_cast<const char*>(bytes), sizeof(T));
}

template <class T>
T numberAt(std::string_view bytes, std::size_t at) {
    return loadBigEndian<T>(std::as_bytes(std::span(bytes)).data() + at);
}

void appendText(std::string& out, std::string_view text) {
    appendNumber(out, static_cast<std::uint32_t>(text.size()));
    out.append(text);
}

// Reads a payload; once something does not fit, everything after is zero and good() is false.
class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}
    bool good() const { return m_good; }
    bool done() const { return m_good && m_bytes.empty(); }

    template <class T>
    T number() {
        if (m_bytes.size() < sizeof(T)) m_good = false;
        if (!m_good) return T{};
        const auto value = numberAt<T>(m_bytes, 0);
        m_bytes.remove_prefix(sizeof(T));
        return value;
    }
    std::string text() {
        const auto size = number<std::uint32_t>();
        if (size > m_bytes.size()) m_good = false;
        if (!m_good) return {};
        std::string out(m_bytes.substr(0, size));
        m_bytes.remove_prefix(size);
        return out;
    }

private:
    std::string_view m_bytes;
    bool m_good = true;
};

void readCommit(Reader& in, CommitRecord& out, bool saysWritten = true) {
    out.task = in.text();
    out.streamTime = in.number<std::int64_t>();
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left) {
        auto source = in.text();
        out.positions[std::move(source)] = in.text();
    }
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left) {
        auto changelog = in.text();
        out.changelogs[std::move(changelog)] = in.number<std::int64_t>();
    }
    if (!saysWritten) return;
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left) {
        auto& written = out.written.emplace_back();
        written.producerId = in.number<std::int64_t>();
        written.partition = in.text();
        written.last = in.number<std::int64_t>();
    }
}

void readChange(Reader& in, JournalChange& out) {
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left) out.forget.push_back(in.text());
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left) {
        auto& record = out.commits.emplace_back();
        record.application = in.text();
        readCommit(in, record);
    }
    for (auto left = in.number<std::uint32_t>(); left > 0 && in.good(); --left) {
        auto name = in.text();
        const bool present = in.number<std::uint8_t>() != 0;
        auto text = present ? std::optional(in.text()) : std::nullopt;
        out.notes.emplace_back(std::move(name), std::move(text));
    }
}

bool readPayload(std::string_view payload, JournalEntry& out) {
    Reader in(payload);
    out.sequence = in.number<std::int64_t>();
    out.kind = static_cast<JournalKind>(in.number<std::uint8_t>());
    out.record = {};
    out.change = {};
    switch (out.kind) {
    case JournalKind::Commit:
    case JournalKind::CommitAlone:
        out.record.application = in.text();
        readCommit(in, out.record, out.kind == JournalKind::Commit);
        out.kind = JournalKind::Commit;
        return in.done();
    case JournalKind::Open: out.epoch = in.number<std::int64_t>(); return in.done();
    case JournalKind::Forget: out.record.application = in.text(); return in.done();
    case JournalKind::Change: readChange(in, out.change); return in.done();
    }
    return false;
}

void appendCommit(std::string& payload, const CommitRecord& record) {
    appendText(payload, record.task);
    appendNumber(payload, record.streamTime);
    appendNumber(payload, static_cast<std::uint32_t>(record.positions.size()));
    for (const auto& [source, position] : record.positions) {
        appendText(payload, source);
        appendText(payload, position);
    }
    appendNumber(payload, static_cast<std::uint32_t>(record.changelogs.size()));
    for (const auto& [changelog, end] : record.changelogs) {
        appendText(payload, changelog);
        appendNumber(payload, end);
    }
    appendNumber(payload, static_cast<std::uint32_t>(record.written.size()));
    for (const auto& written : record.written) {
        appendNumber(payload, written.producerId);
        appendText(payload, written.partition);
        appendNumber(payload, written.last);
    }
}

std::string payloadOf(std::int64_t sequence, JournalKind kind) {
    std::string payload;
    appendNumber(payload, sequence);
    appendNumber(payload, static_cast<std::uint8_t>(kind));
    return payload;
}

// Twice: a bit that turns over in the last entry could not be told from a write that was cut short, and the commit would be gone.
void appendPayload(std::string& out, std::string_view payload) {
    for (int copy = 0; copy < 2; ++copy) {
        out.append(entryMagic);
        appendNumber(out, static_cast<std::uint32_t>(payload.size()));
        appendNumber(out, crcOf(payload));
        out.append(payload);
    }
}

std::string fileHeader(std::uint32_t version, std::int64_t number) {
    std::string rest;
    appendNumber(rest, version);
    appendNumber(rest, number);
    std::string out(fileMagic);
    appendNumber(out, crcOf(rest));
    return out + rest;
}

// The entry at the start of `bytes`, which is then moved behind it. False: cut short or damaged; `bytes` stay.
bool readEntry(std::string_view& bytes, JournalEntry& out) {
    if (bytes.size() < entryHeadBytes || !bytes.starts_with(entryMagic)) return false;
    const auto size = numberAt<std::uint32_t>(bytes, 4);
    if (size > journalPayloadBytesMax || size > bytes.size() - entryHeadBytes) return false;
    const auto payload = bytes.substr(entryHeadBytes, size);
    if (crcOf(payload) != numberAt<std::uint32_t>(bytes, 8) || !readPayload(payload, out)) return false;
    bytes.remove_prefix(entryHeadBytes + size);
    return true;
}

} // namespace

void appendJournalHeader(std::string& out, std::int64_t number) { out += fileHeader(fileVersion, number); }

std::optional<std::uint32_t> journalVersion(std::string_view bytes, std::int64_t number) {
    for (auto version = oldestVersion; version <= fileVersion; ++version)
        if (bytes.starts_with(fileHeader(version, number))) return version;
    return std::nullopt;
}

void appendJournalEntry(std::string& out, std::int64_t sequence, JournalKind kind, const CommitRecord& record) {
    auto payload = payloadOf(sequence, kind);
    appendText(payload, record.application);
    if (kind == JournalKind::Commit) appendCommit(payload, record);
    appendPayload(out, payload);
}

void appendJournalOpen(std::string& out, std::int64_t sequence, std::int64_t epoch) {
    auto payload = payloadOf(sequence, JournalKind::Open);
    appendNumber(payload, epoch);
    appendPayload(out, payload);
}

void appendJournalChange(std::string& out, std::int64_t sequence, const JournalChange& change) {
    auto payload = payloadOf(sequence, JournalKind::Change);
    appendNumber(payload, static_cast<std::uint32_t>(change.forget.size()));
    for (const auto& application : change.forget) appendText(payload, application);
    appendNumber(payload, static_cast<std::uint32_t>(change.commits.size()));
    for (const auto& record : change.commits) {
        appendText(payload, record.application);
        appendCommit(payload, record);
    }
    appendNumber(payload, static_cast<std::uint32_t>(change.notes.size()));
    for (const auto& [name, text] : change.notes) {
        appendText(payload, name);
        appendNumber(payload, static_cast<std::uint8_t>(text ? 1 : 0));
        if (text) appendText(payload, *text);
    }
    appendPayload(out, payload);
}

bool JournalReader::next(JournalEntry& out) {
    if (!find(out)) return false;
    // Its copy belongs to it; one that is cut short or damaged is looked over at the next search.
    auto behind = m_rest;
    if (JournalEntry copy; readEntry(behind, copy) && copy.sequence == out.sequence) m_rest = behind;
    return true;
}

bool JournalReader::find(JournalEntry& out) {
    for (auto at = std::size_t{0}; at != std::string_view::npos; at = m_rest.find(entryMagic, at + 1)) {
        auto behind = m_rest.substr(at);
        if (!readEntry(behind, out) || (m_sequence && out.sequence <= *m_sequence)) continue;
        m_holdsLater = m_sequence && out.sequence != *m_sequence + 1;
        if (m_holdsLater) return false;
        m_sequence = out.sequence;
        m_rest = behind;
        return true;
    }
    return false;
}

} // namespace weir
