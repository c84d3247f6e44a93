// SPDX-License-Identifier: Apache-2.0
// weir topic export, import: a whole topic as JSON Lines, as docs/formats/export.md says.
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "job_view.h"
#include "report.h"
#include "weir/runtime/protocol.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>

namespace weir::cli {

namespace {

constexpr std::size_t batchRecords = 1000;
constexpr std::size_t batchBytes = std::size_t{1} << 20U;

struct Options {
    std::string topic;
    DataDir folder;
};

/// Each partition from its start to the end it had at the beginning.
ExitStatus exportTopic(const Environment& env, const Options& options) {
    const auto path = options.folder.path();
    if (!path) return report(path.error());
    auto view = FolderView::open(env, *path);
    if (!view) return report(view.error());
    const auto topic = view->topic(options.topic);
    if (!topic) return report(topic.error());
    if (const auto* problem = topic->problem()) return report(*problem);
    if (!print(topicToJson(*topic) + '\n')) return ExitStatus::Done;
    std::uint64_t records = 0;
    for (std::size_t p = 0; p < topic->partitions.size(); ++p) {
        const auto partition = static_cast<std::int32_t>(p);
        for (auto next = topic->partitions[p].start; next < topic->partitions[p].end;) {
            const auto fetched =
                view->engine().fetch({.topic = options.topic, .partition = partition, .offset = next});
            if (!fetched) return report(fetched.error());
            if (fetched->nextOffset <= next) break; // what is behind is not committed yet
            std::string lines;
            for (const auto& record : fetched->records)
                if (record.offset < topic->partitions[p].end) {
                    lines += recordToJson(record, partition) + '\n';
                    ++records;
                }
            if (!print(lines)) return ExitStatus::Done;
            next = fetched->nextOffset;
        }
    }
    print(exportEndToJson(records) + '\n');
    return ExitStatus::Done;
}

class Importer {
public:
    Importer(EngineAccess& engine, std::string topic) : m_engine(engine), m_topic(std::move(topic)) {}

    /// The first line: makes the topic, unless it is there.
    Result<> begin(std::string_view line) {
        ++m_line;
        auto info = topicFromJson(line);
        if (!info) return wrong(info.error());
        info->spec.name = m_topic;
        info->spec.internal = false;
        const auto there = findTopic(m_engine, m_topic);
        if (there && there->partitions.size() != info->partitions.size())
            return fail(Errc::Invalid, fmt::format("Topic {} has {} partitions, the exported one {}: import it under another name.",
                                                   m_topic, there->partitions.size(), info->partitions.size()));
        if (there) {
            m_partitions = there->spec.partitions;
            return {};
        }
        if (there.error().code != Errc::NotFound) return fail(there.error());
        m_partitions = info->spec.partitions;
        WEIR_CHECK(m_engine.createTopic(info->spec));
        m_made = true;
        return {};
    }
    Result<> add(std::string_view line) {
        ++m_line;
        if (line.empty()) return {};
        if (const auto records = exportEndFromJson(line)) {
            WEIR_CHECK(flush());
            if (*records != m_written) return wrong({Errc::Invalid, fmt::format("{} records were exported", grouped(*records)), {}});
            m_whole = true;
            return {};
        }
        m_whole = false;
        auto record = recordFromJson(line);
        if (!record) return refused(record.error());
        if (record->partition >= m_partitions)
            return refused({Errc::OutOfRange, fmt::format("there is no partition {}, the topic has 0 to {}", record->partition, m_partitions - 1), {}});
        m_bytes += record->key.size() + record->value.size();
        m_batch.push_back(std::move(*record));
        return m_batch.size() >= batchRecords || m_bytes >= batchBytes ? flush() : Result<>{};
    }
    Result<> flush() {
        if (m_batch.empty()) return {};
        WEIR_CHECK(m_engine.produce(m_topic, m_batch));
        m_written += m_batch.size();
        m_batch.clear();
        m_bytes = 0;
        return {};
    }
    /// All lines are there.
    Result<> end() {
        WEIR_CHECK(flush());
        if (m_whole) return {};
        ++m_line;
        return wrong({Errc::Invalid, "the input ends before the line that says how many records were exported: it was cut short", {}});
    }
    /// After a failure: a topic that was made for nothing.
    void takeBack() {
        if (m_made && m_written == 0) (void)m_engine.deleteTopic(m_topic);
    }

private:
    Result<> refused(const Error& error) {
        WEIR_CHECK(flush());
        return wrong(error);
    }
    Result<> wrong(const Error& error) const {
        return fail(error.code, fmt::format("standard input, line {}: {}; {} records before it were written.", m_line,
                                            error.detail, grouped(m_written)));
    }

    EngineAccess& m_engine;
    std::string m_topic;
    std::vector<ProduceRecord> m_batch;
    std::size_t m_bytes = 0;
    std::uint64_t m_written = 0;
    std::uint64_t m_line = 0;
    std::int32_t m_partitions = 0;
    bool m_made = false;
    bool m_whole = false; ///< the last line was the end's
};

Result<> importLines(Importer& importer, std::istream& in) {
    std::string line;
    if (!std::getline(in, line))
        return fail(Errc::Invalid, "Standard input is empty: give what weir topic export printed.");
    WEIR_CHECK(importer.begin(line));
    while (std::getline(in, line))
        WEIR_CHECK(importer.add(line));
    return importer.end();
}

ExitStatus importTopic(const Environment& env, const Options& options) {
    if (const auto name = checkTopicName(options.topic); !name) {
        say(name.error().text());
        return ExitStatus::Usage;
    }
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals&) {
        Importer importer(folder.engine(), options.topic);
        const auto done = importLines(importer, std::cin);
        if (!done) importer.takeBack();
        return done ? ExitStatus::Done : report(done.error());
    });
}

} // namespace

void addTopicCopy(CLI::App& topic, const Environment& env, Chosen& chosen) {
    const auto addCommand = [&](const char* name, const char* help, ExitStatus (*run)(const Environment&, const Options&)) {
        auto options = std::make_shared<Options>();
        auto* command = topic.add_subcommand(name, help);
        command->add_option("TOPIC", options->topic)->required();
        options->folder.addTo(*command);
        command->callback([=, &env, &chosen] { chosen = [=, &env] { return run(env, *options); }; });
        return std::pair(command, options);
    };
    addCommand("export", "Print a topic, its settings first, as JSON Lines that import takes", exportTopic);
    const auto [importCommand, importOptions] = addCommand("import", "Make a topic of what export printed, from standard input; into one that is there, append", importTopic);
    importOptions->folder.addStealTo(*importCommand);
}

} // namespace weir::cli
