// SPDX-License-Identifier: Apache-2.0
#include "switch_over.h"

#include "tally.h"

#include "weir/core/kill_point.h"
#include "weir/log/commit_journal.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <set>
#include <thread>

namespace weir::torture {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto patience = std::chrono::seconds(60);
constexpr std::int64_t randomMost = 60; // ms

/// Where a process dies: while a replay begins, takes over, or is dropped. An empty point: at a random moment of the switch.
struct Place {
    enum class During : std::uint8_t { Begin, Switch, Drop };
    const char* point;
    During during;
};
constexpr std::array<Place, 20> places{{{"switch.begin", Place::During::Switch}, {"switch.journaled", Place::During::Switch}, {"cleanup.topic-removed", Place::During::Switch},
                                        {"switch.cut", Place::During::Switch}, {"", Place::During::Switch}, {"switch.live-stopped", Place::During::Switch},
                                        {"cleanup.stores-removed", Place::During::Switch}, {"switch.stores-closed", Place::During::Switch}, {"", Place::During::Switch},
                                        {"switch.replay-stopped", Place::During::Switch}, {"cleanup.done", Place::During::Switch}, {"switch.job-made", Place::During::Switch},
                                        {"switch.done", Place::During::Switch}, {"cleanup.topic-removed:3", Place::During::Switch}, {"", Place::During::Switch},
                                        {"replay.noted", Place::During::Begin}, {"replay.topics-made", Place::During::Begin}, {"replay.begun", Place::During::Begin},
                                        {"cleanup.topic-removed:2", Place::During::Drop}, {"cleanup.stores-removed", Place::During::Drop}}};

Result<> until(const std::string& what, const std::function<Result<bool>()>& holds) {
    const auto deadline = Clock::now() + patience;
    while (true) {
        WEIR_TRY(const bool there, holds());
        if (there) return {};
        if (Clock::now() > deadline) return fail(Errc::Internal, "waited in vain for " + what);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

/// "topic" of "topic-3" and "topic.topic".
std::string topicOfEntry(const std::string& name) {
    constexpr std::string_view description = ".topic";
    if (name.ends_with(description)) return name.substr(0, name.size() - description.size());
    return name.substr(0, name.rfind('-'));
}

std::set<std::string> namesIn(const Path& folder) {
    std::set<std::string> out;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) out.insert(entry.path().filename().string());
    return out;
}

} // namespace

class SwitchOver {
public:
    SwitchOver(SwitchOvers& all, Path data, const Place& place, Rng& rng) : m_all(all), m_data(std::move(data)), m_place(place), m_rng(rng), m_served(all.m_options.weir, m_data) {}

    Result<> run() {
        const bool drops = m_place.during == Place::During::Drop;
        WEIR_CHECK(m_served.start());
        WEIR_CHECK(m_served.engine().createTopic({.name = "events", .partitions = tallyPartitions}));
        WEIR_CHECK(startJob());
        const Subscriber reader(m_data);
        {
            const Load load(m_data, m_rng.next());
            WEIR_CHECK(undisturbed(reader));
            WEIR_CHECK(m_served.stop());
            WEIR_CHECK(m_served.start(*m_place.point == '\0' ? "" : m_place.point));
            WEIR_CHECK(startJob());
            WEIR_CHECK(drops ? droppedAndKilled() : switchedAndKilled(reader));
            WEIR_CHECK(dropped());
        }
        WEIR_CHECK(allIsThere(reader));
        WEIR_CHECK(m_served.stop());
        WEIR_CHECK(noOrphans({}));
        PosixFileSystem files;
        WEIR_TRY(const auto journal, CommitJournal::open(m_data, files));
        for (const auto* prefix : {"replay:", "cleanup:"})
            if (const auto left = journal->notes(prefix); !left.empty()) return fail(Errc::Internal, "the journal still has the note " + left.begin()->first);
        return {};
    }

private:
    EngineClient& engine() { return m_served.engine(); }

    Result<> startJob() {
        WEIR_CHECK(engine().start({.topologyText = tallyText(m_version), .file = "tally.weir", .settings = {}}));
        return until("the job to run", [&]() -> Result<bool> {
            const auto shown = engine().snapshot(tallyApplication);
            if (shown && shown->error) return fail(*shown->error);
            return shown && shown->state == JobState::Running;
        });
    }

    Result<std::optional<ReplayInfo>> replay() {
        WEIR_TRY(auto all, engine().replays());
        for (auto& info : all) {
            if (info.phase == ReplayPhase::Failed) return fail(info.error.value_or(Error{Errc::Internal, "the replay failed", {}}));
            if (info.applicationId == tallyApplication) return std::optional(std::move(info));
        }
        return std::optional<ReplayInfo>();
    }

