// SPDX-License-Identifier: Apache-2.0
// TestFormats: the driver's JSON lines to records' bytes and back, by the formats of the topology's sources and sinks.
#pragma once

#include "weir/testing/topology_test_driver.h"

#include <map>
#include <optional>
#include <string>

namespace weir {

struct ParsedLine {
    TestRecord record;
    std::optional<Milliseconds> advance;
};

/// The text of a member of a one-line JSON object, so that numbers keep their digits (a JSON library would print 1.10 as 1.1).
std::string memberText(std::string_view line, std::string_view name);

class TestFormats {
public:
    explicit TestFormats(const Plan& plan);
    Result<ParsedLine> parse(std::string_view line) const;
    std::string print(const TestRecord& record) const;
    /// A record of a source topic as an input line.
    std::string printInput(const TestRecord& record) const;

private:
    struct Formats {
        Format key = Format::String;
        Format value = Format::Json;
        Windowing windowing = Windowing::None;
        std::int64_t windowSizeMs = 0;
    };
    static std::string printAs(const TestRecord& record, const Formats& formats);
    std::map<std::string, Formats, std::less<>> m_inputs;
    std::map<std::string, Formats, std::less<>> m_outputs;
};

} // namespace weir
