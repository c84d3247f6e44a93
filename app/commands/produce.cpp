// SPDX-License-Identifier: Apache-2.0
// weir topic produce TOPIC: JSON Lines from standard input into a topic. What was taken before a bad line is in the
// log.
#include "commands.h"
#include "data_dir.h"
#include "folder_view.h"
#include "job_view.h"
#include "record_lines.h"
#include "report.h"

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace weir::cli {

namespace {

struct Options {
    std::string topic;
    DataDir folder;
    std::string keyFormat = "string";
    std::string valueFormat = "json";
};

constexpr std::size_t batchRecords = 1000;
constexpr std::size_t batchBytes = std::size_t{1} << 20U;
constexpr std::size_t lineBytesMax = std::size_t{16} << 20U;

/// Takes lines, hands records on in batches.
class LineProducer {
public:
    LineProducer(EngineAccess& engine, const TopicSpec& topic, RecordFormats formats)
        : m_engine(engine), m_topic(topic.name), m_partitions(topic.partitions), m_formats(formats) {}

    Result<> add(std::string_view line) {
        ++m_line;
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) return {};
        auto record = recordFromLine(line, m_formats);
        if (record && record->partition >= m_partitions)
            record = fail(Errc::OutOfRange, fmt::format("there is no partition {}, topic {} has 0 to {}", record->partition, m_topic, m_partitions - 1));
        if (!record) {
            WEIR_CHECK(flush());
            return fail(record.error().code,
                        fmt::format("standard input, line {}: {}; {} records before it were written.", m_line,
                                    record.error().detail, grouped(m_written)));
        }
        m_bytes += record->key.size() + record->value.size();
        m_batch.push_back(std::move(*record));
        return m_batch.size() >= batchRecords || m_bytes >= batchBytes ? flush() : Result<>();
    }
    Result<> flush() {
        if (m_batch.empty()) return {};
        if (auto done = m_engine.produce(m_topic, m_batch); !done) return fail(std::move(done).error());
        m_written += m_batch.size();
        m_batch.clear();
        m_bytes = 0;
        return {};
    }

private:
    EngineAccess& m_engine;
    std::string m_topic;
    std::int32_t m_partitions;
    RecordFormats m_formats;
    std::vector<ProduceRecord> m_batch;
    std::size_t m_bytes = 0;
    std::uint64_t m_written = 0;
    std::uint64_t m_line = 0;
};

/// Standard input to its end or a signal; what was read is handed on whenever the input pauses.
Result<std::optional<int>> pump(LineProducer& producer, const Signals& signals) {
    std::string pending;
    std::vector<char> some(std::size_t{1} << 16U);
    for (;;) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, 0) == 0) {
            WEIR_CHECK(producer.flush());
            ::poll(&input, 1, 100);
        }
        if (const auto signal = signals.wait(Milliseconds(0))) {
            WEIR_CHECK(producer.flush());
            return signal;
        }
        if (input.revents == 0) continue;
        const auto size = ::read(STDIN_FILENO, some.data(), some.size());
        if (size < 0 && errno == EINTR) continue;
        if (size < 0) return failErrno(errno, "Standard input can't be read");
        if (size == 0) break;
        pending.append(some.data(), static_cast<std::size_t>(size));
        std::size_t begin = 0;
        for (std::size_t end = 0; (end = pending.find('\n', begin)) != std::string::npos; begin = end + 1)
            WEIR_CHECK(producer.add(std::string_view(pending).substr(begin, end - begin)));
        pending.erase(0, begin);
        if (pending.size() > lineBytesMax) return fail(Errc::Limit, "A line on standard input is longer than 16MiB.");
    }
    WEIR_CHECK(producer.add(pending));
    WEIR_CHECK(producer.flush());
    return std::nullopt;
}

ExitStatus produce(const Environment& env, const Options& options) {
    const auto key = parseFormat(options.keyFormat);
    const auto value = parseFormat(options.valueFormat);
    for (const auto* problem : {key ? nullptr : &key.error(), value ? nullptr : &value.error()})
        if (problem) {
            say(problem->text());
            return ExitStatus::Usage;
        }
    return onFolder(env, options.folder, [&](DataFolder& folder, const Signals& signals) {
        const auto topic = findTopic(folder.engine(), options.topic);
        if (!topic) return report(topic.error());
        LineProducer producer(folder.engine(), topic->spec, {.key = *key, .value = *value});
        const auto end = pump(producer, signals);
        if (!end) return report(end.error());
        return *end ? Signals::statusOf(**end) : ExitStatus::Done;
    });
}

} // namespace

void addTopicProduce(CLI::App& topic, const Environment& env, Chosen& chosen) {
    auto options = std::make_shared<Options>();
    auto* command = topic.add_subcommand(
        "produce",
        "Write records: JSON Lines {\"key\",\"value\",\"timestamp\",\"partition\",\"headers\"} on standard input");
    command->add_option("TOPIC", options->topic)->required();
    command
        ->add_option("--key-format", options->keyFormat, "string (default), int32, int64, double, bytes, json or none")
        ->type_name("FORMAT");
    command->add_option("--value-format", options->valueFormat, "json (default), or one of the others")
        ->type_name("FORMAT");
    options->folder.addTo(*command);
    options->folder.addStealTo(*command);
    command->callback([=, &env, &chosen] { chosen = [=, &env] { return produce(env, *options); }; });
}

} // namespace weir::cli
