// SPDX-License-Identifier: Apache-2.0
// weir topic consume TOPIC: a topic's records as JSON Lines, from and to a place, or followed as it grows.
#include "commands.h"
#include "folder_view.h"
#include "log_position.h"
#include "record_lines.h"
#include "report.h"
#include "signals.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fmt/format.h>

namespace weir::cli {

namespace {

struct Options {
    std::string topic;
    std::string dataDir;
    std::vector<std::int32_t> partitions;
    std::string from = "earliest";
    std::string to;
    bool follow = false;
    std::uint64_t limit = UINT64_MAX;
    std::string keyFormat = "string";
    std::string valueFormat = "json";
    std::string windowed;
};

Result<RecordFormats> formatsOf(const Options& options) {
    RecordFormats formats;
    WEIR_TRY(formats.key, parseFormat(options.keyFormat));
    WEIR_TRY(formats.value, parseFormat(options.valueFormat));
    if (options.windowed == "session") {
        formats.windowed = RecordFormats::Windowed::Session;
    } else if (!options.windowed.empty()) {
        WEIR_TRY(const auto size, parseDuration(options.windowed));
        formats.windowed = RecordFormats::Windowed::Time;
        formats.windowSizeMs = size.count();
    }
    return formats;
}

struct PartitionRange {
    std::int32_t partition = 0;
    std::int64_t next = 0;
    std::int64_t end = 0; ///< stop there; INT64_MAX when following
};

/// What is asked of each partition, at the topic's present ends.
Result<std::vector<PartitionRange>> rangesOf(const Environment& env, const Options& options, EngineAccess& engine, const TopicInfo& topic) {
    WEIR_TRY(const auto from, parsePosition(options.from, env.clock));
    std::optional<LogPosition> to;
    if (!options.to.empty()) {
        WEIR_TRY(to, parsePosition(options.to, env.clock));
    }
    const auto count = static_cast<std::int32_t>(topic.partitions.size());
    auto wanted = options.partitions;
    if (wanted.empty())
        for (std::int32_t p = 0; p < count; ++p)
            wanted.push_back(p);
    std::vector<PartitionRange> ranges;
    for (const auto p : wanted) {
        if (p < 0 || p >= count)
            return fail(Errc::OutOfRange,
                        fmt::format("The topic {} has the partitions 0 to {}.", topic.spec.name, count - 1));
        const auto& partition = topic.partitions[static_cast<std::size_t>(p)];
        if (partition.problem) return fail(*partition.problem);
        PartitionRange range{p, 0, partition.end};
        WEIR_TRY(range.next, offsetOf(from, engine, topic, p));
        if (to) {
            WEIR_TRY(range.end, offsetOf(*to, engine, topic, p));
        } else if (options.follow) {
            range.end = INT64_MAX;
        }
        ranges.push_back(range);
    }
    return ranges;
}

class Reader {
public:
    Reader(const Options& options, RecordFormats formats)
        : m_options(options), m_formats(formats), m_left(options.limit) {}

