// SPDX-License-Identifier: Apache-2.0
// engine.md 6: a profile's values, each overridable by its name.
#include "weir/core/time.h"
#include "weir/topology/plan.h"
#include "wording.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace weir {
namespace {

struct ProfileValues {
    std::int64_t commitIntervalMs, commitBytes, lingerMs, batchBytes, cacheBytes;
    bool fsyncAtLeastOnce;
    const char* compression;
};

constexpr std::int64_t kib = 1LL << 10;
constexpr std::int64_t mib = 1LL << 20;

ProfileValues valuesOf(Profile profile) {
    switch (profile) {
    case Profile::Latency: return {1, 1 * mib, 0, 16 * kib, 8 * mib, false, "none"};
    case Profile::Balanced: return {100, 16 * mib, 5, 256 * kib, 16 * mib, true, "lz4"};
    case Profile::Throughput: return {1000, 64 * mib, 50, 1 * mib, 64 * mib, false, "zstd"};
    }
    return {100, 16 * mib, 5, 256 * kib, 16 * mib, true, "lz4"};
}

constexpr std::array<std::string_view, 12> names{"profile",     "guarantee",   "commit_interval", "commit_bytes", "linger",        "batch_bytes",
                                                 "cache_bytes", "sync",        "compression",     "max_task_idle", "max_time_skew", "threads"};

/// What Kafka and Kafka Streams call it, and what it is called here.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kafkaNames{{
    {"commit.interval.ms", "commit_interval"},
    {"num.stream.threads", "threads"},
    {"max.task.idle.ms", "max_task_idle"},
    {"linger.ms", "linger"},
    {"queue.buffering.max.ms", "linger"},
    {"batch.size", "batch_bytes"},
    {"compression.type", "compression"},
    {"compression.codec", "compression"},
    {"statestore.cache.max.bytes", "cache_bytes"},
    {"cache.max.bytes.buffering", "cache_bytes"},
    {"processing.guarantee", "guarantee"},
    {"enable.idempotence", "guarantee"},
    {"acks", "sync"},
}};

class SettingsReader {
public:
    SettingsReader(Settings& settings, Diagnostics& diagnostics) : m_settings(settings), m_diagnostics(diagnostics) {}

    /// Profile and guarantee come before the rest, which they give defaults.
    void choose(std::string_view name, const std::string& value, const std::string& field) {
        if (name == "profile") {
            if (value == "latency") m_settings.profile = Profile::Latency;
            else if (value == "balanced") m_settings.profile = Profile::Balanced;
            else if (value == "throughput") m_settings.profile = Profile::Throughput;
            else say(field, fmt::format("must be \"latency\", \"balanced\" or \"throughput\", not \"{}\"", value));
        } else {
            if (value == "exactly-once") m_settings.guarantee = Guarantee::ExactlyOnce;
            else if (value == "at-least-once") m_settings.guarantee = Guarantee::AtLeastOnce;
            else say(field, fmt::format("must be \"exactly-once\" or \"at-least-once\", not \"{}\"", value));
        }
    }

