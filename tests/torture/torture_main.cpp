// SPDX-License-Identifier: Apache-2.0
// weir-torture FORM: what Weir promises, under every fault that we can make (docs/reliability.md).
#include "frame.h"
#include "kept_topics.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <functional>
#include <random>
#include <string_view>

using namespace weir::torture;

namespace {

/// Of `scripts/test --full` and `--long`; what --long does here takes hours.
bool fullAsked() {
    const char* given = std::getenv("WEIR_TEST_EFFORT"); // NOLINT(concurrency-mt-unsafe)
    const std::string_view effort = given == nullptr ? "" : given;
    return effort == "full" || effort == "long";
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app("Puts the engine to the torture: each form makes one kind of fault, many times, and prints `seed=… cases=… failed=…`.", "weir-torture");
    app.require_subcommand(1);
    struct Form {
        const char* name;
        const char* help;
        int (*run)(const Options&);
    };
    constexpr Form forms[] = {
        {"kill", "SIGKILL at random moments against an undisturbed run (R1)", kill},
        {"points", "Every kill point, each with a run that dies exactly there (R2)", points},
        {"zombie", "A folder that is stolen from a stopped owner, which goes on afterwards (R10)", zombie},
        {"restore", "Stores are lost and their restore is killed; everything is read again from the start; switch-overs under load (R12)", restore},
        {"torn", "The last batch and the last journal entry, cut at every byte, with four kinds of tail (R4)", torn},
        {"bitflip", "Every bit of a small log, turned over (R5)", bitflip},
        {"powerloss", "What a power loss could leave, at any file call of a running job (R3)", powerloss},
        {"iofail", "The k-th write, sync, rename, open … of a running job fails, once or for ever (R6)", iofail},
        {"clock", "The wall clock jumps under a running job, by 20 scripts (R11)", clockJumps},
        {"oom", "The n-th allocation of a job fails (R7)", oom},
        {"sim", "Seeds of five faults and more each, twice with the same trace (R16)", sim},
    };
    Options options;
    options.seed = std::random_device{}();
    bool full = false;
    bool many = false;
    std::int64_t only = -1;
    std::string runner;
    std::function<int()> chosen;
    for (const auto& form : forms) {
        auto* command = app.add_subcommand(form.name, form.help);
        command->add_option("--seed", options.seed, "Repeats a run");
        command->add_option("--n", options.n, "Cases (default: what the form takes)");
        command->add_option("--case", only, "This case alone");
        command->add_option("--threads", options.threads, "Cases at the same time (default 2)");
        command->add_option("--weir", runner, "The runner (default: the one that was built with this)");
        auto* small = command->add_flag("--full", full, "The figures of the table of docs/reliability.md (default if WEIR_TEST_EFFORT is full or long)");
        command->add_flag("--long", many, "As before a release; may take hours")->excludes(small);
        command->callback([&chosen, &options, &form] {
            chosen = [&] { return form.run(options); };
            options.form = form.name;
        });
    }
    std::string folder;
    auto* retention = app.add_subcommand("apply-retention", "What the upkeep of an engine does, once: a process for `points` to kill")->group("");
    retention->add_option("FOLDER", folder)->required();
    retention->callback([&] { chosen = [&] { return applyRetention(folder); }; });
    CLI11_PARSE(app, argc, argv);
    options.effort = many ? Effort::Long : full || fullAsked() ? Effort::Full : Effort::Short;
    if (only >= 0) options.only = only;
    options.weir = runner.empty() ? weir::Path(WEIR_RUNNER) : weir::Path(runner);
    return chosen();
}