    Result<> beginReplay() {
        WEIR_TRY(m_replay, engine().startReplay({.topologyText = tallyText(m_version + 1), .file = "tally.weir", .settings = {}, .from = std::nullopt, .applicationId = {}}));
        return caughtUp();
    }
    Result<> caughtUp() {
        return until("the replay to catch up", [&]() -> Result<bool> {
            WEIR_TRY(const auto info, replay());
            return info && info->phase == ReplayPhase::Ready;
        });
    }

    /// By the command that a person would use.
    Result<> commandSwitch() {
        const auto begin = Clock::now();
        Process command({m_all.m_options.weir.string(), "replay", "switch", tallyApplication, "--data-dir", m_data.string()}, m_data.string() + ".switch");
        const auto status = command.wait(patience);
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
        if (!status || *status != 0) return fail(Errc::Internal, "weir replay switch: " + command.errors());
        switched();
        const std::lock_guard lock(m_all.m_mutex);
        m_all.m_commands.push_back(took);
        return {};
    }
    void switched() {
        m_state = m_replay;
        ++m_version;
    }

    Result<> undisturbed(const Subscriber& reader) {
        WEIR_CHECK(until("results", [&]() -> Result<bool> { return reader.hasSeen(m_version); }));
        WEIR_CHECK(beginReplay());
        WEIR_CHECK(commandSwitch());
        WEIR_CHECK(until("results of the new job", [&]() -> Result<bool> { return reader.hasSeen(m_version); }));
        m_all.m_verdict.count("switch_overs");
        {
            const std::lock_guard lock(m_all.m_mutex);
            m_all.m_pauses.push_back(reader.pauseBefore(m_version));
        }
        return noOrphans({});
    }

    /// Dies on the way; what is there behind it is all old or all new; if it is old, the switch is made once more.
    Result<> switchedAndKilled(const Subscriber& reader) {
        if (m_place.during == Place::During::Begin) {
            WEIR_CHECK(dieIn([&] { return engine().startReplay({.topologyText = tallyText(m_version + 1), .file = "tally.weir", .settings = {}, .from = std::nullopt, .applicationId = {}}).has_value(); }));
        } else {
            WEIR_CHECK(beginReplay());
            WEIR_CHECK(dieIn([&] { return engine().switchReplay(tallyApplication).has_value(); }));
        }
        WEIR_CHECK(m_served.start());
        WEIR_TRY(const auto left, replay());
        m_all.m_verdict.count(left ? "killed_left_old" : "killed_left_new");
        if (left) {
            WEIR_CHECK(noOrphans(left->id));
            WEIR_CHECK(startJob());
            WEIR_CHECK(beginReplay()); // the one that is left
            if (m_replay != left->id) return fail(Errc::Internal, "the replay " + left->id + " became " + m_replay);
            WEIR_CHECK(commandSwitch());
        } else {
            switched();
            WEIR_CHECK(noOrphans({}));
            WEIR_CHECK(startJob());
        }
        WEIR_CHECK(until("results of the new job", [&]() -> Result<bool> { return reader.hasSeen(m_version); }));
        m_all.m_verdict.count("switch_overs_killed");
        return noOrphans({});
    }

    Result<> droppedAndKilled() {
        WEIR_CHECK(beginReplay());
        WEIR_CHECK(dieIn([&] { return engine().dropReplay(tallyApplication).has_value(); }));
        WEIR_CHECK(m_served.start());
        m_all.m_verdict.count("drops_killed");
        WEIR_TRY(const auto left, replay());
        if (left) return fail(Errc::Internal, "a replay whose drop had begun is there again");
        WEIR_CHECK(noOrphans({}));
        return startJob();
    }
    Result<> dropped() {
        WEIR_CHECK(beginReplay());
        WEIR_CHECK(engine().dropReplay(tallyApplication));
        m_all.m_verdict.count("drops");
        return noOrphans({});
    }

    /// `call` leads the process to its end, or begins what it is killed in.
    Result<> dieIn(const std::function<bool()>& call) {
        const bool answered = call();
        if (*m_place.point == '\0') {
            if (!answered) return fail(Errc::Internal, "the switch can't be begun");
            std::this_thread::sleep_for(std::chrono::milliseconds(m_rng.below(randomMost)));
            m_served.kill();
            return {};
        }
        WEIR_CHECK(m_served.died(patience));
        const std::string_view place = m_place.point;
        m_all.m_verdict.count("at_" + std::string(place.substr(0, place.find(':'))));
        return {};
    }

