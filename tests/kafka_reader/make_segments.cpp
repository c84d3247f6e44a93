// SPDX-License-Identifier: Apache-2.0
// kafka_reader_segments FOLDER: writes partitions of every kind below FOLDER and prints, one JSON object a batch, what a
// reader must find in them.
#include "weir/core/time.h"
#include "weir/log/partition_log.h"

#include <cstdio>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace weir {
namespace {

using Json = nlohmann::ordered_json;
using Headers = std::vector<std::pair<std::string, std::optional<std::string>>>;

constexpr std::array<std::pair<Compression, const char*>, 5> codecs{
    {{Compression::None, "none"}, {Compression::Gzip, "gzip"}, {Compression::Snappy, "snappy"}, {Compression::Lz4, "lz4"}, {Compression::Zstd, "zstd"}}};

struct Record {
    std::int64_t timestamp;
    std::optional<std::string> key;
    std::optional<std::string> value;
    Headers headers;
};

/// One partition: appends batches and notes them.
class Writer {
public:
    static Result<std::unique_ptr<Writer>> open(const Path& root, std::string name, PartitionLogOptions options, FileSystem& files, const Clock& clock) {
        auto writer = std::unique_ptr<Writer>(new Writer(std::move(name)));
        WEIR_TRY(writer->m_log, PartitionLog::open(root / writer->m_name, options, files, clock));
        return writer;
    }

    void producer(std::int64_t id, std::int16_t epoch, std::int32_t sequence, bool transactional) {
        m_producer = {{"producerId", id}, {"producerEpoch", epoch}, {"baseSequence", sequence}, {"isTransactional", transactional}};
        m_id = id;
        m_epoch = epoch;
        m_sequence = sequence;
        m_transactional = transactional;
    }

    Result<> batch(Compression codec, const std::vector<Record>& records) { return append(codec, records, {}); }

    /// The end of a transaction, as Kafka's coordinator writes it: version and kind, version and coordinator epoch.
    Result<> marker(bool commit) {
        const std::string key{'\0', '\0', '\0', commit ? '\1' : '\0'};
        return append(Compression::None, {{5000, key, std::string(6, '\0'), {}}}, commit ? "COMMIT" : "ABORT");
    }

    Result<> finish() { return m_log->sync(); }

private:
    explicit Writer(std::string name) : m_name(std::move(name)) {}

    Result<> append(Compression codec, const std::vector<Record>& records, const std::string& marker) {
        BatchBuilder builder(codec);
        builder.setProducer(m_id, m_epoch, m_sequence, m_transactional);
        if (!marker.empty()) builder.setControl();
        for (const auto& r : records) {
            const auto headers = encodeHeaders(r.headers);
            builder.add(r.timestamp, r.key.value_or(""), !r.key, r.value.value_or(""), !r.value, {static_cast<std::int32_t>(r.headers.size()), headers});
        }
        const auto batch = builder.take();
        WEIR_TRY(const auto written, readBatchHeader(batch));
        WEIR_TRY(const auto offset, m_log->append(batch));
        Json line = m_producer;
        line["partition"] = m_name;
        line["baseOffset"] = offset;
        line["lastOffset"] = offset + static_cast<std::int64_t>(records.size()) - 1;
        line["compresscodec"] = codecs.at(static_cast<std::size_t>(written.compression())).second;
        line["marker"] = marker;
        line["records"] = Json::array();
        for (std::size_t i = 0; i < records.size(); ++i) {
            const auto& r = records[i];
            Json record{{"offset", offset + static_cast<std::int64_t>(i)}, {"timestamp", r.timestamp}, {"headers", Json::array()}};
            record["key"] = r.key && marker.empty() ? Json(*r.key) : Json();
            record["value"] = r.value && marker.empty() ? Json(*r.value) : Json();
            for (const auto& [name, value] : r.headers) record["headers"].push_back(name);
            line["records"].push_back(std::move(record));
        }
        std::printf("%s\n", line.dump().c_str());
        if (m_sequence >= 0 && marker.empty()) {
            m_sequence += static_cast<std::int32_t>(records.size());
            m_producer["baseSequence"] = m_sequence;
        }
        return {};
    }

