// SPDX-License-Identifier: Apache-2.0
#include "parse.h"

#include "wire.h"

#include <pg_query.h>
#include <pthread.h>
#include <simdjson.h>

#include <algorithm>
#include <cctype>

namespace weir::expr {

namespace {

constexpr std::size_t largeStackBytes = std::size_t{64} << 20U; // reserved, not used, until a tree is that deep
constexpr std::size_t inlineBytesMax = 200;                     // so few bytes cannot hold more tokens than a plain stack bears

/// libpg_query counts characters from 1; we count bytes from 0.
std::int32_t bytePosition(std::string_view query, int cursor) {
    if (cursor <= 0) return -1;
    int characters = 0;
    for (std::size_t i = 0; i < query.size(); ++i) {
        if ((static_cast<unsigned char>(query[i]) & 0xC0U) == 0x80U) continue;
        if (++characters == cursor) return static_cast<std::int32_t>(i);
    }
    return static_cast<std::int32_t>(query.size());
}

std::string_view conditionOf(const PgQueryError& error) {
    const std::string_view message = error.message;
    const std::string_view place = error.funcname != nullptr ? error.funcname : "";
    if (message.starts_with("invalid byte sequence")) return "character_not_in_repertoire";
    if (message == "invalid Unicode escape" && place != "str_udeescape") return "invalid_escape_sequence";
    if (message.starts_with("unsafe use of")) return "nonstandard_use_of_escape_character";
    if (message.ends_with("not yet implemented") || message.ends_with("not supported")) return "feature_not_supported";
    return "syntax_error";
}

ParseProblem problemOf(const PgQueryError& error, std::string_view query, std::size_t offset, std::string_view text) {
    ParseProblem problem;
    const std::string_view message = error.message;
    problem.condition = conditionOf(error);
    problem.message = std::string(message);
    if (!problem.message.empty()) {
        problem.message.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(problem.message.front())));
        problem.message += '.';
    }
    const auto at = bytePosition(query, error.cursorpos) - static_cast<std::int32_t>(offset);
    problem.span = wordAt(text, std::clamp(at, 0, static_cast<std::int32_t>(text.size())));
    return problem;
}

bool opensWithAll(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size()) {
        if (std::isspace(static_cast<unsigned char>(text[i])) != 0) {
            ++i;
        } else if (text.substr(i).starts_with("--")) {
            i = std::min(text.find('\n', i), text.size());
        } else if (text.substr(i).starts_with("/*")) {
            const auto end = text.find("*/", i);
            if (end == std::string_view::npos) return false;
            i = end + 2;
        } else {
            break;
        }
    }
    std::string word;
    while (i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_' || (text[i] & 0x80) != 0))
        word += static_cast<char>(std::tolower(static_cast<unsigned char>(text[i++])));
    return word == "all";
}

ParseProblem outOfCap(std::string message) { return {"program_limit_exceeded", std::move(message), {}}; }

} // namespace

Span wordAt(std::string_view text, std::int32_t at) {
    if (at < 0) return {};
    const auto size = static_cast<std::int32_t>(text.size());
    if (at >= size) return {size, size};
    const auto isWord = [&](std::int32_t i) {
        const auto c = static_cast<unsigned char>(text[static_cast<std::size_t>(i)]);
        return std::isalnum(c) != 0 || c == '_' || c == '$' || c >= 0x80;
    };
    const auto first = text[static_cast<std::size_t>(at)];
    auto end = at + 1;
    if (first == '"' || first == '\'') {
        while (end < size) {
            if (text[static_cast<std::size_t>(end)] != first) {
                ++end;
            } else if (end + 1 < size && text[static_cast<std::size_t>(end + 1)] == first) {
                end += 2;
            } else {
                ++end;
                break;
            }
        }
    } else if (isWord(at)) {
        const bool number = std::isdigit(static_cast<unsigned char>(first)) != 0;
        while (end < size && (isWord(end) || (number && text[static_cast<std::size_t>(end)] == '.'))) ++end;
    } else {
        constexpr std::string_view symbols = "+-*/<>=~!@#%^&|`?:";
        while (symbols.find(first) != std::string_view::npos && end < size && symbols.find(text[static_cast<std::size_t>(end)]) != std::string_view::npos) ++end;
    }
    return {at, end};
}

