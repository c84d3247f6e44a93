// SPDX-License-Identifier: Apache-2.0
// restore (R12): the stores of a finished job are lost, and the restore from the changelogs is killed again and again before it may come to its
// end; then they must hold the same rows. And everything read again from offset 0 into an empty folder, twice, must give the same. Then switch-overs
// under load.
#include "disk_job.h"
#include "frame.h"
#include "switch_over.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <sys/wait.h>

namespace weir::torture {
namespace {

constexpr std::int64_t orders = 6000;
constexpr const char* settings = R"("settings": {"commit_interval": "20ms"}, )";
constexpr std::int64_t killsARestore = 10;

/// The points that lie on the road of a restore; anything else is a kill at a random moment.
constexpr const char* points[] = {"restore.begin", "restore.chunk-written", "restore.done", "database.write.before", "database.write.after"};

std::string restoreKilled(const DiskJob& job, const Path& finished, const Path& data, const Outcome& want, std::int64_t kills, Rng& rng, Verdict& verdict) {
    std::error_code error;
    std::filesystem::remove_all(data, error);
    std::filesystem::copy(finished, data, std::filesystem::copy_options::recursive, error);
    std::filesystem::remove_all(data / "state", error);
    if (error) return error.message();
    for (std::int64_t i = 0, killed = 0; killed < kills && i < 4 * kills; ++i) {
        const auto point = rng.below(8);
        if (point < std::size(points)) {
            const auto process = job.start(data, {{"WEIR_KILLPOINT", fmt::format("{}:{}", points[point], 1 + rng.below(4))}});
            const auto status = process->wait(std::chrono::seconds(30));
            if (!status) return "it hangs at " + std::string(points[point]);
            if (WIFEXITED(*status) && WEXITSTATUS(*status) != 0) return "weir run fails: " + process->errors();
            verdict.count(WIFSIGNALED(*status) ? "killed_at_a_point" : "not_reached");
            if (WIFSIGNALED(*status)) ++killed;
            else std::filesystem::remove_all(data / "state", error); // all is restored
        } else {
            const auto process = job.start(data);
            if (!process->wait(std::chrono::milliseconds(5 + rng.below(150)))) {
                verdict.count("killed_at_random");
                ++killed;
            }
            process->kill();
        }
        if (rng.below(4) == 0) std::filesystem::remove_all(data / "state", error); // from the start once more
    }
    if (auto wrong = job.finish(data); !wrong.empty()) return wrong;
    const auto have = job.look(data);
    return have ? difference(want, *have) : have.error().text();
}

} // namespace

int restore(const Options& options) {
    Verdict verdict(options);
    const TemporaryFolder work;
    const auto job = DiskJob::make(work.path(), options.weir, orders, options.seed, settings);
    const auto whole = job ? (*job)->fresh("whole") : Result<Path>(fail(job.error()));
    const auto wrong = whole ? (*job)->finish(*whole) : whole.error().text();
    // Looking starts the job once more, so the copies are made of a folder that nobody looked into.
    std::error_code error;
    if (wrong.empty()) std::filesystem::copy(*whole, work.path() / "finished", std::filesystem::copy_options::recursive, error);
    const auto want = wrong.empty() ? (*job)->look(*whole) : Result<Outcome>(fail(Errc::Internal, wrong));
    if (!want) {
        verdict.failed(0, "undisturbed: " + want.error().text());
        return verdict.finish();
    }
    const auto restores = options.cases(1, 3, 50);
    const auto replays = std::int64_t{2};
    SwitchOvers switchOvers(options, work.path(), verdict);
    const auto switches = options.cases(3, SwitchOvers::places(), 25 * SwitchOvers::places());
    forEachCase(options, verdict, restores + replays + switches, [&](std::int64_t number, Rng& rng) -> std::string {
        if (number < restores) return restoreKilled(**job, work.path() / "finished", work.path() / fmt::format("restored-{}", number), *want, options.effort == Effort::Short ? 5 : killsARestore, rng, verdict);
        if (number >= restores + replays) return switchOvers.run(number - restores - replays, rng);
        const auto again = (*job)->fresh(fmt::format("again-{}", number));
        if (!again) return again.error().text();
        if (auto failed = (*job)->finish(*again); !failed.empty()) return failed;
        const auto have = (*job)->look(*again);
        verdict.count("replays");
        return have ? difference(*want, *have) : have.error().text();
    });
    switchOvers.say();
    return verdict.finish();
}

} // namespace weir::torture
