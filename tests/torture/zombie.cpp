// SPDX-License-Identifier: Apache-2.0
// zombie (R10): one folder, two processes. A second owner must refuse within a second. And an owner that is stopped anywhere in its work, has
// its folder stolen, and goes on when the thief is at work or has ended: none of its bytes may be read, its commit must fail, it must end
// with a clear word, and the outputs must be those of an undisturbed run.
#include "disk_job.h"
#include "frame.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fmt/format.h>
#include <sys/wait.h>
#include <thread>

namespace weir::torture {
namespace {

constexpr std::int64_t orders = 2500;
constexpr const char* settings = R"("settings": {"commit_interval": "1ms"}, )";
constexpr auto refuseMost = std::chrono::milliseconds(1000);
constexpr auto endMost = std::chrono::seconds(20);
constexpr int statusInUse = 7;

class Zombie {
public:
    Zombie(const DiskJob& job, Verdict& verdict, const Outcome& want) : m_job(job), m_verdict(verdict), m_want(want) {}

    std::string steal(std::int64_t number, Rng& rng) {
        const auto data = m_job.fresh(fmt::format("stolen-{}", number));
        if (!data) return data.error().text();
        auto wrong = steal(*data, rng);
        std::error_code ignored;
        std::filesystem::remove_all(*data, ignored);
        return wrong;
    }

private:
    std::string steal(const Path& data, Rng& rng) {
        const auto owner = m_job.start(data);
        for (int i = 0; i < 10'000 && owner->running() && !std::filesystem::exists(data / "weir.sock"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1)); // before, it owns nothing
        std::this_thread::sleep_for(std::chrono::milliseconds(rng.below(180)));
        if (!owner->running()) {
            m_verdict.count("ended_before");
            return {};
        }
        owner->signal(SIGSTOP);
        if (auto wrong = refuses(data); !wrong.empty()) return wrong;
        Process thief({m_job.weir().string(), "run", m_job.flow().string(), "--to", "latest", "--steal", "--data-dir", data.string()}, data.string() + ".thief");
        // It wakes up while the thief is opening the folder, while it works, or when it has ended.
        const bool atEnd = rng.below(3) == 0;
        (void)thief.wait(atEnd ? std::chrono::milliseconds(endMost) : std::chrono::milliseconds(rng.below(400)));
        owner->signal(SIGCONT);
        const auto thiefStatus = thief.wait(endMost);
        if (!thiefStatus) return "the thief does not end: " + thief.errors();
        if (*thiefStatus != 0) return fmt::format("the thief ends with status {}: {}", *thiefStatus, thief.errors());
        const auto status = owner->wait(endMost);
        if (!status) return "the old owner does not end: " + owner->errors();
        if (!WIFEXITED(*status)) return fmt::format("the old owner ends by signal {}", WTERMSIG(*status));
        // It may have been through with everything before it was stopped.
        if (WEXITSTATUS(*status) != statusInUse && WEXITSTATUS(*status) != 0) return fmt::format("the old owner ends with status {}: {}", WEXITSTATUS(*status), owner->errors());
        if (WEXITSTATUS(*status) == statusInUse && owner->errors().find("--steal") == std::string::npos) return "the old owner does not say why: " + owner->errors();
        m_verdict.count(WEXITSTATUS(*status) == statusInUse ? "fenced" : "was_through");
        if (!atEnd) m_verdict.count("woken_early");
        const auto have = m_job.look(data);
        return have ? difference(m_want, *have) : have.error().text();
    }

    std::string refuses(const Path& data) {
        const auto begin = std::chrono::steady_clock::now();
        Process second({m_job.weir().string(), "serve", "--data-dir", data.string()}, data.string() + ".second");
        const auto status = second.wait(endMost);
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
        if (!status || !WIFEXITED(*status) || WEXITSTATUS(*status) != statusInUse) return "a second owner is not refused: " + second.errors();
        if (took > refuseMost) return fmt::format("a second owner is refused only after {} ms", took.count());
        m_verdict.count("refused");
        return {};
    }

    const DiskJob& m_job;
    Verdict& m_verdict;
    const Outcome& m_want;
};

} // namespace

int zombie(const Options& options) {
    Verdict verdict(options);
    const TemporaryFolder work;
    const auto job = DiskJob::make(work.path(), options.weir, orders, options.seed, settings);
    const auto want = job ? (*job)->undisturbed() : Result<Outcome>(fail(job.error()));
    if (!want) {
        verdict.failed(0, want.error().text());
        return verdict.finish();
    }
    Zombie all(**job, verdict, *want);
    forEachCase(options, verdict, options.cases(3, 50, 2000), [&](std::int64_t number, Rng& rng) { return all.steal(number, rng); });
    return verdict.finish();
}

} // namespace weir::torture
