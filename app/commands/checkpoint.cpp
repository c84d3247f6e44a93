// SPDX-License-Identifier: Apache-2.0
// weir checkpoint create, list, delete, state: an application's state under a name, and rows of a store as they were.
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "log_position.h"
#include "report.h"
#include "target.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace weir::cli {

namespace {

struct Options {
    std::string target;
    std::string name; ///< a checkpoint
    std::string store;
    std::string at;
    std::string checkpoint;
    std::string prefix;
    std::size_t limit = 500;
    DataDir dir;
    bool json = false;
};

ExitStatus usage(const Error& error) {
    say(error.text());
    return ExitStatus::Usage;
}

ExitStatus badTarget(const Options& options, const Error& error) {
    if (error.code != Errc::Invalid || !options.target.ends_with(".weir")) return usage(error);
    say(error.detail);
    return ExitStatus::InvalidTopology;
}

std::string placesOf(const std::map<std::string, std::int64_t>& positions) {
    std::string text;
    for (const auto& [partition, offset] : positions) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", partition, offset);
    return text.empty() ? "nothing read yet" : text;
}

std::string linesOf(const CheckpointInfo& info) {
    if (info.error) return fmt::format("{} {}: {}\n", info.applicationId, info.name, info.error->text());
    auto text = fmt::format("{} {}: {}, {}{}\n", info.applicationId, info.name, formatTimestampMs(info.createdMs), formatSize(info.bytes), info.current ? "" : ", of an earlier state");
    text += fmt::format("    input      {}\n", placesOf(info.positions));
    if (!info.changelogs.empty()) text += fmt::format("    changelogs {}\n", placesOf(info.changelogs));
    return text;
}

ExitStatus create(const Environment& env, const Options& options) {
    const auto target = targetOf(env, options.target);
    if (!target) return badTarget(options, target.error());
    return onFolder(env, options.dir, [&](DataFolder& folder, const Signals&) {
        const auto made = folder.engine().createCheckpoint({target->applicationId, options.name, target->topologyText, target->file});
        if (!made) return report(made.error());
        print(options.json ? checkpointToJson(*made) + '\n' : linesOf(*made));
        return ExitStatus::Done;
    });
}

ExitStatus list(const Environment& env, const Options& options) {
    const auto path = options.dir.path();
    if (!path) return usage(path.error());
    auto view = FolderView::open(env, *path);
    if (!view) return report(view.error());
    const auto checkpoints = view->engine().checkpoints(options.target);
    if (!checkpoints) return report(checkpoints.error());
    for (const auto& info : *checkpoints) print(options.json ? checkpointToJson(info) + '\n' : linesOf(info));
    if (checkpoints->empty() && !options.json) say("There is no checkpoint in this data folder.");
    return ExitStatus::Done;
}

ExitStatus remove(const Environment& env, const Options& options) {
    return onFolder(env, options.dir, [&](DataFolder& folder, const Signals&) {
        const auto removed = folder.engine().deleteCheckpoint(options.target, options.name);
        if (!removed) return report(removed.error());
        say(fmt::format("The checkpoint {} of {} is gone.", options.name, options.target));
        return ExitStatus::Done;
    });
}

std::string tableOf(const StateReply& reply) {
    std::vector<std::vector<std::string>> lines;
    const bool windowed = std::any_of(reply.page.rows.begin(), reply.page.rows.end(), [](const StoreRow& row) { return row.windowStart >= 0; });
    std::vector<std::string> head{"key"};
    if (windowed) head.emplace_back("window");
    for (const auto& column : reply.page.columns) head.push_back(column.name);
    lines.push_back(std::move(head));
    for (const auto& row : reply.page.rows) {
        auto& line = lines.emplace_back();
        line.push_back(row.key);
        if (windowed) line.push_back(fmt::format("{} – {}", formatTimestampMs(row.windowStart), formatTimestampMs(row.windowEnd)));
        for (const auto& value : row.columns) line.push_back(value);
    }
    std::vector<std::size_t> widths(lines.front().size(), 0);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], line[i].size());
    std::string text;
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) text += i + 1 < line.size() ? fmt::format("{:<{}}  ", line[i], widths[i]) : line[i];
        text += '\n';
    }
    return text;
}