CapCheck checkCaps(std::string_view text) {
    CapCheck check;
    if (text.size() > textBytesMax) {
        check.problem = outOfCap("The expression has " + std::to_string(text.size()) + " bytes; at most 16 KiB are allowed.");
        return check;
    }
    if (const auto zero = text.find('\0'); zero != std::string_view::npos) {
        const auto at = static_cast<std::int32_t>(zero);
        check.problem = ParseProblem{"syntax_error", "The expression holds a zero byte; remove it.", {at, at + 1}};
        return check;
    }
    if (!simdjson::validate_utf8(text.data(), text.size())) {
        check.problem = ParseProblem{"character_not_in_repertoire", "The expression is not valid UTF-8.", {}};
        return check;
    }
    const auto opening = std::count_if(text.begin(), text.end(), [](char c) { return c == '(' || c == '['; });
    if (text.size() < inlineBytesMax && opening <= bracketsMax) return check;

    const std::string copy(text);
    const PgQueryScanResult scanned = pg_query_scan(copy.c_str());
    if (scanned.error != nullptr) {
        check.problem = problemOf(*scanned.error, text, 0, text);
    } else {
        int tokens = 0;
        int brackets = 0;
        int deepest = 0;
        for (Wire wire({scanned.pbuf.data, scanned.pbuf.len}); wire.next();) {
            if (wire.field() != 2) continue;
            ++tokens;
            for (Wire token(wire.text()); token.next();) {
                if (token.field() != 4) continue;
                if (token.number() == '(' || token.number() == '[') deepest = std::max(deepest, ++brackets);
                if (token.number() == ')' || token.number() == ']') --brackets;
            }
        }
        check.large = tokens >= static_cast<int>(inlineBytesMax);
        if (tokens > tokensMax) check.problem = outOfCap("The expression has " + std::to_string(tokens) + " tokens; at most 2,000 are allowed.");
        if (deepest > bracketsMax)
            check.problem = ParseProblem{"statement_too_complex", "The brackets are nested " + std::to_string(deepest) + " deep; at most 64 levels are allowed.", {}};
    }
    pg_query_free_scan_result(scanned);
    return check;
}

Parsed parse(std::string_view text, Grammar grammar, Arena& arena) {
    std::string query = grammar == Grammar::TargetList ? "SELECT " : "CREATE TABLE t (";
    const auto offset = query.size();
    query += text;
    if (grammar == Grammar::ColumnList) query += "\n)"; // the line end closes a comment
    Parsed parsed;
    const PgQueryProtobufParseResult result = pg_query_parse_protobuf(query.c_str());
    if (result.error != nullptr) {
        parsed.problem = problemOf(*result.error, query, offset, text);
    } else {
        const auto tree = readTree({result.parse_tree.data, result.parse_tree.len}, static_cast<std::int32_t>(offset), arena);
        parsed.targets = tree.targets;
        if (!tree.onlyTargets || (grammar == Grammar::TargetList && opensWithAll(text)))
            parsed.problem = ParseProblem{"syntax_error",
                                          grammar == Grammar::TargetList ? "Only an expression or a select list can stand here, without FROM, WHERE, DISTINCT or a second statement."
                                                                         : "Only a list of columns can stand here: name and type, separated by commas.",
                                          {}};
        else if (parsed.targets.empty())
            parsed.problem = ParseProblem{"syntax_error", grammar == Grammar::TargetList ? "The expression is empty." : "The list of columns is empty.", {}};
    }
    pg_query_free_protobuf_parse_result(result);
    return parsed;
}

bool onLargeStack(const std::function<void()>& work) {
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) return false;
    pthread_t thread{};
    const auto enter = [](void* given) -> void* {
        (*static_cast<const std::function<void()>*>(given))();
        return nullptr;
    };
    const bool started = pthread_attr_setstacksize(&attributes, largeStackBytes) == 0 &&
                         pthread_create(&thread, &attributes, enter, const_cast<std::function<void()>*>(&work)) == 0;
    pthread_attr_destroy(&attributes);
    if (!started) return false;
    pthread_join(thread, nullptr);
    return true;
}

Span itemAt(std::string_view text, std::int32_t at) {
    if (at < 0 || static_cast<std::size_t>(at) >= text.size()) return {};
    int depth = 0;
    auto i = static_cast<std::size_t>(at);
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (text.substr(i).starts_with("--") || text.substr(i).starts_with("/*") || c == '$') return {};
        if (c == '"' || c == '\'') {
            i = text.find(c, i + 1);
            if (i == std::string_view::npos) return {};
        } else if (c == '(' || c == '[') {
            ++depth;
        } else if (c == ')' || c == ']') {
            if (--depth < 0) break;
        } else if (c == ',' && depth == 0) {
            break;
        }
    }
    while (i > static_cast<std::size_t>(at) && std::isspace(static_cast<unsigned char>(text[i - 1])) != 0) --i;
    return {at, static_cast<std::int32_t>(i)};
}

} // namespace weir::expr
