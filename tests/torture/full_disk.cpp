// SPDX-License-Identifier: Apache-2.0
#include "full_disk.h"

#include "disk_job.h"
#include "private_mount.h"
#include "workload.h"

#include "weir/runtime/engine.h"
#include "weir/runtime/engine_client.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace weir::torture {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int diskMegabytes = 64;
constexpr std::int64_t mebibyte = 1LL << 20;
constexpr std::int64_t low = 8 * mebibyte; // of such a disk: docs/promises.md
constexpr std::int64_t orders = 6000;
constexpr auto goesOnMost = milliseconds(5000);
constexpr auto upMost = milliseconds(20'000);
constexpr const char* settings = R"("settings": {"commit_interval": "1ms", "threads": 1}, )";
const std::string marks = "marks";
constexpr std::uint64_t kinds = 4; // of fills

std::string ms(Clock::duration time) { return std::to_string(std::chrono::duration_cast<milliseconds>(time).count()); }

/// The file that takes the others' space.
class Filler {
public:
    Filler(Path path, const Path& disk) : m_path(std::move(path)), m_disk(disk), m_fd(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)) {}
    ~Filler() {
        clear();
        ::close(m_fd);
    }
    Filler(const Filler&) = delete;
    Filler& operator=(const Filler&) = delete;
    /// Until only so much is free; 0: until no byte more is taken.
    void leave(std::int64_t free) {
        const std::vector<char> bytes(1U << 16U, 'x');
        for (;;) {
            const auto have = PosixFileSystem().space(m_disk);
            const auto more = have ? have->free - free : 0;
            if (free > 0 && more < 4096) return;
            if (::write(m_fd, bytes.data(), static_cast<std::size_t>(free > 0 ? std::min<std::int64_t>(more, static_cast<std::int64_t>(bytes.size())) : 4096)) < 0) return;
        }
    }
    void clear() {
        if (::ftruncate(m_fd, 0) == 0) (void)::lseek(m_fd, 0, SEEK_SET);
    }

private:
    Path m_path;
    Path m_disk;
    int m_fd;
};

/// What comes back from the child: lines of "count NAME N", "passed N" and "failed TEXT".
class Report {
public:
    void count(const std::string& name, std::int64_t by = 1) { m_counts[name] += by; }
    void failed(const std::string& what) { m_failures.push_back(what); }
    std::string text() const {
        std::string out;
        for (const auto& [name, n] : m_counts) out += fmt::format("count {} {}\n", name, n);
        for (auto what : m_failures) {
            std::replace(what.begin(), what.end(), '\n', ' ');
            out += "failed " + what + '\n';
        }
        return out;
    }

private:
    std::map<std::string, std::int64_t> m_counts;
    std::vector<std::string> m_failures;
};

class Filling {
public:
    Filling(const DiskJob& job, Path disk, const Options& options, Report& report)
        : m_job(job), m_disk(std::move(disk)), m_report(report), m_rng(rngOf(options, 0)), m_kind(m_rng.below(kinds)), m_wanted(options.effort == Effort::Short ? 4 : options.effort == Effort::Full ? 16 : 2000) {}

    void go(const Outcome& want) {
        while (m_rounds < m_wanted) {
            const auto before = m_rounds;
            auto wrong = run(want);
            m_report.count("tmpfs_runs");
            if (!wrong.empty()) return m_report.failed(fmt::format("a full tmpfs, round {}: {}", m_rounds, wrong));
            if (m_rounds == before) return m_report.failed("a full tmpfs: the job is done before the disk can be filled");
        }
    }

private:
    std::string run(const Outcome& want) {
        const auto data = m_job.fresh(m_disk.filename().string() + "/data");
        if (!data) return data.error().text();
        const auto process = m_job.start(*data);
        m_acknowledged.clear();
        m_seen.clear();
        m_client = connect(*data, *process);
        if (!m_client) return "the owner does not come up: " + process->errors();
        (void)m_client->createTopic({.name = marks});
        {
            Filler filler(m_disk / "others", m_disk);
            while (m_rounds < m_wanted && !done(*process)) {
                if (auto wrong = fill(filler, *process); !wrong.empty()) return wrong;
            }
        }
        const auto status = process->wait(std::chrono::seconds(60));
        if (!status) return "weir run does not come to its end: " + process->errors();
        if (*status != 0) return fmt::format("weir run ends with status {}: {}", *status, process->errors());
        if (auto wrong = checkAcknowledged(*data); !wrong.empty()) return wrong;
        const auto have = m_job.look(*data);
        return have ? difference(want, *have) : have.error().text();
    }