ExitStatus state(const Environment& env, const Options& options) {
    const auto target = targetOf(env, options.target);
    if (!target) return badTarget(options, target.error());
    StateQuery query{.applicationId = target->applicationId, .store = options.store, .checkpoint = options.checkpoint, .keyPrefix = options.prefix, .limit = options.limit, .topologyText = target->topologyText, .file = target->file};
    if (!options.at.empty()) {
        const auto at = parsePosition(options.at, env.clock);
        if (!at) return usage(at.error());
        query.at = *at;
    }
    const auto path = options.dir.path();
    if (!path) return usage(path.error());
    auto view = FolderView::open(env, *path);
    if (!view) return report(view.error());
    const auto reply = view->engine().stateAt(query);
    if (!reply) return report(reply.error());
    print(options.json ? stateToJson(*reply) + '\n' : tableOf(*reply));
    if (options.json) return ExitStatus::Done;
    for (const auto& place : reply->places)
        say(place.checkpoint.empty() ? fmt::format("Partition {}: the changelog up to offset {}.", place.partition, place.offset)
                                     : fmt::format("Partition {}: the checkpoint {}, and the changelog from offset {} to {}.", place.partition, place.checkpoint, place.from, place.offset));
    if (reply->page.total > reply->page.rows.size()) say(fmt::format("{} of {} rows; --limit shows more, --prefix those of some keys.", reply->page.rows.size(), reply->page.total));
    return ExitStatus::Done;
}

using Command = ExitStatus (*)(const Environment&, const Options&);

} // namespace

void addCheckpoint(CLI::App& app, const Environment& env, Chosen& chosen) {
    auto* checkpoint = app.add_subcommand("checkpoint", "An application's state under a name: keep it, go back to it, look into it");
    checkpoint->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, Command run) {
        auto options = std::make_shared<Options>();
        auto* command = checkpoint->add_subcommand(name, help);
        options->dir.addTo(*command);
        command->callback([=, &env, &chosen] { chosen = [=, &env] { return run(env, *options); }; });
        return std::pair(command, options);
    };
    const auto [creating, created] = add("create", "Keep what it has now, running or stopped; `weir run FILE --checkpoint NAME` goes back to it", create);
    creating->add_option("TARGET", created->target, "Topology file or application id")->required();
    creating->add_option("NAME", created->name, "The checkpoint's name")->required();
    creating->add_flag("--json", created->json, "One JSON object");
    created->dir.addStealTo(*creating);
    const auto [listing, listed] = add("list", "Checkpoints, and where they stand", list);
    listing->add_option("APPLICATION", listed->target, "Only its own");
    listing->add_flag("--json", listed->json, "One JSON object a checkpoint");
    const auto [deleting, deleted] = add("delete", "Throw one away", remove);
    deleting->add_option("APPLICATION", deleted->target, "The application")->required();
    deleting->add_option("NAME", deleted->name, "The checkpoint's name")->required();
    deleted->dir.addStealTo(*deleting);
    const auto [showing, shown] = add("state", "Rows of a store as they were: in a checkpoint, or at a place of its changelog", state);
    showing->add_option("TARGET", shown->target, "Topology file or application id")->required();
    showing->add_option("STORE", shown->store, "The store")->required();
    auto* at = showing->add_option("--at", shown->at, fmt::format("A place of the store's changelog, default latest: {}", positionHelp))->type_name("PLACE");
    showing->add_option("--checkpoint", shown->checkpoint, "As the checkpoint has it")->type_name("NAME")->excludes(at);
    showing->add_option("--prefix", shown->prefix, "Only keys that begin so")->type_name("TEXT");
    showing->add_option("--limit", shown->limit, "Rows to show (default 500)")->type_name("N");
    showing->add_flag("--json", shown->json, "One JSON object");
}

} // namespace weir::cli
