// SPDX-License-Identifier: Apache-2.0
// weir test FILE: the test driver over one input, or over every case of a folder.
#include "commands.h"

#include "output_compare.h"
#include "report.h"
#include "topology_file.h"
#include "weir/testing/topology_test_driver.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace weir::cli {

namespace {

constexpr std::int64_t inputBytesMax = 1LL << 30;

struct Options {
    std::string file;
    std::string input;
    std::string output;
    std::string cases;
};

/// What a case's case.json may ask for.
struct CaseSpec {
    CompareBy by = CompareBy::Exact;
    std::int64_t startMicros = 0;
};

/// Pipes lines in; `take` gets the output lines of each. The error names the input's line.
Result<> drive(const std::shared_ptr<const Plan>& plan, std::int64_t startMicros, std::string_view input,
               const std::string& inputName, const std::function<void(std::string)>& take) {
    WEIR_TRY(const auto driver, TopologyTestDriver::create(plan, startMicros));
    for (std::size_t number = 1; !input.empty(); ++number) {
        const auto end = std::min(input.find('\n'), input.size());
        const auto line = input.substr(0, end);
        input.remove_prefix(std::min(end + 1, input.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const auto done = driver->pipeLine(line);
        for (const auto& record : driver->drain())
            take(driver->outputLine(record) + '\n');
        if (done) continue;
        auto error = done.error();
        error.place.file = fmt::format("{}: line {}", inputName, number);
        error.place.partition = -1; // there is one, and the line says more than the offset
        error.place.offset = -1;
        return fail(std::move(error));
    }
    return {};
}

Result<CaseSpec> readCase(const Environment& env, const Path& folder) {
    CaseSpec spec;
    const auto name = folder / "case.json";
    if (!env.files.exists(name)) return spec;
    WEIR_TRY(const auto text, readFile(env.files, name, 1 << 20));
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const auto wrong = [&](std::string what) { return fail(Errc::Invalid, std::move(what), {.file = name.string()}); };
    if (!json.is_object()) return wrong("This is no JSON object.");
    for (const auto& [key, value] : json.items()) {
        if (key == "compare") {
            if (value == "exact")
                spec.by = CompareBy::Exact;
            else if (value == "per-key")
                spec.by = CompareBy::PerKey;
            else if (value == "final-tables")
                spec.by = CompareBy::FinalTables;
            else
                return wrong("compare is one of exact, per-key, final-tables.");
        } else if (key == "clock") {
            if (!value.is_string()) return wrong("clock is an ISO-8601 time.");
            WEIR_TRY(spec.startMicros, parseTimestampMicros(value.get<std::string>()));
        } else if ((key == "partitions" || key == "instances") && value == 1) {
            continue;
        } else {
            return fail(Errc::Unsupported,
                        fmt::format("This version of Weir does not know {} = {} of a case.", key, value.dump()),
                        {.file = name.string()});
        }
    }
    return spec;
}

/// Why a case fails; nullopt: it passes.
Result<std::optional<std::string>> runCase(const Environment& env, const std::shared_ptr<const Plan>& plan,
                                           const Path& folder) {
    WEIR_TRY(const auto spec, readCase(env, folder));
    WEIR_TRY(const auto input, readFile(env.files, folder / "input.jsonl", inputBytesMax));
    WEIR_TRY(const auto expected, readFile(env.files, folder / "expected.jsonl", inputBytesMax));
    std::string output;
    const auto done =
        drive(plan, spec.startMicros, input, "input.jsonl", [&output](std::string lines) { output += lines; });
    if (!done) return std::optional(done.error().text());
    return firstDifference(expected, output, spec.by);
}

ExitStatus runCases(const Environment& env, const CheckedFile& file, const std::string& folder) {
    const auto names = env.files.list(folder);
    if (!names) {
        report(names.error());
        return ExitStatus::Usage;
    }
    int passed = 0;
    int failed = 0;
    for (const auto& name : *names) {
        const auto path = Path(folder) / name;
        if (!env.files.exists(path / "input.jsonl") || !env.files.exists(path / "expected.jsonl")) continue;
        const auto why = runCase(env, file.plan, path);
        if (why && !*why) {
            ++passed;
            continue;
        }
        ++failed;
        print(fmt::format("FAIL {}: {}\n", name, why ? **why : why.error().text()));
    }
    print(fmt::format("{} passed, {} failed\n", passed, failed));
    if (passed + failed > 0) return failed == 0 ? ExitStatus::Done : ExitStatus::OutputDiffers;
    say(fmt::format("{} holds no folder with input.jsonl and expected.jsonl.", folder));
    return ExitStatus::Usage;
}

ExitStatus runInput(const Environment& env, const CheckedFile& file, const Options& options) {
    const auto input = readFile(env.files, options.input, inputBytesMax);
    if (!input) {
        report(input.error());
        return ExitStatus::Usage;
    }
    std::string output;
    const bool toFile = !options.output.empty();
    const auto done = drive(file.plan, 0, *input, options.input, [&](std::string lines) {
        if (toFile)
            output += lines;
        else
            print(lines);
    });
    if (toFile)
        if (const auto written = replaceFile(env.files, options.output, output); !written)
            return report(written.error());
    return done ? ExitStatus::Done : report(done.error());
}

ExitStatus test(const Environment& env, const Options& options) {
    const auto file = checkFile(env, options.file);
    if (!file) {
        report(file.error());
        return ExitStatus::Usage;
    }
    std::fputs(problemLines(*file).c_str(), stderr);
    if (!file->ok()) return ExitStatus::InvalidTopology;
    return options.cases.empty() ? runInput(env, *file, options) : runCases(env, *file, options.cases);
}

} // namespace

void addTest(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("test", "Run a topology in memory, on one partition, with no clock but the records'");
    command->add_option("FILE", options->file, "Topology file")->required();
    auto* source = command->add_option_group("source");
    auto* input =
        source
            ->add_option(
                "--input", options->input,
                "JSON Lines of {\"topic\",\"key\",\"value\",\"timestamp\"} or {\"advance_wall_clock\":\"10s\"}")
            ->type_name("FILE");
    source->add_option("--cases", options->cases, "A folder of folders with input.jsonl and expected.jsonl")
        ->type_name("DIR");
    source->require_option(1);
    command->add_option("--output", options->output, "Where the output lines go (default: standard output)")
        ->type_name("FILE")
        ->needs(input);
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return test(env, *options); }; });
}

} // namespace weir::cli
