// SPDX-License-Identifier: Apache-2.0
#include "file_lines.h"

#include <cstring>

namespace weir {

void FileLines::start(std::int64_t offset, std::int64_t lineNumber) {
    m_from = m_looked = m_filled = 0;
    m_offset = offset;
    m_line = lineNumber;
    m_breaks = 0;
    m_at = At::FieldStart;
    m_skipping = false;
}

char* FileLines::room(std::size_t size) {
    if (m_from > 0) {
        std::memmove(m_bytes.data(), m_bytes.data() + m_from, m_filled - m_from);
        m_filled -= m_from;
        m_looked -= m_from;
        m_from = 0;
    }
    if (m_bytes.size() < m_filled + size) m_bytes.resize(m_filled + size);
    return m_bytes.data() + m_filled;
}

/// Moves m_looked behind the line's end. False: it is not there yet.
bool FileLines::findEnd() {
    if (m_quote == 0 || m_skipping) {
        const char* const begin = m_bytes.data() + m_looked;
        const auto* const found = static_cast<const char*>(m_looked < m_filled ? std::memchr(begin, '\n', m_filled - m_looked) : nullptr);
        m_looked = found != nullptr ? static_cast<std::size_t>(found - m_bytes.data()) + 1 : m_filled;
        return found != nullptr;
    }
    for (; m_looked < m_filled; ++m_looked) {
        const char c = m_bytes[m_looked];
        if (m_at == At::Quoted) {
            if (c == m_quote) m_at = At::QuoteInQuoted;
            if (c == '\n') ++m_breaks;
            continue;
        }
        if (c == m_quote && m_at != At::Field) { // opens a field, or is the second of a doubled one
            m_at = At::Quoted;
        } else if (c == m_delimiter) {
            m_at = At::FieldStart;
        } else if (c == '\n') {
            m_at = At::FieldStart;
            ++m_looked;
            return true;
        } else {
            m_at = At::Field;
        }
    }
    return false;
}

FileLines::Taken FileLines::take(std::string_view& line, bool atEnd) {
    for (;;) {
        bool ended = findEnd();
        const auto size = m_looked - m_from;
        if (!ended && size <= lineBytesMax) {
            if (m_skipping) { // forget what is passed over
                m_offset += static_cast<std::int64_t>(size);
                m_from = m_looked;
            }
            if (!atEnd || (size == 0 && !m_skipping) || m_skipping) return Taken::Nothing;
            ended = true;
        }
        const bool tooLong = size > lineBytesMax && !m_skipping;
        const bool wasSkipping = m_skipping;
        line = {m_bytes.data() + m_from, size};
        m_from = m_looked;
        m_offset += static_cast<std::int64_t>(size);
        if (ended) {
            m_line += 1 + m_breaks;
            m_breaks = 0;
            m_at = At::FieldStart;
        }
        m_skipping = !ended;
        if (tooLong) return Taken::TooLong;
        if (wasSkipping) continue;
        if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return Taken::Line;
    }
}

} // namespace weir
