// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/output_compare.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
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

std::string compactText(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }
std::string shortText(const std::string& text) { return text.size() <= 300 ? text : text.substr(0, 297) + "..."; }

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
        if (by != CompareBy::Exact) group += ", key " + shortText(compactText(record.value("key", Json())));
        groups[group].push_back({number, std::move(record)});
    }
    if (by == CompareBy::FinalTables)
        for (auto it = groups.begin(); it != groups.end();) {
            it->second.erase(it->second.begin(), it->second.end() - 1);
            it = it->second[0].record.value("value", Json()).is_null() ? groups.erase(it) : std::next(it);
        }
    return groups;
}

/// What of two records differs; empty: nothing that counts.
std::string differingPart(const Json& expected, const Json& actual, CompareBy by) {
    const Json none;
    for (const char* part : {"key", "value", "timestamp", "headers"}) {
        if (by == CompareBy::FinalTables &&
            (std::string_view(part) == "timestamp" || std::string_view(part) == "headers"))
            continue;
        if (!equal(expected.contains(part) ? expected.at(part) : none, actual.contains(part) ? actual.at(part) : none))
            return part;
    }
    return {};
}

} // namespace

Result<std::vector<ComparedRecord>> compareOutputs(std::string_view expected, std::string_view actual, CompareBy by) {
    WEIR_TRY(const auto wanted, groupsOf(expected, "expected.jsonl", by));
    WEIR_TRY(const auto got, groupsOf(actual, "the output", by));
    std::set<std::string> names;
    for (const auto* groups : {&wanted, &got})
        for (const auto& [group, lines] : *groups) names.insert(group);
    static const std::vector<Line> nothing;
    const auto linesOf = [](const Groups& groups, const std::string& name) -> const std::vector<Line>& {
        const auto it = groups.find(name);
        return it == groups.end() ? nothing : it->second;
    };
    std::vector<ComparedRecord> out;
    for (const auto& name : names) {
        const auto& lines = linesOf(wanted, name);
        const auto& others = linesOf(got, name);
        for (std::size_t i = 0; i < std::max(lines.size(), others.size()); ++i) {
            auto& pair = out.emplace_back();
            pair.group = name;
            pair.number = i + 1;
            if (i < lines.size()) {
                pair.expected = compactText(lines[i].record);
                pair.expectedLine = lines[i].number;
            }
            if (i < others.size()) {
                pair.came = compactText(others[i].record);
                pair.cameLine = others[i].number;
            }
            pair.part = i < lines.size() && i < others.size() ? differingPart(lines[i].record, others[i].record, by) : "record";
        }
    }
    return out;
}

Result<std::optional<std::string>> firstDifference(std::string_view expected, std::string_view actual, CompareBy by) {
    WEIR_TRY(const auto pairs, compareOutputs(expected, actual, by));
    const auto differing = std::find_if(pairs.begin(), pairs.end(), [](const auto& pair) { return !pair.part.empty(); });
    if (differing == pairs.end()) return std::optional<std::string>();
    if (differing->part != "record")
        return fmt::format("{}, record {} (expected.jsonl line {}, output line {}): its {} differs\n    expected {}\n    came     {}", differing->group, differing->number,
                           differing->expectedLine, differing->cameLine, differing->part, shortText(differing->expected), shortText(differing->came));
    const auto count = [&](std::string ComparedRecord::*side) {
        return std::count_if(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.group == differing->group && !(pair.*side).empty(); });
    };
    const bool missing = differing->came.empty();
    return fmt::format("{}: {} records expected, {} came; the first {}: {}", differing->group, count(&ComparedRecord::expected), count(&ComparedRecord::came),
                       missing ? "missing" : "surplus", shortText(missing ? differing->expected : differing->came));
}

} // namespace weir