    std::string m_name;
    std::unique_ptr<PartitionLog> m_log;
    std::int64_t m_id = -1;
    std::int16_t m_epoch = -1;
    std::int32_t m_sequence = -1;
    bool m_transactional = false;
    Json m_producer{{"producerId", -1}, {"producerEpoch", -1}, {"baseSequence", -1}, {"isTransactional", false}};
};

std::vector<Record> someRecords(std::int64_t from, int count) {
    std::vector<Record> records;
    for (int i = 0; i < count; ++i) {
        const auto n = from + i;
        Record r{1'700'000'000'000 + n * 7 % 50, fmt::format("key-{}", n % 5), fmt::format("value {} {}", n, std::string(static_cast<std::size_t>(n % 40), 'x')), {}};
        if (n % 7 == 3) r.key.reset();
        if (n % 7 == 5) r.value.reset();
        if (n % 11 == 0) r.key = "";
        if (n % 13 == 0) r.value = "";
        if (n % 3 == 0) r.headers = {{"origin", fmt::format("{}", n)}, {"none", std::nullopt}, {"", "empty name"}};
        records.push_back(std::move(r));
    }
    return records;
}

Result<> everyCodec(const Path& root, FileSystem& files, const Clock& clock) {
    for (const auto& [codec, name] : codecs) {
        WEIR_TRY(const auto writer, Writer::open(root, fmt::format("{}-0", name), {.segmentBytesMax = 6000, .indexIntervalBytes = 400}, files, clock));
        std::int64_t n = 0;
        for (const int count : {1, 2, 100, 3, 40, 1, 1, 250, 7, 90, 1, 30}) {
            WEIR_CHECK(writer->batch(codec, someRecords(n, count)));
            n += count;
        }
        WEIR_CHECK(writer->finish());
    }
    return {};
}

Result<> manySegments(const Path& root, FileSystem& files, const Clock& clock) {
    WEIR_TRY(const auto writer, Writer::open(root, "many-0", {.segmentBytesMax = 2000, .indexIntervalBytes = 100}, files, clock));
    for (std::int64_t n = 0; n < 300; n += 5) WEIR_CHECK(writer->batch(codecs.at(static_cast<std::size_t>(n / 5 % 5)).first, someRecords(n, 5)));
    return writer->finish();
}

Result<> transactions(const Path& root, FileSystem& files, const Clock& clock) {
    WEIR_TRY(const auto writer, Writer::open(root, "transactions-0", {.segmentBytesMax = 3000, .indexIntervalBytes = 200}, files, clock));
    for (int i = 0; i < 8; ++i) {
        writer->producer((std::int64_t{1} << 40) + i, 0, 0, true);
        WEIR_CHECK(writer->batch(Compression::Lz4, someRecords(10 * i, 10)));
        WEIR_CHECK(writer->batch(Compression::None, someRecords(100 + 10 * i, 6)));
        writer->producer((std::int64_t{1} << 40) + i, 0, -1, true);
        WEIR_CHECK(writer->marker(i % 3 != 0));
    }
    writer->producer(17, 3, 0, false);
    WEIR_CHECK(writer->batch(Compression::Zstd, someRecords(500, 20)));
    return writer->finish();
}

/// Compacted once or twice; what stands in it is read back by ourselves and compared with what Kafka reads.
Result<> compacted(const Path& root, FileSystem& files, const Clock& clock) {
    const std::string name = "compacted-0";
    WEIR_TRY(const auto log, PartitionLog::open(root / name, {.segmentBytesMax = 3000, .indexIntervalBytes = 200}, files, clock));
    const auto fill = [&]() -> Result<> {
        BatchBuilder builder(Compression::Lz4);
        for (std::int64_t n = 0; n < 600; ++n) {
            const auto key = n % 50 == 7 ? fmt::format("gone-{}", n) : fmt::format("key-{}", n % 23);
            builder.add(1'700'000'000'000 + n, key, false, fmt::format("value {}", n), n % 50 == 7);
            if (n % 4 != 3) continue;
            WEIR_TRY([[maybe_unused]] const auto offset, log->append(builder.take()));
        }
        return log->sync();
    };
    for (int round = 0; round < 2; ++round) {
        WEIR_CHECK(fill());
        WEIR_TRY([[maybe_unused]] const auto report, log->compact({}));
    }
    BatchBuffer buffer;
    BatchReader reader;
    for (std::int64_t next = 0; next < log->endOffset();) {
        WEIR_TRY(const auto behind, log->read(next, 1, buffer));
        for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
            WEIR_CHECK(reader.open(rest));
            const auto& header = reader.header();
            Json line{{"producerId", -1}, {"producerEpoch", -1}, {"baseSequence", -1}, {"isTransactional", false}, {"partition", name}, {"baseOffset", header.baseOffset},
                      {"lastOffset", header.lastOffset()}, {"compresscodec", codecs.at(static_cast<std::size_t>(header.compression())).second}, {"marker", ""}};
            line["records"] = Json::array();
            for (RecordView record; reader.next(record);)
                line["records"].push_back({{"offset", record.offset}, {"timestamp", record.timestamp}, {"headers", Json::array()}, {"key", std::string(record.key)},
                                           {"value", record.valueNull ? Json() : Json(std::string(record.value))}});
            std::printf("%s\n", line.dump().c_str());
        }
        next = behind;
    }
    return {};
}

Result<> writeAll(const Path& root) {
    PosixFileSystem files;
    const SystemClock clock;
    WEIR_CHECK(files.createDirectories(root));
    WEIR_CHECK(everyCodec(root, files, clock));
    WEIR_CHECK(manySegments(root, files, clock));
    WEIR_CHECK(transactions(root, files, clock));
    return compacted(root, files, clock);
}

} // namespace
} // namespace weir

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: kafka_reader_segments FOLDER\n");
        return 2;
    }
    const auto done = weir::writeAll(argv[1]);
    if (!done) std::fprintf(stderr, "%s\n", done.error().text().c_str());
    return done ? 0 : 1;
}
