// SPDX-License-Identifier: Apache-2.0
#include "weir/testing/test_case.h"

#include "output_assertion.h"
#include "test_lines.h"

#include "weir/core/time.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <type_traits>

namespace weir {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t linesBytesMax = 1LL << 30;
constexpr std::int64_t caseBytesMax = 1LL << 20;
constexpr std::int64_t spreadMax = 256;

Result<> readAssertions(const Json& list, const std::string& name, TestCase& into) {
    const auto wrong = [&name] { return fail(Errc::Invalid, "assert is a list of {\"topic\": …, \"where\": SQL, \"count\": n}.", {.file = name}); };
    if (!list.is_array()) return wrong();
    for (const auto& entry : list) {
        if (!entry.is_object() || entry.size() != 3 || !entry.contains("topic") || !entry.contains("where") || !entry.contains("count")) return wrong();
        if (!entry["topic"].is_string() || !entry["where"].is_string() || !entry["count"].is_number_integer()) return wrong();
        into.assertions.push_back({entry["topic"].get<std::string>(), entry["where"].get<std::string>(), entry["count"].get<std::int64_t>()});
    }
    return {};
}

std::string caseJson(const TestCase& testCase) {
    const TestCase plain;
    auto json = nlohmann::ordered_json::object();
    if (testCase.layout.partitions != plain.layout.partitions) json["partitions"] = testCase.layout.partitions;
    if (testCase.layout.instances != plain.layout.instances) json["instances"] = testCase.layout.instances;
    if (testCase.compare == CompareBy::PerKey) json["compare"] = "per-key";
    if (testCase.compare == CompareBy::FinalTables) json["compare"] = "final-tables";
    if (testCase.startMicros != 0) json["clock"] = formatTimestampMicros(testCase.startMicros);
    for (const auto& assertion : testCase.assertions) json["assert"].push_back({{"topic", assertion.topic}, {"where", assertion.where}, {"count", assertion.count}});
    if (testCase.layout.restartEvery != plain.layout.restartEvery) json["restart_every"] = testCase.layout.restartEvery;
    if (testCase.layout.seed != plain.layout.seed) json["seed"] = testCase.layout.seed;
    return json.empty() ? std::string() : json.dump(2) + "\n";
}

} // namespace

Result<> parseCaseJson(std::string_view text, const std::string& name, TestCase& into) {
    const auto json = Json::parse(text, nullptr, false);
    const auto wrong = [&name](std::string what) { return fail(Errc::Invalid, std::move(what), {.file = name}); };
    if (!json.is_object()) return wrong("This is no JSON object.");
    for (const auto& [key, value] : json.items()) {
        const auto number = [&, &key = key, &value = value](std::int64_t least, std::int64_t most, auto& to) -> Result<> {
            if (!value.is_number_integer() || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most)
                return wrong(fmt::format("{} is a whole number from {} to {}.", key, least, most));
            to = static_cast<std::remove_reference_t<decltype(to)>>(value.get<std::int64_t>());
            return {};
        };
        if (key == "compare") {
            if (value == "exact")
                into.compare = CompareBy::Exact;
            else if (value == "per-key")
                into.compare = CompareBy::PerKey;
            else if (value == "final-tables")
                into.compare = CompareBy::FinalTables;
            else
                return wrong("compare is one of exact, per-key, final-tables.");
        } else if (key == "clock") {
            if (!value.is_string()) return wrong("clock is an ISO-8601 time.");
            WEIR_TRY(into.startMicros, parseTimestampMicros(value.get<std::string>()));
        } else if (key == "partitions") {
            WEIR_CHECK(number(1, spreadMax, into.layout.partitions));
        } else if (key == "instances") {
            WEIR_CHECK(number(1, spreadMax, into.layout.instances));
        } else if (key == "restart_every") {
            WEIR_CHECK(number(0, 1'000'000, into.layout.restartEvery));
        } else if (key == "seed") {
            WEIR_CHECK(number(0, INT64_MAX, into.layout.seed));
        } else if (key == "assert") {
            WEIR_CHECK(readAssertions(value, name, into));
        } else {
            return wrong(fmt::format("A case knows no \"{}\"; it knows partitions, instances, compare, clock, assert, restart_every and seed.", key));
        }
    }
    return {};
}