    static std::unique_ptr<EngineClient> connect(const Path& data, Process& process) {
        for (const auto begin = Clock::now(); Clock::now() - begin < upMost && process.running();) {
            if (auto client = EngineClient::connect(data))
                if ((*client)->snapshot(flowApplication)) return std::move(*client);
            std::this_thread::sleep_for(milliseconds(1));
        }
        return nullptr;
    }
    bool done(Process& process) {
        const auto snapshot = process.running() ? m_client->snapshot(flowApplication) : nullptr;
        return !snapshot || snapshot->state == JobState::Done;
    }

    /// One time: the disk gets full, stays so, and gets room again.
    std::string fill(Filler& filler, Process& process) {
        std::this_thread::sleep_for(milliseconds(m_rng.below(60)));
        if (done(process)) return {};
        const auto kind = m_kind = (m_kind + 1) % kinds;
        std::int64_t left = 0;                                                                                     // to the last byte, while the job works
        if (kind == 1) left = 1 + static_cast<std::int64_t>(m_rng.below(static_cast<std::uint64_t>(low / 4)));     // the ballast goes
        if (kind == 2) left = low / 4 + static_cast<std::int64_t>(m_rng.below(static_cast<std::uint64_t>(low * 3 / 4))); // low
        filler.leave(left);
        ++m_rounds;
        m_report.count(kind == 1 ? "tmpfs_nearly_full" : kind == 2 ? "tmpfs_low" : kind == 0 ? "tmpfs_full" : "tmpfs_full_briefly");
        // Briefly: nobody may have looked at the space meanwhile.
        const auto lasts = milliseconds(kind == 3 ? 50 + m_rng.below(500) : 1100 + m_rng.below(500));
        for (const auto begin = Clock::now(); Clock::now() - begin < lasts;) {
            if (!process.running()) break;
            mark();
            if (auto wrong = look(); !wrong.empty()) return wrong;
            std::this_thread::sleep_for(milliseconds(20));
        }
        const auto shown = m_client->snapshot(flowApplication);
        if (shown && shown->state == JobState::Waiting) m_report.count(shown->error ? "tmpfs_failed_and_waited" : "tmpfs_held");
        filler.clear();
        return goesOn(process);
    }

    std::string goesOn(Process& process) {
        const auto begin = Clock::now();
        for (;;) {
            const auto shown = process.running() ? m_client->snapshot(flowApplication) : nullptr;
            const auto time = Clock::now() - begin;
            if (!shown || shown->state == JobState::Running || shown->state == JobState::Done) {
                m_slowest = std::max(m_slowest, time);
                return {};
            }
            if (shown->state == JobState::Failed) return "the job failed: " + (shown->error ? shown->error->text() : "");
            if (time > goesOnMost) return fmt::format("{} ms after there is room again it is {}: {} {}", ms(time), stateName(shown->state), shown->waits, shown->error ? shown->error->text() : "");
            std::this_thread::sleep_for(milliseconds(5));
        }
    }

    /// A write of somebody else: what is said yes to must stay.
    void mark() {
        const auto text = fmt::format("mark {}", m_marked++);
        const auto written = m_client->produce(marks, {{.partition = 0, .timestamp = 1, .key = text, .value = text, .keyNull = false, .headers = {}}});
        if (written) m_acknowledged.push_back(text);
        else m_report.count(written.error().code == Errc::NoSpace ? "tmpfs_refused" : "tmpfs_unanswered");
    }

    static std::string textOf(const FetchedRecord& record) { return record.key + ' ' + record.value; }

    /// Readers go on.
    std::string look() {
        for (const auto& topic : flowOutputs) {
            auto& seen = m_seen[topic];
            const auto fetched = m_client->fetch({.topic = topic, .partition = 0, .offset = seen.empty() ? 0 : seen.back().first + 1});
            if (!fetched) {
                if (fetched.error().code == Errc::Network) return {}; // it has ended
                return "a reader is refused: " + fetched.error().text();
            }
            for (const auto& record : fetched->records) seen.emplace_back(record.offset, textOf(record));
        }
        m_report.count("tmpfs_reads");
        return {};
    }

