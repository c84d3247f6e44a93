// SPDX-License-Identifier: Apache-2.0
// weir test FILE: the test driver over one input, or over every case of a folder.
#include "commands.h"

#include "report.h"
#include "topology_file.h"
#include "weir/testing/test_case.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <optional>

namespace weir::cli {

namespace {

constexpr std::int64_t inputBytesMax = 1LL << 30;

struct Options {
    std::string file;
    std::string input;
    std::string output;
    std::string cases;
    std::optional<std::int32_t> partitions;
    std::optional<std::int32_t> instances;
    std::optional<std::int32_t> restartEvery;
    std::optional<std::uint64_t> seed;

    /// What was said here goes before what a case says.
    TestLayout over(TestLayout layout) const {
        layout.partitions = partitions.value_or(layout.partitions);
        layout.instances = instances.value_or(layout.instances);
        layout.restartEvery = restartEvery.value_or(layout.restartEvery);
        layout.seed = seed.value_or(layout.seed);
        return layout;
    }
};

ExitStatus runCases(const Environment& env, const CheckedFile& file, const Options& options) {
    const auto& folder = options.cases;
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
        auto testCase = readTestCase(env.files, path);
        if (testCase) testCase->layout = options.over(testCase->layout);
        const auto why = testCase ? runTestCase(file.plan, *testCase).why : std::optional(testCase.error().text());
        ++(why ? failed : passed);
        if (why) print(fmt::format("FAIL {}: {}\n", name, *why));
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
    const auto driver = TopologyTestDriver::create(file.plan, 0, options.over({}));
    if (!driver) return report(driver.error());
    std::string output;
    const bool toFile = !options.output.empty();
    const auto done = driveLines(**driver, *input, options.input, [&](const TestRecord&, const std::string& line) {
        if (toFile)
            output += line + '\n';
        else
            print(line + '\n');
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
    return options.cases.empty() ? runInput(env, *file, options) : runCases(env, *file, options);
}

} // namespace

void addTest(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command =
        app.add_subcommand("test", "Run a topology in memory, with no clock but the records'");
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
    command->add_option("--partitions", options->partitions, "Partitions of each topic (default 1)")->check(CLI::Range(1, 256));
    command->add_option("--instances", options->instances, "Instances that share the tasks, and rebalance (default 1)")->check(CLI::Range(1, 256));
    command->add_option("--restart-every", options->restartEvery, "Stop and restart after one in so many records, by chance (default never)")
        ->check(CLI::Range(0, 1'000'000));
    command->add_option("--seed", options->seed, "Of the restarts and rebalances (default 1)");
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return test(env, *options); }; });
}

} // namespace weir::cli
