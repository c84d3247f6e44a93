// SPDX-License-Identifier: Apache-2.0
// JsonTokens: where the tokens of a JSON text start, found by simdjson's vectorised first stage, which also checks UTF-8,
// closed strings and control characters in them. What remains to be checked is how tokens follow one another and the text
// of each scalar (json_scalar.h). Of simdjson's parsers none fits short records as well: on-demand does not look behind
// the last field read, the dom builds a tape for what nobody wants (measured: docs/adr/0002-record-path.md).
// Shape    a token is a bracket, a colon, a comma, or a scalar from its first byte to the next token, less white space.
// Threads  one owner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace weir {

constexpr int jsonDepthMax = 64;

class JsonTokens {
public:
    JsonTokens();
    ~JsonTokens();
    JsonTokens(JsonTokens&&) noexcept;

    /// False: see problem(). `json` is kept as a view.
    bool scan(std::string_view json);
    const char* problem() const { return m_problem; }

    std::uint32_t count() const { return m_count; }
    const std::uint32_t* starts() const { return m_starts; } ///< starts()[count()] is the text's length
    char first(std::uint32_t token) const { return m_json[m_starts[token]]; }
    std::string_view text(std::uint32_t token) const {
        const char* begin = m_json.data() + m_starts[token];
        const char* end = m_json.data() + m_starts[token + 1];
        while (end > begin + 1 && isSpace(end[-1])) --end;
        return {begin, static_cast<std::size_t>(end - begin)};
    }
    /// From a token to another, both included; the last one is a bracket or equals the first.
    std::string_view text(std::uint32_t from, std::uint32_t to) const {
        if (from == to) return text(from);
        return m_json.substr(m_starts[from], m_starts[to] + 1 - m_starts[from]);
    }
    bool hasEscapes() const { return m_escapes; }
    /// The last token of the value that starts at `token`; count() if the value is broken or nested deeper than `depthLeft`.
    std::uint32_t endOfValue(std::uint32_t token, int depthLeft = jsonDepthMax);
    /// Whether the token is a whole valid scalar, escapes included.
    bool isScalar(std::uint32_t token);
    /// The text of a string token with escapes resolved, valid until the next call. False: a broken escape.
    bool unescape(std::string_view quoted, std::string_view& out);

    static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

private:
    struct Stage;
    std::unique_ptr<Stage> m_stage;
    std::string_view m_json;
    const std::uint32_t* m_starts = nullptr;
    std::uint32_t m_count = 0;
    bool m_escapes = false;
    const char* m_problem = "";
};

} // namespace weir
