// SPDX-License-Identifier: Apache-2.0
// clock (R11): a job runs while the wall clock jumps. What comes out, and what is remembered, must be as if it had stood still. Retention
// and compaction of its topics run in between, as they do in the background of an engine.
#include "frame.h"
#include "memory_job.h"
#include "script_clock.h"
#include "workload.h"

#include "weir/runtime/engine.h"

#include <fmt/format.h>
#include <vector>

namespace weir::torture {
namespace {

const Path data = "/data";
constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t hour = 3600 * second;
constexpr std::int64_t year = 365 * 24 * hour;
constexpr std::int64_t year2038 = 2'147'483'648 * second;
constexpr std::int64_t orders = 300;

struct Script {
    std::string name;
    std::function<void(ScriptClock& clock, std::int64_t turn, Rng& rng)> at; ///< called before each turn
};

std::vector<Script> scripts() {
    std::vector<Script> out;
    const auto once = [&](const std::string& name, std::int64_t micros) {
        out.push_back({name, [micros](ScriptClock& clock, std::int64_t turn, Rng&) { if (turn == 60) clock.jumpBy(micros); }});
    };
    const auto to = [&](const std::string& name, std::int64_t wall) {
        out.push_back({name, [wall](ScriptClock& clock, std::int64_t turn, Rng&) { if (turn == 60) clock.jumpTo(wall); }});
    };
    const auto often = [&](const std::string& name, std::int64_t micros, std::int64_t every) {
        out.push_back({name, [micros, every](ScriptClock& clock, std::int64_t turn, Rng&) { if (turn % every == 0) clock.jumpBy(turn / every % 2 == 0 ? micros : -micros); }});
    };
    once("an hour ahead", hour);
    once("an hour back", -hour);
    once("ten years ahead", 10 * year);
    once("ten years back", -10 * year);
    to("1970", 0);
    to("before 1970", -hour);
    to("just before 2038", year2038 - second);
    to("2038", year2038);
    to("2106", 2 * year2038);
    to("the largest", std::int64_t{9'000'000'000'000'000'000} / 1000);
    often("an hour to and fro", hour, 10);
    often("ten years to and fro", 10 * year, 7);
    often("a second to and fro, always", second, 1);
    out.push_back({"a step back every 100 ms", [](ScriptClock& clock, std::int64_t turn, Rng&) { if (turn % 5 == 0) clock.jumpBy(-150'000); }});
    out.push_back({"it stands still", [](ScriptClock& clock, std::int64_t, Rng&) { clock.jumpTo(ScriptClock::begin); }});
    out.push_back({"suspended for an hour", [](ScriptClock& clock, std::int64_t turn, Rng&) { if (turn % 100 == 50) clock.tick(hour); }});
    out.push_back({"suspended for a year", [](ScriptClock& clock, std::int64_t turn, Rng&) { if (turn == 90) clock.tick(year); }});
    out.push_back({"runs a thousand times too fast", [](ScriptClock& clock, std::int64_t, Rng&) { clock.jumpBy(20 * second); }});
    out.push_back({"runs backwards", [](ScriptClock& clock, std::int64_t, Rng&) { clock.jumpBy(-40'000); }});
    out.push_back({"anywhere, always", [](ScriptClock& clock, std::int64_t, Rng& rng) { clock.jumpTo(static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(2 * year2038)))); }});
    return out;
}

} // namespace

int clockJumps(const Options& options) {
    Verdict verdict(options);
    const auto baseline = makeBaseline(data, orders, options.seed);
    if (!baseline) {
        verdict.failed(0, "without faults: " + baseline.error().text());
        return verdict.finish();
    }
    const auto& [registry, plan, inputs, want] = **baseline;
    const auto all = scripts();
    const auto count = static_cast<std::int64_t>(all.size());
    verdict.note("scripts", std::to_string(count));
    forEachCase(options, verdict, count * options.cases(2, 20, 1000), [&](std::int64_t number, Rng& rng) -> std::string {
        const auto& script = all[static_cast<std::size_t>(number % count)];
        const auto files = inputs->crash(rng);
        ScriptClock clock;
        MemoryJob job(data, *files, clock, plan);
        auto going = job.open();
        for (std::int64_t turn = 0; going && !job.finished(); ++turn) {
            clock.tick(20'000);
            script.at(clock, turn, rng);
            if (const auto turned = job.turn(rng); !turned) going = fail(turned.error());
            if (going && turn % 40 == 0)
                if (const auto freed = job.topics().applyRetention(); !freed) going = fail(freed.error());
            if (going && turn == 130) going = job.open(); // a restart under this clock
        }
        const auto have = going ? job.outcome() : Result<Outcome>(fail(going.error()));
        auto wrong = have ? difference(want, *have) : have.error().text();
        return wrong.empty() ? wrong : script.name + ": " + wrong;
    });
    return verdict.finish();
}

} // namespace weir::torture
