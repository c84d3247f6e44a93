// SPDX-License-Identifier: Apache-2.0
// FileLines: bytes of a file, as they come, cut into lines; in CSV a line break inside quotes is part of the record.
// Shape    offset() is the byte behind the last line taken; lineNumber() counts line breaks before it, from 1.
//          A line over lineBytesMax is passed over up to its end and reported once.
// Threads  one owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

constexpr std::size_t lineBytesMax = std::size_t{1} << 20U;

class FileLines {
public:
    enum class Taken : std::uint8_t { Line, Nothing, TooLong };
    /// `quote` 0: lines end at every line break.
    FileLines(char quote, char delimiter) : m_quote(quote), m_delimiter(delimiter) {}
    /// Begin at `offset` of a file.
    void start(std::int64_t offset, std::int64_t lineNumber);
    /// Room for more bytes; say with added() how many came.
    char* room(std::size_t size);
    void added(std::size_t size) { m_filled += size; }
    /// The next whole line without its end; valid until the next call of any kind. `atEnd`: no more will come, half a line is a line.
    Taken take(std::string_view& line, bool atEnd);
    std::int64_t offset() const { return m_offset; }
    std::int64_t lineNumber() const { return m_line; }

private:
    bool findEnd();

    char m_quote;
    char m_delimiter;
    std::string m_bytes; ///< its size is the capacity
    std::size_t m_from = 0;   ///< first byte not taken
    std::size_t m_looked = 0; ///< bytes before it were looked at
    std::size_t m_filled = 0;
    std::int64_t m_offset = 0; ///< of m_from in the file
    std::int64_t m_line = 1;
    std::int64_t m_breaks = 0;   ///< line breaks inside the line under way
    enum class At : std::uint8_t { FieldStart, Field, Quoted, QuoteInQuoted } m_at = At::FieldStart;
    bool m_skipping = false;
};

} // namespace weir