    /// What was acknowledged is there, and what a reader has seen is as it was.
    std::string checkAcknowledged(const Path& data) {
        PosixFileSystem files;
        const SystemClock clock;
        const auto engine = Engine::open(data, files, clock, m_job.registry());
        if (!engine) return engine.error().text();
        const auto fetched = (*engine)->fetch({.topic = marks, .partition = 0, .recordsMax = 100'000});
        if (!fetched) return fetched.error().text();
        for (auto at = fetched->records.begin(); const auto& mark : m_acknowledged) {
            at = std::find_if(at, fetched->records.end(), [&](const FetchedRecord& record) { return record.value == mark; });
            if (at == fetched->records.end()) return mark + " was acknowledged and is gone";
        }
        m_report.count("tmpfs_acknowledged", static_cast<std::int64_t>(m_acknowledged.size()));
        for (const auto& [topic, seen] : m_seen) {
            for (auto at = seen.begin(); at != seen.end();) {
                const auto page = (*engine)->fetch({.topic = topic, .partition = 0, .offset = at->first, .recordsMax = 100'000});
                if (!page) return page.error().text();
                const auto before = at;
                for (const auto& record : page->records) {
                    if (at == seen.end()) break;
                    if (at->first != record.offset || at->second != textOf(record)) return fmt::format("a reader saw {} at offset {} of {}, and it is not there", at->second, at->first, topic);
                    ++at;
                }
                if (at == before) return fmt::format("what a reader saw at offset {} of {} is gone", at->first, topic);
            }
            m_report.count("tmpfs_seen", static_cast<std::int64_t>(seen.size()));
        }
        return {};
    }

public:
    Clock::duration slowest() const { return m_slowest; }

private:
    const DiskJob& m_job;
    Path m_disk;
    Report& m_report;
    SplitMix64 m_rng;
    std::uint64_t m_kind; ///< of the last fill: each comes in turn
    std::int64_t m_wanted;
    std::int64_t m_rounds = 0;
    std::int64_t m_marked = 0;
    std::unique_ptr<EngineClient> m_client;
    std::vector<std::string> m_acknowledged;
    std::map<std::string, std::vector<std::pair<std::int64_t, std::string>>> m_seen; ///< by offset
    Clock::duration m_slowest{0};
};

std::string rounds(const Path& work, const Path& disk, const Options& options) {
    Report report;
    const auto job = DiskJob::make(work, options.weir, orders, options.seed, settings);
    const auto want = job ? (*job)->undisturbed(disk.filename().string() + "/whole") : Result<Outcome>(fail(job.error()));
    std::filesystem::remove_all(disk / "whole");
    if (!want) {
        report.failed(want.error().text());
        return report.text();
    }
    Filling filling(**job, disk, options, report);
    filling.go(*want);
    return report.text() + "note tmpfs_goes_on_ms_most " + ms(filling.slowest()) + '\n';
}

} // namespace

void fullDisk(const Options& options, Verdict& verdict) {
    const TemporaryFolder work;
    const auto disk = work.path() / "small";
    std::filesystem::create_directory(disk);
    const auto said = onSmallDisk(disk, diskMegabytes, [&] { return rounds(work.path(), disk, options); });
    if (!said) {
        if (said.error().code != Errc::Permission) return verdict.failed(-1, said.error().text());
        fmt::print("iofail: NOT RUN: the rounds on a full disk, since no tmpfs may be mounted here ({})\n", said.error().text());
        return verdict.note("tmpfs", fmt::format("skipped ({})", said.error().text()));
    }
    std::istringstream lines(*said);
    bool failed = false;
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string kind;
        std::string name;
        words >> kind;
        if (kind == "failed") {
            failed = true;
            verdict.require(false, line.substr(kind.size() + 1));
            continue;
        }
        words >> name;
        std::int64_t n = 0;
        words >> n;
        if (kind == "count") verdict.count(name, n);
        if (kind == "note") verdict.note(name, std::to_string(n));
        if (kind == "count" && name == "tmpfs_runs" && !failed) verdict.passed(n);
    }
}

} // namespace weir::torture
