// SPDX-License-Identifier: Apache-2.0
// weir topic list, create, describe. (produce and consume have files of their own.)
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "job_view.h"
#include "report.h"
#include "topic_options.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace weir::cli {

namespace {

struct Options {
    std::string name;
    DataDir folder;
    bool json = false;
    bool internal = false;
    TopicSpec spec;
    TopicOptions config;
};

std::int64_t bytesOf(const TopicInfo& topic) {
    std::int64_t bytes = 0;
    for (const auto& partition : topic.partitions)
        bytes += partition.bytes;
    return bytes;
}
std::uint64_t recordsOf(const TopicInfo& topic) {
    std::int64_t records = 0;
    for (const auto& partition : topic.partitions)
        records += partition.end - partition.start;
    return static_cast<std::uint64_t>(records);
}

ExitStatus list(const Environment& env, const Options& options) {
    const auto path = options.folder.path();
    if (!path) return report(path.error());
    auto access = FolderView::open(env, *path);
    if (!access) return report(access.error());
    const auto topics = access->engine().topics();
    if (!topics) return report(topics.error());
    auto worst = ExitStatus::Done;
    for (const auto& topic : *topics) {
        if (topic.spec.internal && !options.internal) continue;
        print(options.json ? topicToJson(topic) + '\n'
                           : fmt::format("{:<40} {:>4} partitions {:>16} offsets {:>14} bytes\n", topic.spec.name,
                                         topic.partitions.size(), grouped(recordsOf(topic)),
                                         grouped(static_cast<std::uint64_t>(bytesOf(topic)))));
        for (const auto& partition : topic.partitions)
            if (partition.problem) worst = report(*partition.problem);
    }
    return worst;
}

ExitStatus describe(const Environment& env, const Options& options) {
    const auto path = options.folder.path();
    if (!path) return report(path.error());
    auto access = FolderView::open(env, *path);
    if (!access) return report(access.error());
    const auto topic = access->topic(options.name);
    if (!topic) return report(topic.error());
    if (options.json) {
        print(topicToJson(*topic) + '\n');
        return ExitStatus::Done;
    }
    const auto& spec = topic->spec;
    constexpr const char* cleanups[] = {"delete", "compact", "compact and delete"};
    print(fmt::format(
        "topic       {}\ncleanup     {}\ndurability  {}\nretention   {}, {}\nsegments    {}\n", spec.name,
        cleanups[static_cast<int>(spec.cleanup)], spec.durability == Durability::Fsync ? "fsync" : "buffered",
        spec.retention ? formatDuration(*spec.retention) : "any age",
        spec.retentionBytes ? formatSize(*spec.retentionBytes) : "any size", formatSize(spec.segmentBytes)));
    if (spec.cleanup != Cleanup::Delete) print(fmt::format("tombstones  {}\n", formatDuration(spec.deleteRetention)));
    auto worst = ExitStatus::Done;
    for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
        const auto& p = topic->partitions[i];
        if (p.problem) {
            worst = report(*p.problem);
            continue;
        }
        print(fmt::format("partition {:<3} offsets {} to {}, {} bytes\n", i, p.start, p.end,
                          grouped(static_cast<std::uint64_t>(p.bytes))));
    }
    return worst;
}

/// The spec that the options name; Invalid: wrong usage.
Result<TopicSpec> specOf(const Options& options) {
    TopicSpec spec = options.spec;
    spec.name = options.name;
    WEIR_CHECK(checkTopicName(spec.name));
    return options.config.in(std::move(spec));
}

ExitStatus create(const Environment& env, const Options& options) {
    const auto spec = specOf(options);
    if (!spec) {
        say(spec.error().text());
        return ExitStatus::Usage;
    }
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) {
        const auto created = folder.engine().createTopic(*spec);
        return created ? ExitStatus::Done : report(created.error());
    });
}

} // namespace

void addTopic(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto* topic =
        app.add_subcommand("topic", "The topics of the embedded log: list, create, describe, produce, consume, alter, delete, verify, compact, export, "
                                    "import");
    topic->require_subcommand(1);

    auto listing = std::make_shared<Options>();
    auto* listCommand = topic->add_subcommand("list", "List the topics, their partitions and sizes");
    listCommand->add_flag("--internal", listing->internal, "Repartition topics and changelogs too");
    listCommand->add_flag("--json", listing->json, "One JSON object a topic");
    listing->folder.addTo(*listCommand);
    listCommand->callback([=, &env, &chosen] { chosen = [=, &env] { return list(env, *listing); }; });

    auto shown = std::make_shared<Options>();
    auto* describeCommand = topic->add_subcommand("describe", "Show a topic's settings and the ends of its partitions");
    describeCommand->add_option("TOPIC", shown->name)->required();
    describeCommand->add_flag("--json", shown->json, "As one JSON object");
    shown->folder.addTo(*describeCommand);
    describeCommand->callback([=, &env, &chosen] { chosen = [=, &env] { return describe(env, *shown); }; });

    auto made = std::make_shared<Options>();
    auto* createCommand = topic->add_subcommand("create", "Make a topic");
    createCommand->add_option("TOPIC", made->name, "1 to 249 of the characters A-Z a-z 0-9 . _ -")->required();
    createCommand->add_option("--partitions", made->spec.partitions, "How many (default 4)")
        ->check(CLI::Range(1, topicPartitionsMax))
        ->type_name("N");
    createCommand->add_option("--cleanup", made->config.cleanup, "delete (default), compact or compact-delete")
        ->check(CLI::IsMember({"delete", "compact", "compact-delete"}).description(""));
    createCommand->add_option("--durability", made->config.durability, "fsync (default) or buffered")
        ->check(CLI::IsMember({"fsync", "buffered"}).description(""));
    createCommand->add_option("--retention", made->config.retention, "How long records are kept (7d); default: for ever")
        ->type_name("DURATION");
    createCommand
        ->add_option("--retention-bytes", made->config.retentionBytes, "How much of a partition is kept (1GiB); default: all")
        ->type_name("SIZE");
    createCommand->add_option("--segment-bytes", made->config.segmentBytes, "Size of a segment file (default 64MiB)")
        ->type_name("SIZE");
    createCommand->add_option("--delete-retention", made->config.deleteRetention, "How long a compacted topic keeps tombstones (default 1d)")->type_name("DURATION");
    made->folder.addTo(*createCommand);
    made->folder.addStealTo(*createCommand);
    createCommand->callback([=, &env, &chosen] { chosen = [=, &env] { return create(env, *made); }; });

    addTopicProduce(*topic, env, chosen);
    addTopicConsume(*topic, env, chosen);
    addTopicAdmin(*topic, env, chosen);
    addTopicCopy(*topic, env, chosen);
}

} // namespace weir::cli
