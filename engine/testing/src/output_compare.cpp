// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/output_compare.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

namespace weir {

namespace {

using Json = nlohmann::json;

struct Line {
    std::size_t number = 0;
    Json record;
};
/// Records by what they are compared within: a topic, or a topic and key.
using Groups = std::map<std::string, std::vector<Line>>;

std::string shortText(const Json& json) {
    auto text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return text.size() <= 300 ? text : text.substr(0, 297) + "...";
}

bool numbersEqual(const Json& a, const Json& b) {
    if (a.is_number_integer() && b.is_number_integer()) return a == b;
    const auto x = a.get<double>();
    const auto y = b.get<double>();
    return x == y || std::abs(x - y) <= 1e-9 * std::max(std::abs(x), std::abs(y));
}

bool equal(const Json& a, const Json& b) {
    if (a.is_number() && b.is_number()) return numbersEqual(a, b);
    if (a.type() != b.type() || a.size() != b.size()) return false;
    if (a.is_array()) return std::equal(a.begin(), a.end(), b.begin(), equal);
    if (!a.is_object()) return a == b;
    return std::all_of(a.items().begin(), a.items().end(), [&b](const auto& item) {
        return b.contains(item.key()) && equal(item.value(), b.at(item.key()));
    });
}

Result<Groups> groupsOf(std::string_view text, std::string_view what, CompareBy by) {
    Groups groups;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        Json record = Json::parse(line, nullptr, false);
        if (!record.is_object() || !record.contains("topic") || !record.at("topic").is_string())
            return fail(Errc::Invalid, fmt::format("{}: line {} is no output record.", what, number));
        auto group = "topic " + record.at("topic").get<std::string>();
        if (by != CompareBy::Exact) group += ", key " + shortText(record.value("key", Json()));
        groups[group].push_back({number, std::move(record)});
    }
    if (by == CompareBy::FinalTables)
        for (auto it = groups.begin(); it != groups.end();) {
            it->second.erase(it->second.begin(), it->second.end() - 1);
            it = it->second[0].record.value("value", Json()).is_null() ? groups.erase(it) : std::next(it);
        }
    return groups;
}

/// What of two records differs; nullptr: nothing that counts.
const char* differingPart(const Json& expected, const Json& actual, CompareBy by) {
    const Json none;
    for (const char* part : {"key", "value", "timestamp", "headers"}) {
        if (by == CompareBy::FinalTables &&
            (std::string_view(part) == "timestamp" || std::string_view(part) == "headers"))
            continue;
        if (!equal(expected.contains(part) ? expected.at(part) : none, actual.contains(part) ? actual.at(part) : none))
            return part;
    }
    return nullptr;
}

} // namespace

Result<std::optional<std::string>> firstDifference(std::string_view expected, std::string_view actual, CompareBy by) {
    WEIR_TRY(const auto wanted, groupsOf(expected, "expected.jsonl", by));
    WEIR_TRY(const auto got, groupsOf(actual, "the output", by));
    static const std::vector<Line> nothing;
    for (const auto& [group, lines] : wanted) {
        const auto it = got.find(group);
        const auto& others = it == got.end() ? nothing : it->second;
        for (std::size_t i = 0; i < std::max(lines.size(), others.size()); ++i) {
            if (i >= others.size())
                return fmt::format("{}: {} records expected, {} came; the first missing: {}", group, lines.size(),
                                   others.size(), shortText(lines[i].record));
            if (i >= lines.size())
                return fmt::format("{}: {} records expected, {} came; the first surplus: {}", group, lines.size(),
                                   others.size(), shortText(others[i].record));
            if (const char* part = differingPart(lines[i].record, others[i].record, by))
                return fmt::format("{}, record {} (expected.jsonl line {}, output line {}): its {} differs\n    "
                                   "expected {}\n    came     {}",
                                   group, i + 1, lines[i].number, others[i].number, part, shortText(lines[i].record),
                                   shortText(others[i].record));
        }
    }
    for (const auto& [group, lines] : got)
        if (!wanted.contains(group))
            return fmt::format("{}: no records expected, {} came; the first: {}", group, lines.size(),
                               shortText(lines[0].record));
    return std::optional<std::string>();
}

} // namespace weir