    void read(std::string_view name, const std::string& value, const std::string& field) {
        if (name == "commit_interval") duration(value, field, 1, 3'600'000, m_settings.commitIntervalMs);
        else if (name == "commit_bytes") size(value, field, 64 * kib, 4096 * mib, m_settings.commitBytes);
        else if (name == "linger") duration(value, field, 0, 60'000, m_settings.lingerMs);
        else if (name == "batch_bytes") size(value, field, 1 * kib, 16 * mib, m_settings.batchBytes);
        else if (name == "cache_bytes") size(value, field, 1 * mib, 65536 * mib, m_settings.cacheBytes);
        else if (name == "max_task_idle") idle(value, field);
        else if (name == "max_time_skew") value == "auto" ? void(m_settings.maxTimeSkewMs = -1) : duration(value, field, 0, 365LL * 86'400'000, m_settings.maxTimeSkewMs);
        else if (name == "threads") threads(value, field);
        else if (name == "compression") compression(value, field);
        else if (name == "sync") sync(value, field);
        else unknown(name, field);
    }

private:
    void say(const std::string& field, std::string message, std::string code = "invalid_value") {
        Diagnostic d;
        d.field = field;
        d.message = std::move(message);
        d.code = std::move(code);
        m_diagnostics.push_back(std::move(d));
    }
    void duration(const std::string& value, const std::string& field, std::int64_t low, std::int64_t high, std::int64_t& out) {
        const auto parsed = value == "0" ? Result<Milliseconds>(Milliseconds(0)) : parseDuration(value);
        if (!parsed) return say(field, fmt::format("\"{}\" is no duration: write a whole number and a unit, like \"100ms\" or \"1s\"", value));
        if (parsed->count() < low || parsed->count() > high)
            return say(field, fmt::format("must be from {} to {}, not {}", formatDuration(Milliseconds(low)), formatDuration(Milliseconds(high)), value));
        out = parsed->count();
    }
    void size(const std::string& value, const std::string& field, std::int64_t low, std::int64_t high, std::int64_t& out) {
        const auto parsed = parseSize(value);
        if (!parsed) return say(field, fmt::format("\"{}\" is no size: write a whole number and a unit, like \"64KiB\" or \"16MiB\"", value));
        if (*parsed < low || *parsed > high) return say(field, fmt::format("must be from {} to {}, not {}", formatSize(low), formatSize(high), value));
        out = *parsed;
    }
    void idle(const std::string& value, const std::string& field) {
        if (value == "-1")
            m_settings.maxTaskIdleMs = -1; // never wait
        else
            duration(value, field, 0, 86'400'000, m_settings.maxTaskIdleMs);
    }
    void threads(const std::string& value, const std::string& field) {
        std::int32_t count = -1;
        const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
        if (value == "cores") count = 0;
        else if (error != std::errc() || end != value.data() + value.size() || count < 0 || count > 1024)
            return say(field, fmt::format("must be a whole number from 1 to 1024, or \"cores\", not \"{}\"", value));
        m_settings.threads = count;
    }
    void compression(const std::string& value, const std::string& field) {
        if (value != "none" && value != "lz4" && value != "zstd" && value != "snappy" && value != "gzip")
            return say(field, fmt::format("must be \"none\", \"lz4\", \"zstd\", \"snappy\" or \"gzip\", not \"{}\"", value));
        m_settings.compression = value;
    }
    void sync(const std::string& value, const std::string& field) {
        if (value != "fsync" && value != "buffered") return say(field, fmt::format("must be \"fsync\" or \"buffered\", not \"{}\"", value));
        if (value == "buffered" && m_settings.guarantee == Guarantee::ExactlyOnce)
            return say(field, "exactly once always syncs (\"fsync\"); \"buffered\" goes only with the guarantee \"at-least-once\"");
        m_settings.syncFsync = value == "fsync";
    }
    void unknown(std::string_view name, const std::string& field) {
        const auto kafka = std::find_if(kafkaNames.begin(), kafkaNames.end(), [&](const auto& k) { return k.first == name; });
        if (kafka != kafkaNames.end()) return say(field, fmt::format("is Kafka's name; here it is \"{}\"", kafka->second), "unknown_setting");
        std::string all;
        for (std::string_view n : names) all += (all.empty() ? "" : ", ") + std::string(n);
        if (name.find('.') != std::string_view::npos)
            return say(field, fmt::format("Kafka's settings are not taken here; a connection's properties stand in its profile, and the settings are {}", all), "unknown_setting");
        const std::string near = didYouMean(name, {names.begin(), names.end()});
        say(field, near.empty() ? fmt::format("there is no such setting; they are {}", all) : "there is no such setting" + near, "unknown_setting");
    }

    Settings& m_settings;
    Diagnostics& m_diagnostics;
};

/// A setting's value as text; null lists and objects have none.
std::optional<std::string> asText(const FieldValue& value) {
    if (value.text()) return *value.text();
    if (value.integer()) return fmt::format("{}", *value.integer());
    return {};
}

} // namespace

Settings resolveSettings(const Topology& topology, const std::vector<std::pair<std::string, std::string>>& overrides, Diagnostics& diagnostics) {
    Settings out;
    if (topology.profile) out.profile = *topology.profile;
    if (topology.guarantee) out.guarantee = *topology.guarantee;
    SettingsReader reader(out, diagnostics);
    for (const auto& [name, value] : overrides)
        if (name == "profile" || name == "guarantee") reader.choose(name, value, name);

    const ProfileValues values = valuesOf(out.profile);
    out.commitIntervalMs = values.commitIntervalMs;
    out.commitBytes = values.commitBytes;
    out.lingerMs = values.lingerMs;
    out.batchBytes = values.batchBytes;
    out.cacheBytes = values.cacheBytes;
    out.syncFsync = out.guarantee == Guarantee::ExactlyOnce || values.fsyncAtLeastOnce;
    out.compression = values.compression;

    for (const auto& [name, value] : topology.settings) {
        const std::string field = "settings." + name;
        Diagnostic d;
        d.field = field;
        d.code = "invalid_value";
        if (name == "profile" || name == "guarantee") {
            d.message = fmt::format("stands at the top of the file: \"{}\", beside \"settings\"", name);
            diagnostics.push_back(std::move(d));
        } else if (const auto text = asText(value)) {
            reader.read(name, *text, field);
        } else {
            d.message = "must be a text, like \"100ms\" or \"16MiB\", or a whole number";
            diagnostics.push_back(std::move(d));
        }
    }
    for (const auto& [name, value] : overrides)
        if (name != "profile" && name != "guarantee") reader.read(name, value, name);
    return out;
}

std::vector<std::pair<std::string, std::string>> settingsAsText(const Settings& s) {
    const auto ms = [](std::int64_t v) { return v < 0 ? fmt::format("{}", v) : formatDuration(Milliseconds(v)); };
    return {
        {"profile", s.profile == Profile::Latency ? "latency" : s.profile == Profile::Balanced ? "balanced" : "throughput"},
        {"guarantee", s.guarantee == Guarantee::ExactlyOnce ? "exactly-once" : "at-least-once"},
        {"commit_interval", ms(s.commitIntervalMs)},
        {"commit_bytes", formatSize(s.commitBytes)},
        {"linger", ms(s.lingerMs)},
        {"batch_bytes", formatSize(s.batchBytes)},
        {"cache_bytes", formatSize(s.cacheBytes)},
        {"sync", s.syncFsync ? "fsync" : "buffered"},
        {"compression", s.compression},
        {"max_task_idle", ms(s.maxTaskIdleMs)},
        {"max_time_skew", s.maxTimeSkewMs < 0 ? "auto" : ms(s.maxTimeSkewMs)},
        {"threads", s.threads == 0 ? "cores" : fmt::format("{}", s.threads)},
    };
}

} // namespace weir