Result<TestCase> readTestCase(FileSystem& files, const Path& folder) {
    TestCase out;
    out.name = folder.filename().string();
    const auto spec = folder / "case.json";
    if (files.exists(spec)) {
        WEIR_TRY(const auto text, readFile(files, spec, caseBytesMax));
        WEIR_CHECK(parseCaseJson(text, spec.string(), out));
    }
    WEIR_TRY(out.input, readFile(files, folder / "input.jsonl", linesBytesMax));
    WEIR_TRY(out.expected, readFile(files, folder / "expected.jsonl", linesBytesMax));
    return out;
}

Result<> writeTestCase(FileSystem& files, const Path& folder, const TestCase& testCase) {
    WEIR_CHECK(files.createDirectories(folder));
    WEIR_CHECK(replaceFile(files, folder / "input.jsonl", testCase.input));
    WEIR_CHECK(replaceFile(files, folder / "expected.jsonl", testCase.expected));
    const auto json = caseJson(testCase);
    if (!json.empty()) return replaceFile(files, folder / "case.json", json);
    if (files.exists(folder / "case.json")) return files.remove(folder / "case.json");
    return {};
}

Result<TestLine> splitTestLine(std::string_view line) {
    const auto json = Json::parse(line, nullptr, false);
    if (!json.is_object()) return fail(Errc::Invalid, "an input line is a JSON object such as {\"topic\": …, \"key\": …, \"value\": …, \"timestamp\": …}");
    TestLine out;
    if (const auto advance = json.find("advance_wall_clock"); advance != json.end() && advance->is_string()) {
        out.advance = advance->get<std::string>();
        return out;
    }
    if (const auto topic = json.find("topic"); topic != json.end() && topic->is_string()) out.topic = topic->get<std::string>();
    for (const auto& [name, to] : {std::pair("key", &out.key), std::pair("value", &out.value), std::pair("timestamp", &out.timestamp), std::pair("headers", &out.headers)})
        if (json.contains(name)) *to = memberText(line, name);
    return out;
}

std::string joinTestLine(const TestLine& line) {
    if (!line.advance.empty()) return fmt::format("{{\"advance_wall_clock\":{}}}", Json(line.advance).dump());
    auto out = fmt::format("{{\"topic\":{},\"key\":{},\"value\":{},\"timestamp\":{}", Json(line.topic).dump(), line.key, line.value, line.timestamp);
    if (!line.headers.empty()) out += ",\"headers\":" + line.headers;
    return out + "}";
}

std::string inputLine(const Plan& plan, const TestRecord& record) { return TestFormats(plan).printInput(record); }

Result<> driveLines(TopologyTestDriver& driver, std::string_view input, const std::string& inputName, const TakeOutput& take) {
    for (std::size_t number = 1; !input.empty(); ++number) {
        const auto end = std::min(input.find('\n'), input.size());
        const auto line = input.substr(0, end);
        input.remove_prefix(std::min(end + 1, input.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const auto done = driver.pipeLine(line);
        for (const auto& record : driver.drain()) take(record, driver.outputLine(record));
        if (done) continue;
        auto error = done.error();
        error.place.file = fmt::format("{}: line {}", inputName, number);
        error.place.partition = -1; // the line says more than partition and offset
        error.place.offset = -1;
        return fail(std::move(error));
    }
    return {};
}

TestOutcome runTestCase(const std::shared_ptr<const Plan>& plan, const TestCase& testCase) {
    TestOutcome out;
    const auto driver = TopologyTestDriver::create(plan, testCase.startMicros, testCase.layout);
    if (!driver) {
        out.why = driver.error().text();
        return out;
    }
    std::vector<TestRecord> records;
    const auto done = driveLines(**driver, testCase.input, "input.jsonl", [&](const TestRecord& record, const std::string& line) {
        out.output += line;
        out.output += '\n';
        if (!testCase.assertions.empty()) records.push_back(record);
    });
    if (!done) {
        out.why = done.error().text();
        return out;
    }
    const auto difference = firstDifference(testCase.expected, out.output, testCase.compare);
    out.why = difference ? *difference : std::optional(difference.error().text());
    for (const auto& assertion : testCase.assertions) {
        if (out.why) break;
        const auto failed = failedAssertion(*plan, assertion, records);
        out.why = failed ? *failed : std::optional(failed.error().text());
    }
    return out;
}

} // namespace weir