    /// In the folder there is what the application has now, and nothing else. `beside`: the name of a replay that may be there too.
    Result<> noOrphans(const std::string& beside) {
        std::set<std::string> names = {m_state};
        if (!beside.empty()) names.insert(beside);
        for (const auto& folder : namesIn(m_data / "state"))
            if (!names.contains(folder)) return fail(Errc::Internal, "the stores of " + folder + " are left over");
        for (const auto& entry : namesIn(m_data / "topics")) {
            const auto topic = topicOfEntry(entry);
            const bool own = topic == "events" || topic == "counted" || topic == "windowed";
            const bool internal = std::any_of(names.begin(), names.end(), [&](const std::string& name) { return topic.starts_with(name + "-"); });
            const bool shadow = !beside.empty() && topic.ends_with(beside.substr(tallyApplication.size()));
            if (!own && !internal && !shadow) return fail(Errc::Internal, "the topic file " + entry + " is left over");
        }
        return {};
    }

    /// The load has ended: each event was counted once, alone and in its window.
    Result<> allIsThere(const Subscriber& reader) {
        WEIR_TRY(const auto events, readAll(engine(), "events"));
        std::map<std::string, std::int64_t> counts;
        std::map<std::string, std::map<std::int64_t, std::int64_t>> windows;
        for (const auto& event : events) {
            const auto region = event.value.substr(event.value.find("region-"), 9);
            ++counts[region];
            ++windows[region][event.timestamp / 10'000];
        }
        const auto all = until(fmt::format("{} results", events.size()), [&]() -> Result<bool> { return !reader.wrong().empty() || reader.counts() == counts; });
        if (const auto wrong = reader.wrong(); !wrong.empty()) return fail(Errc::Internal, wrong);
        WEIR_CHECK(all);
        std::map<std::string, std::multiset<std::int64_t>> want;
        for (const auto& [region, each] : windows)
            for (const auto& [start, n] : each) want[region].insert(n);
        std::map<std::string, std::multiset<std::int64_t>> have;
        const auto agree = until("the windows", [&]() -> Result<bool> {
            WEIR_TRY(const auto records, readAll(engine(), "windowed"));
            std::map<std::string, std::int64_t> last;
            for (const auto& record : records) last[record.key] = numberIn(record.value, "n");
            have.clear();
            for (const auto& [key, n] : last) have[key.substr(key.find("region-"), 9)].insert(n);
            return have == want;
        });
        if (!agree) return fail(Errc::Internal, "the counts in the windows are others than the events'");
        m_all.m_verdict.count("events", static_cast<std::int64_t>(events.size()));
        return {};
    }

    SwitchOvers& m_all;
    Path m_data;
    Place m_place;
    Rng& m_rng;
    Served m_served;
    int m_version = 1;
    std::string m_state = tallyApplication; ///< the application's state name
    std::string m_replay;
};

std::int64_t SwitchOvers::places() { return static_cast<std::int64_t>(torture::places.size()); }

std::string SwitchOvers::run(std::int64_t number, Rng& rng) {
    // The seed says where the short form begins, which has few cases.
    const auto& place = torture::places[(static_cast<std::size_t>(number) + m_options.seed) % torture::places.size()];
    const auto data = m_work / fmt::format("switch-{}", number);
    auto done = SwitchOver(*this, data, place, rng).run();
    if (done) {
        std::error_code ignored;
        std::filesystem::remove_all(data, ignored);
        return {};
    }
    return fmt::format("switch-over, killed at {}: {}", *place.point == '\0' ? "a random moment" : place.point, done.error().text());
}

void SwitchOvers::say() {
    if (m_options.effort != Effort::Short && m_options.n == 0 && !m_options.only)
        for (const auto point : killPointNames)
            if (diesAt(point)) m_verdict.require(m_verdict.counted("at_" + std::string(point)) > 0, fmt::format("nothing died at {}", point));
    const std::lock_guard lock(m_mutex);
    const auto note = [&](const std::string& name, std::vector<std::chrono::microseconds>& all) {
        if (all.empty()) return;
        std::sort(all.begin(), all.end());
        m_verdict.note(name + "_ms_median", fmt::format("{:.1f}", static_cast<double>(all[all.size() / 2].count()) / 1000));
        m_verdict.note(name + "_ms_most", fmt::format("{:.1f}", static_cast<double>(all.back().count()) / 1000));
    };
    note("pause", m_pauses);
    note("switch", m_commands);
}

} // namespace weir::torture
