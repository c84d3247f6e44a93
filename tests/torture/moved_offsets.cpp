// SPDX-License-Identifier: Apache-2.0
#include "moved_offsets.h"

#include "workload.h"

#include "weir/runtime/engine.h"

#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace weir::torture {
namespace {

/// What an application resumes with.
struct Standing {
    std::map<std::string, std::int64_t> positions; ///< "topic-partition" → offset
    std::set<std::string> internalTopics;
    bool stores = false;
    bool operator==(const Standing&) const = default;
};

/// By an engine that is opened: it finishes what was begun.
Result<Standing> standingIn(const Path& data) {
    PosixFileSystem files;
    const SystemClock clock;
    const auto registry = builtinNodes();
    WEIR_TRY(const auto engine, Engine::open(data, files, clock, registry));
    Standing out;
    WEIR_TRY(const auto report, engine->offsets({.kind = OffsetsRequest::Kind::Show, .applicationId = flowApplication}));
    for (const auto& partition : report.partitions) out.positions[fmt::format("{}-{}", partition.topic, partition.partition)] = partition.current;
    WEIR_TRY(const auto topics, engine->topics());
    for (const auto& topic : topics)
        if (topic.spec.internal) out.internalTopics.insert(topic.spec.name);
    out.stores = std::filesystem::exists(data / "state" / flowApplication);
    return out;
}

class MovedOffsets {
public:
    /// `base`: a folder in which the job is done. `words`: of the command.
    MovedOffsets(const Scenarios& scenarios, std::string name, Path base, std::vector<std::string> words)
        : m_scenarios(scenarios), m_name(std::move(name)), m_base(std::move(base)), m_command(onFolder(std::move(words))) {}

    Result<> make() {
        WEIR_TRY(const auto whole, copyOfFolder(m_base, m_base.string() + "-" + m_name));
        WEIR_TRY(m_old, standingIn(whole));
        if (auto wrong = change(whole); !wrong.empty()) return fail(Errc::Internal, wrong);
        WEIR_TRY(m_new, standingIn(whole));
        if (m_new.positions == m_old.positions) return fail(Errc::Internal, "offsets " + m_name + " changes nothing");
        if (auto wrong = m_scenarios.job().finish(whole); !wrong.empty()) return fail(Errc::Internal, wrong);
        WEIR_TRY(m_want, m_scenarios.job().look(whole));
        return {};
    }
    const Scenario::Command& command() const { return m_command; }

    std::string judge(const Path& data) const {
        const auto now = standingIn(data);
        if (!now) return now.error().text();
        if (*now != m_old && *now != m_new)
            return fmt::format("positions {}, {} internal topics, stores {}: neither as before nor as they should be",
                               now->positions == m_old.positions   ? "as before"
                               : now->positions == m_new.positions ? "as they should be"
                                                                   : "of both",
                               now->internalTopics.size(), now->stores ? "there" : "gone");
        m_scenarios.verdict().count(fmt::format("{}_left_{}", m_name, *now == m_old ? "old" : "new"));
        if (*now == m_old) {
            if (auto wrong = change(data); !wrong.empty()) return wrong;
            const auto made = standingIn(data);
            if (!made) return made.error().text();
            if (*made != m_new) return "made once more, it is not as it should be";
        }
        if (auto wrong = m_scenarios.job().finish(data); !wrong.empty()) return wrong;
        const auto have = m_scenarios.job().look(data);
        return have ? difference(m_want, *have) : have.error().text();
    }

private:
    std::string change(const Path& data) const { return runs(m_command(data), data.string() + ".offsets"); }

    const Scenarios& m_scenarios;
    std::string m_name;
    Path m_base;
    Scenario::Command m_command;
    Standing m_old;
    Standing m_new;
    Outcome m_want; ///< of a run behind an undisturbed change
};

} // namespace

Result<> addMovedOffsets(Scenarios& scenarios) {
    const auto& job = scenarios.job();
    const auto weir = job.weir().string();
    WEIR_TRY(const auto done, scenarios.fresh("done"));
    if (auto wrong = job.finish(done); !wrong.empty()) return fail(Errc::Internal, wrong);
    const auto add = [&, done = done](const std::string& name, std::vector<std::string> words) -> Result<> {
        const auto moved = std::make_shared<MovedOffsets>(scenarios, name, done, std::move(words));
        WEIR_CHECK(moved->make());
        scenarios.add({"offsets " + name, [done, work = job.work()](const std::string& folder) { return copyOfFolder(done, work / folder); }, moved->command(), [moved](const Path& data) { return moved->judge(data); }});
        return {};
    };
    WEIR_CHECK(add("reset", {weir, "offsets", "reset", job.flow().string()}));
    return add("set", {weir, "offsets", "set", flowApplication, "--to-offset", "40"});
}

} // namespace weir::torture
