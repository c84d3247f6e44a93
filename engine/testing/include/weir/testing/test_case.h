// SPDX-License-Identifier: Apache-2.0
// TestCase: a saved case of a topology (topology-format.md 5): input, expected output, and how they are run and compared.
// Shape    a folder with input.jsonl, expected.jsonl and perhaps case.json. Beside what the contract names, case.json takes
//          "restart_every": n and "seed": s (see TestLayout).
// Errors   Invalid for a case.json that is wrong, with its place; an error of the run is a failed case, not an error here.
// Threads  none; a case may run on any thread.
#pragma once

#include "weir/core/file_system.h"
#include "weir/testing/output_compare.h"
#include "weir/testing/topology_test_driver.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

/// So many records of a topic fulfil a condition over its columns and _key, _timestamp, _window_start, _window_end, _headers.
struct TestAssertion {
    std::string topic;
    std::string where;
    std::int64_t count = 0;
};

struct TestCase {
    std::string name;
    std::string input;    ///< JSON Lines
    std::string expected; ///< JSON Lines
    CompareBy compare = CompareBy::Exact;
    std::int64_t startMicros = 0;
    TestLayout layout;
    std::vector<TestAssertion> assertions;
};

/// Reads case.json's text into `into`; `name`: the file's, for errors.
Result<> parseCaseJson(std::string_view text, const std::string& name, TestCase& into);
Result<TestCase> readTestCase(FileSystem& files, const Path& folder);
/// Writes the folder's files, each whole or not at all; case.json only where it would say something.
Result<> writeTestCase(FileSystem& files, const Path& folder, const TestCase& testCase);
/// A record of one of the topology's source topics as an input line, without the line feed.
std::string inputLine(const Plan& plan, const TestRecord& record);

/// An input line taken apart for a table; key, value and headers are JSON text, digit for digit. A line that moves the clock has
/// `advance` alone.
struct TestLine {
    std::string topic;
    std::string key = "null";
    std::string value = "null";
    std::string timestamp = "0";
    std::string headers; ///< empty: none
    std::string advance; ///< "10s"
    bool operator==(const TestLine&) const = default;
};
/// Invalid, with a sentence, for what is no JSON object.
Result<TestLine> splitTestLine(std::string_view line);
std::string joinTestLine(const TestLine& line);

struct TestOutcome {
    std::string output;             ///< JSON Lines, also those before an error
    std::optional<std::string> why; ///< it failed: the first difference, assertion or error
};
TestOutcome runTestCase(const std::shared_ptr<const Plan>& plan, const TestCase& testCase);

using TakeOutput = std::function<void(const TestRecord& record, const std::string& line)>;
/// Pipes lines in; `take` gets what comes out of each, its line without the line feed. The error names the input's line.
Result<> driveLines(TopologyTestDriver& driver, std::string_view input, const std::string& inputName, const TakeOutput& take);

} // namespace weir
