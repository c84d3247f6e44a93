// SPDX-License-Identifier: Apache-2.0
#include "small_nodes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace weir {
namespace {

using Overrides = std::vector<std::pair<std::string, std::string>>;

struct Resolved {
    Settings settings;
    std::string said;
};
Resolved resolved(const Topology& topology, const Overrides& overrides = {}) {
    Diagnostics diagnostics;
    Resolved out{resolveSettings(topology, overrides, diagnostics), {}};
    out.said = text(diagnostics);
    return out;
}
std::string line(const Settings& settings) {
    std::string out;
    for (const auto& [name, value] : settingsAsText(settings)) out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, value);
    return out;
}
Topology of(Profile profile, Guarantee guarantee = Guarantee::ExactlyOnce) {
    Topology t;
    t.profile = profile;
    t.guarantee = guarantee;
    return t;
}

TEST(Settings, AreTheProfilesOfTheTable) {
    EXPECT_EQ(line(resolved(of(Profile::Latency)).settings), "profile=latency guarantee=exactly-once commit_interval=1ms commit_bytes=1MiB linger=0ms batch_bytes=16KiB cache_bytes=8MiB "
                                                             "sync=fsync compression=none max_task_idle=0ms max_time_skew=auto threads=cores");
    EXPECT_EQ(line(resolved({}).settings), "profile=balanced guarantee=exactly-once commit_interval=100ms commit_bytes=16MiB linger=5ms batch_bytes=256KiB cache_bytes=16MiB "
                                           "sync=fsync compression=lz4 max_task_idle=0ms max_time_skew=auto threads=cores");
    EXPECT_EQ(line(resolved(of(Profile::Throughput)).settings), "profile=throughput guarantee=exactly-once commit_interval=1s commit_bytes=64MiB linger=50ms batch_bytes=1MiB "
                                                                "cache_bytes=64MiB sync=fsync compression=zstd max_task_idle=0ms max_time_skew=auto threads=cores");
}

TEST(Settings, SyncAtLeastOnceAsTheProfileSaysAndAlwaysExactlyOnce) {
    EXPECT_FALSE(resolved(of(Profile::Latency, Guarantee::AtLeastOnce)).settings.syncFsync);
    EXPECT_TRUE(resolved(of(Profile::Balanced, Guarantee::AtLeastOnce)).settings.syncFsync);
    EXPECT_FALSE(resolved(of(Profile::Throughput, Guarantee::AtLeastOnce)).settings.syncFsync);
    EXPECT_FALSE(resolved(of(Profile::Balanced, Guarantee::AtLeastOnce), {{"sync", "buffered"}}).settings.syncFsync);
    EXPECT_EQ(resolved({}, {{"sync", "buffered"}}).said, "sync: exactly once always syncs (\"fsync\"); \"buffered\" goes only with the guarantee \"at-least-once\"\n");
}

TEST(Settings, AreOverriddenByTheFileThenByTheCommandLine) {
    Topology topology;
    topology.settings = {{"commit_interval", "2s"}, {"threads", 3}, {"cache_bytes", "32MiB"}};
    const auto out = resolved(topology, {{"commit_interval", "5s"}, {"profile", "latency"}});
    EXPECT_EQ(out.said, "");
    EXPECT_EQ(out.settings.commitIntervalMs, 5000);
    EXPECT_EQ(out.settings.threads, 3);
    EXPECT_EQ(out.settings.cacheBytes, 32LL << 20);
    EXPECT_EQ(out.settings.compression, "none") << "the rest is the overriding profile's";
}

TEST(Settings, ReadBackAsTheyArePrinted) {
    const auto printed = settingsAsText(resolved(of(Profile::Throughput)).settings);
    const auto again = resolved({}, printed);
    EXPECT_EQ(again.said, "");
    EXPECT_EQ(settingsAsText(again.settings), printed);
}

TEST(Settings, RefuseKafkasNamesWithOurs) {
    EXPECT_EQ(resolved({}, {{"commit.interval.ms", "100"}, {"num.stream.threads", "4"}, {"processing.guarantee", "x"}}).said,
              "commit.interval.ms: is Kafka's name; here it is \"commit_interval\"\nnum.stream.threads: is Kafka's name; here it is \"threads\"\n"
              "processing.guarantee: is Kafka's name; here it is \"guarantee\"\n");
    EXPECT_EQ(resolved({}, {{"plugin.library.paths", "/x"}}).said.substr(0, 64), "plugin.library.paths: Kafka's settings are not taken here; a con");
}

TEST(Settings, SayValuesThatDontFit) {
    EXPECT_EQ(resolved({}, {{"commit_interval", "fast"}}).said, "commit_interval: \"fast\" is no duration: write a whole number and a unit, like \"100ms\" or \"1s\"\n");
    EXPECT_EQ(resolved({}, {{"commit_interval", "0ms"}}).said, "commit_interval: must be from 1ms to 1h, not 0ms\n");
    EXPECT_EQ(resolved({}, {{"batch_bytes", "12"}}).said, "batch_bytes: \"12\" is no size: write a whole number and a unit, like \"64KiB\" or \"16MiB\"\n");
    EXPECT_EQ(resolved({}, {{"threads", "-2"}}).said, "threads: must be a whole number from 1 to 1024, or \"cores\", not \"-2\"\n");
    EXPECT_EQ(resolved({}, {{"compression", "rar"}}).said, "compression: must be \"none\", \"lz4\", \"zstd\", \"snappy\" or \"gzip\", not \"rar\"\n");
    EXPECT_EQ(resolved({}, {{"profile", "fast"}}).said, "profile: must be \"latency\", \"balanced\" or \"throughput\", not \"fast\"\n");
    Topology topology;
    topology.settings = {{"linger", true}, {"profile", "latency"}};
    EXPECT_EQ(resolved(topology).said, "settings.linger: must be a text, like \"100ms\" or \"16MiB\", or a whole number\n"
                                       "settings.profile: stands at the top of the file: \"profile\", beside \"settings\"\n");
}

} // namespace
} // namespace weir
