// SPDX-License-Identifier: Apache-2.0
// weir topic alter, delete, verify, compact.
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "job_view.h"
#include "report.h"
#include "topic_options.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <unistd.h>

namespace weir::cli {

namespace {

struct Options {
    std::string name;
    std::vector<std::string> names;
    DataDir folder;
    std::string yes;
    std::int32_t partitions = 0;
    bool json = false;
    TopicOptions config;
};

std::string bytesText(std::int64_t bytes) {
    return grouped(static_cast<std::uint64_t>(bytes));
}

/// The spec with what the options name in place.
Result<TopicSpec> altered(TopicSpec spec, const Options& options) {
    if (options.partitions != 0) spec.partitions = options.partitions;
    return options.config.in(std::move(spec));
}

ExitStatus alter(const Environment& env, const Options& options) {
    if (const auto usable = altered({}, options); !usable) {
        say(usable.error().text());
        return ExitStatus::Usage;
    }
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) {
        auto& engine = folder.engine();
        const auto topic = findTopic(engine, options.name);
        if (!topic) return report(topic.error());
        const auto spec = altered(topic->spec, options);
        if (!spec) return report(spec.error());
        if (*spec == topic->spec) {
            say(fmt::format("Nothing was changed: name a setting of {} that is to be another.", options.name));
            return ExitStatus::Done;
        }
        const auto done = engine.alterTopic(*spec);
        return done ? ExitStatus::Done : report(done.error());
    });
}

/// The name as typed: by --yes, or on the terminal.
bool confirmed(const Options& options, const TopicInfo& topic) {
    if (!options.yes.empty()) {
        if (options.yes == options.name) return true;
        say(fmt::format("--yes names \"{}\", not {}: nothing was deleted.", options.yes, options.name));
        return false;
    }
    if (::isatty(STDIN_FILENO) == 0) {
        say(fmt::format("To delete {} and all its records say: weir topic delete {} --yes {}", options.name, options.name,
                        options.name));
        return false;
    }
    std::uint64_t offsets = 0;
    for (const auto& p : topic.partitions)
        offsets += static_cast<std::uint64_t>(p.end - p.start);
    print(fmt::format("Topic {} has {} {} and {} offsets. They will be gone for good.\nType its name to delete it: ", options.name,
                      topic.partitions.size(), topic.partitions.size() == 1 ? "partition" : "partitions", grouped(offsets)));
    std::fflush(stdout);
    std::string typed;
    std::getline(std::cin, typed);
    if (typed == options.name) return true;
    say("That is not its name: nothing was deleted.");
    return false;
}

ExitStatus remove(const Environment& env, const Options& options) {
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) {
        auto& engine = folder.engine();
        // A damaged one can't be described, but must go all the same.
        const auto topic = findTopic(engine, options.name);
        if (!topic && topic.error().code != Errc::Corrupt) return report(topic.error());
        if (!confirmed(options, topic.value_or(TopicInfo{}))) return ExitStatus::Usage;
        const auto done = engine.deleteTopic(options.name);
        return done ? ExitStatus::Done : report(done.error());
    });
}

ExitStatus verify(const Environment& env, const Options& options) {
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) {
        auto& engine = folder.engine();
        auto names = options.names;
        if (names.empty()) {
            const auto topics = engine.topics();
            if (!topics) return report(topics.error());
            for (const auto& topic : *topics)
                names.push_back(topic.spec.name);
        }
        auto worst = ExitStatus::Done;
        for (const auto& name : names) {
            const auto found = engine.verifyTopic(name);
            if (found) {
                print(options.json ? verifyToJson(name, *found) + '\n' : fmt::format("{:<40} whole: {} segments, {} batches, {} records, {} bytes\n", name, found->segments,
                                  bytesText(found->batches), bytesText(found->records), bytesText(found->bytes)));
                continue;
            }
            const auto status = report(found.error());
            if (worst != ExitStatus::Damaged) worst = status;
        }
        return worst;
    });
}

ExitStatus compact(const Environment& env, const Options& options) {
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) {
        auto& engine = folder.engine();
        const auto done = engine.compactTopic(options.name);
        if (!done) return report(done.error());
        if (options.json) {
            print(compactionToJson(*done) + '\n');
        } else if (done->passes == 0) {
            print("There was nothing to compact: the newest segment of a partition is never compacted.\n");
        } else {
            print(fmt::format("{} bytes became {}; {} older records and {} tombstones are gone.\n",
                              bytesText(done->bytesBefore), bytesText(done->bytesAfter),
                              bytesText(done->recordsDropped), bytesText(done->tombstonesDropped)));
        }
        return ExitStatus::Done;
    });
}

} // namespace

void addTopicAdmin(CLI::App& topic, const Environment& env, Chosen& chosen) {
    const auto addCommand = [&](const char* name, const char* help, ExitStatus (*run)(const Environment&, const Options&)) {
        auto options = std::make_shared<Options>();
        auto* command = topic.add_subcommand(name, help);
        options->folder.addTo(*command);
        options->folder.addStealTo(*command);
        command->callback([=, &env, &chosen] { chosen = [=, &env] { return run(env, *options); }; });
        return std::pair(command, options);
    };

    const auto [alterCommand, alterOptions] = addCommand("alter", "Change a topic's settings; no running job may use it", alter);
    alterCommand->add_option("TOPIC", alterOptions->name)->required();
    alterCommand->add_option("--cleanup", alterOptions->config.cleanup, "delete, compact or compact-delete")
        ->check(CLI::IsMember({"delete", "compact", "compact-delete"}).description(""));
    alterCommand->add_option("--durability", alterOptions->config.durability, "fsync or buffered")
        ->check(CLI::IsMember({"fsync", "buffered"}).description(""));
    alterCommand->add_option("--retention", alterOptions->config.retention, "How long records are kept (7d); none: for ever")
        ->type_name("DURATION");
    alterCommand
        ->add_option("--retention-bytes", alterOptions->config.retentionBytes, "How much of a partition is kept (1GiB); none: all")
        ->type_name("SIZE");
    alterCommand->add_option("--segment-bytes", alterOptions->config.segmentBytes, "Size of a new segment file")->type_name("SIZE");
    alterCommand->add_option("--delete-retention", alterOptions->config.deleteRetention, "How long compaction keeps tombstones")->type_name("DURATION");
    alterCommand->add_option("--partitions", alterOptions->partitions, "Can't be changed; the command says why")
        ->check(CLI::Range(1, topicPartitionsMax))
        ->type_name("N");

    const auto [deleteCommand, deleteOptions] = addCommand("delete", "Delete a topic and its records; no running job may use it", remove);
    deleteCommand->add_option("TOPIC", deleteOptions->name)->required();
    deleteCommand->add_option("--yes", deleteOptions->yes, "The topic's name once more, instead of typing it when asked")
        ->type_name("TOPIC");

    const auto verifyAdded = addCommand("verify", "Read every byte of topics and check it; exit status 6 if one is damaged", verify);
    verifyAdded.first->add_option("TOPIC", verifyAdded.second->names, "Default: all");
    verifyAdded.first->add_flag("--json", verifyAdded.second->json, "One JSON object a topic");

    const auto compactAdded = addCommand("compact", "Drop the records of a compacted topic that have newer ones, now", compact);
    compactAdded.first->add_option("TOPIC", compactAdded.second->name)->required();
    compactAdded.first->add_flag("--json", compactAdded.second->json, "One JSON object");
}

} // namespace weir::cli