    /// Print what one partition has now; false when the reader has enough, or nobody reads us any more.
    Result<bool> drain(EngineAccess& engine, PartitionRange& range, const Signals& signals) {
        while (range.next < range.end) {
            WEIR_TRY(const auto fetched,
                     engine.fetch({.topic = m_options.topic, .partition = range.partition, .offset = range.next}));
            std::string lines;
            for (const auto& record : fetched.records) {
                if (record.offset >= range.end) break;
                if (m_left-- == 0) return print(lines) && false;
                appendRecordLine(lines, record, m_options.topic, range.partition, m_formats);
            }
            if (!print(lines) || m_left == 0) return false;
            const bool atEnd = fetched.nextOffset <= range.next || fetched.nextOffset >= fetched.endOffset;
            range.next = std::max(range.next, fetched.nextOffset);
            if (atEnd) break;
            if ((m_signal = signals.wait(Milliseconds(0)))) return false;
        }
        return true;
    }
    std::optional<int> signal() const { return m_signal; }
    void stopFor(int signal) { m_signal = signal; }

private:
    const Options& m_options;
    RecordFormats m_formats;
    std::uint64_t m_left;
    std::optional<int> m_signal;
};

/// Until a signal. A folder without an owner does not grow; once one appears, its engine is asked.
Result<> follow(const Environment& env, const Path& path, FolderView& access, std::vector<PartitionRange>& ranges,
                Reader& reader, const Signals& signals) {
    for (;;) {
        std::fflush(stdout);
        if (std::ferror(stdout)) return {};
        if (const auto signal = signals.wait(Milliseconds(access.frozen() ? 300 : 50))) {
            reader.stopFor(*signal);
            return {};
        }
        if (access.frozen()) {
            auto again = FolderView::open(env, path);
            if (!again || again->frozen()) continue;
            access = std::move(*again);
        }
        for (auto& range : ranges) {
            const auto more = reader.drain(access.engine(), range, signals);
            if (!more && more.error().code == Errc::Network) {
                auto again = FolderView::open(env, path);
                if (!again) return fail(std::move(again).error());
                access = std::move(*again);
                break;
            }
            if (!more) return fail(more.error());
            if (!*more) return {};
        }
    }
}

ExitStatus consume(const Environment& env, const Options& options) {
    const Signals signals;
    const auto formats = formatsOf(options);
    const auto path = dataFolderOf(options.dataDir);
    if (!formats || !path) {
        say(formats ? path.error().text() : formats.error().text());
        return ExitStatus::Usage;
    }
    auto access = FolderView::open(env, *path);
    if (!access) return report(access.error());
    const auto topic = access->topic(options.topic);
    if (!topic) return report(topic.error());
    auto ranges = rangesOf(env, options, access->engine(), *topic);
    if (!ranges) {
        say(ranges.error().text());
        return ranges.error().code == Errc::Invalid || ranges.error().code == Errc::OutOfRange
                   ? ExitStatus::Usage
                   : statusOf(ranges.error());
    }
    Reader reader(options, *formats);
    bool goOn = true;
    for (auto& range : *ranges) {
        const auto more = reader.drain(access->engine(), range, signals);
        if (!more) {
            std::fflush(stdout);
            return report(more.error());
        }
        if (!(goOn = *more)) break;
    }
    if (options.follow && goOn) {
        const auto done = follow(env, *path, *access, *ranges, reader, signals);
        if (!done) return report(done.error());
    }
    return finishOutput(reader.signal() ? Signals::statusOf(*reader.signal()) : ExitStatus::Done);
}

} // namespace

void addTopicConsume(CLI::App& topic, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command = topic.add_subcommand("consume", "Print a topic's records as JSON Lines");
    command->add_option("TOPIC", options->topic)->required();
    command->add_option("--partition", options->partitions, "Only this partition (may be repeated)")
        ->type_name("N")
        ->allow_extra_args(false);
    command
        ->add_option("--from", options->from,
                     "earliest (default), latest, an offset, 0:1500,1:1800, a time (2026-11-22T10:00:00Z) or @ms")
        ->type_name("PLACE");
    auto* to = command
                   ->add_option("--to", options->to,
                                "Likewise; the record there is not printed (default: the end as it is now)")
                   ->type_name("PLACE");
    command->add_flag("-f,--follow", options->follow, "Go on as the topic grows, until Ctrl+C")->excludes(to);
    command->add_option("-n,--max", options->limit, "At most so many records")->type_name("N");
    command
        ->add_option("--key-format", options->keyFormat, "string (default), int32, int64, double, bytes, json or none")
        ->type_name("FORMAT");
    command->add_option("--value-format", options->valueFormat, "json (default), or one of the others")
        ->type_name("FORMAT");
    command->add_option("--windowed", options->windowed, "Keys end with a window: its size (5m), or session")
        ->type_name("SIZE");
    command->add_option("--data-dir", options->dataDir, "The embedded log (default: the user's XDG data folder)")
        ->type_name("DIR");
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return consume(env, *options); }; });
}

} // namespace weir::cli
