// SPDX-License-Identifier: Apache-2.0
// torn (R4): the last batch of a segment, and the last entry of the journal, cut at every byte, with what a disk may show
// behind the cut. Recovery must give the boundary before it, refuse nothing and invent nothing.
#include "frame.h"
#include "watched_files.h"

#include "weir/log/commit_journal.h"
#include "weir/log/partition_log.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <fmt/format.h>

namespace weir::torture {
namespace {

const Path logFolder = "/data/topics/orders-0";
constexpr std::int64_t readMax = 1LL << 24;

enum class Tail : std::uint8_t { Nothing, Zeros, Ones, OldBytes };
constexpr int tails = 4;

struct LastBatch {
    const char* name;
    int records;
    Compression compression;
    bool control;
};
constexpr LastBatch lastBatches[] = {{"1 record", 1, Compression::None, false},    {"100 records", 100, Compression::None, false}, {"1 record, lz4", 1, Compression::Lz4, false},
                                     {"100 records, lz4", 100, Compression::Lz4, false}, {"1 record, zstd", 1, Compression::Zstd, false},  {"100 records, zstd", 100, Compression::Zstd, false},
                                     {"control", 1, Compression::None, true}};

void fillFile(FileSystem& files, const Path& path, std::string_view content) {
    auto file = files.open(path, OpenMode::CreateOrOpen);
    (void)(*file)->truncate(0);
    (void)(*file)->writeAt(0, std::as_bytes(std::span(content)));
    (void)(*file)->sync();
}

/// `whole` up to `cut`, and behind it what the disk shows: as long as the rest was, and a sector more. Old bytes are those that an older file
/// had at the same place.
std::string cutAt(const std::string& whole, std::size_t cut, Tail tail, const std::string& old) {
    auto out = whole.substr(0, cut);
    const auto more = whole.size() - cut + 512;
    switch (tail) {
    case Tail::Nothing: break;
    case Tail::Zeros: out.append(more, '\0'); break;
    case Tail::Ones: out.append(more, '\xff'); break;
    case Tail::OldBytes: out += old.substr(cut, more); break;
    }
    return out;
}

void addRecords(BatchBuilder& builder, int records, std::int64_t first) {
    for (int i = 0; i < records; ++i) builder.add(1000 + first + i, fmt::format("key-{}", (first + i) % 7), false, fmt::format("{{\"n\":{},\"text\":\"{}\"}}", first + i, std::string(static_cast<std::size_t>((first + i) * 13 % 40), 'x')), false);
}

struct Written {
    std::string file;       ///< the whole segment
    std::size_t before = 0; ///< bytes before the last batch
    std::int64_t end = 0;   ///< offset before the last batch
    std::int64_t endAll = 0;
};

/// Batches at the front of the segment, then the one that is to be cut.
Result<Written> write(const LastBatch& last) {
    MemoryFileSystem files;
    const FakeClock clock;
    WEIR_CHECK(files.createDirectories(logFolder));
    WEIR_TRY(auto log, PartitionLog::open(logFolder, {}, files, clock));
    Written out;
    const auto append = [&](BatchBuilder& builder) -> Result<> {
        const auto bytes = builder.take();
        WEIR_TRY(const auto offset, log->append(bytes));
        (void)offset;
        return log->sync();
    };
    for (const int records : {3, 1, 20}) {
        BatchBuilder builder;
        addRecords(builder, records, log->endOffset());
        WEIR_CHECK(append(builder));
    }
    out.end = log->endOffset();
    const auto file = logFolder / fmt::format("{:020}.log", 0);
    WEIR_TRY(const auto before, readFile(files, file, readMax));
    out.before = before.size();
    BatchBuilder builder(last.compression);
    if (last.control) {
        WEIR_TRY(const auto offset, log->append(buildMarker(builder, 7, TransactionEnd::Commit, 2000)));
        (void)offset;
        WEIR_CHECK(log->sync());
    } else {
        addRecords(builder, last.records, out.end);
        WEIR_CHECK(append(builder));
    }
    out.endAll = log->endOffset();
    WEIR_TRY(out.file, readFile(files, file, readMax));
    return out;
}

/// An older segment of the same partition, whose blocks the file system may have given to this one: good batches of lower offsets.
std::string oldBytes(std::int64_t end) {
    std::string out;
    while (out.size() < 20'000) {
        BatchBuilder builder(out.size() % 2 == 0 ? Compression::None : Compression::Lz4);
        addRecords(builder, 1 + static_cast<int>(out.size() % 4), 3);
        const auto bytes = builder.take();
        std::string batch(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        batch[7] = static_cast<char>(out.size() % static_cast<std::size_t>(end));
        out += batch;
    }
    return out;
}

std::string checkLog(const Written& written, const std::string& content, std::int64_t end, bool everything) {
    MemoryFileSystem files;
    const FakeClock clock;
    if (!files.createDirectories(logFolder)) return "no folder";
    const auto file = logFolder / fmt::format("{:020}.log", 0);
    fillFile(files, file, content);
    const auto bytes = end == written.end ? written.before : written.file.size();
    for (int round = 0; round < 2; ++round) { // what recovery left must be good for the next start too
        RecoveryReport report;
        const auto log = PartitionLog::open(logFolder, {}, files, clock, &report);
        if (!log) return "refused: " + log.error().text();
        if ((*log)->endOffset() != end) return fmt::format("ends at offset {}, not {}", (*log)->endOffset(), end);
        if (round == 0 && report.cutBytes != static_cast<std::int64_t>(content.size() - bytes)) return fmt::format("reports {} bytes cut, {} were", report.cutBytes, content.size() - bytes);
        const auto now = readFile(files, file, readMax);
        if (!now || std::string_view(*now) != std::string_view(written.file).substr(0, bytes)) return "the file holds other bytes than before";
        if (!everything) continue;
        BatchBuilder builder;
        addRecords(builder, 2, end);
        const auto more = (*log)->append(builder.take());
        if (!more || *more != end) return "can't go on behind the cut";
        if (!(*log)->sync()) return "can't sync behind the cut";
        BatchBuffer buffer;
        for (auto next = (*log)->startOffset(); next < (*log)->endOffset();) {
            if (const auto read = (*log)->read(next, 1 << 20, buffer, Isolation::All); !read) return read.error().text();
            if (buffer.bytes().empty()) return "nothing to read before the end";
            for (auto rest = buffer.bytes(); !rest.empty();) {
                const auto header = readBatchHeader(rest);
                next = header->lastOffset() + 1;
                rest = rest.subspan(static_cast<std::size_t>(header->sizeBytes));
            }
        }
        break;
    }
    return {};
}

void tearLog(const Options& options, Verdict& verdict, std::int64_t& base) {
    for (const auto& last : lastBatches) {
        const auto written = write(last);
        if (!written) return verdict.failed(base, written.error().text());
        const auto old = oldBytes(written->end);
        const auto size = written->file.size() - written->before;
        const auto n = static_cast<std::int64_t>(size + 1) * tails;
        auto shifted = options;
        if (options.only) {
            if (*options.only < base || *options.only >= base + n) {
                base += n;
                continue;
            }
            shifted.only = *options.only - base;
        }
        verdict.count("log_cuts", static_cast<std::int64_t>(size + 1));
        forEachCase(shifted, verdict, n, [&](std::int64_t number, Rng&) {
            const auto cut = static_cast<std::size_t>(number / tails);
            const auto tail = static_cast<Tail>(number % tails);
            const auto content = cutAt(written->file, written->before + cut, tail, old);
            const bool whole = content.starts_with(written->file); // the last byte is often a zero
            auto wrong = checkLog(*written, content, whole ? written->endAll : written->end, number % 11 == 0);
            return wrong.empty() ? wrong : fmt::format("{}, cut at byte {} of {}, tail {}: {}", last.name, cut, size, static_cast<int>(tail), wrong);
        });
        base += n;
    }
}

CommitRecord commitNumber(int n) {
    return {.application = "app", .task = "0_1", .positions = {{"orders-1", fmt::format("{}", n)}}, .changelogs = {{"app-store-changelog-1", n * 3}}, .streamTime = n};
}

void tearJournal(const Options& options, Verdict& verdict, std::int64_t& base) {
    MemoryFileSystem files;
    if (!files.createDirectories("/data")) return verdict.failed(base, "no folder");
    Path file;
    std::string before;
    std::string whole;
    {
        auto journal = CommitJournal::open("/data", files);
        if (!journal) return verdict.failed(base, journal.error().text());
        for (int i = 1; i <= 5; ++i) {
            const auto names = files.list("/data/journal");
            for (const auto& name : *names)
                if (files.info(Path("/data/journal") / name)->size > 0) file = Path("/data/journal") / name;
            if (i == 5) before = *readFile(files, file, readMax);
            if (const auto done = (*journal)->commit(commitNumber(i), true); !done) return verdict.failed(base, done.error().text());
        }
        whole = *readFile(files, file, readMax);
    }
    if (!syncTree(files, "/")) return verdict.failed(base, "can't sync");
    const auto size = whole.size() - before.size();
    const auto n = static_cast<std::int64_t>(size + 1) * tails;
    auto shifted = options;
    if (options.only) shifted.only = *options.only - base;
    if (shifted.only && (*shifted.only < 0 || *shifted.only >= n)) return;
    verdict.count("journal_cuts", static_cast<std::int64_t>(size + 1));
    forEachCase(shifted, verdict, n, [&](std::int64_t number, Rng& rng) -> std::string {
        const auto cut = static_cast<std::size_t>(number / tails);
        const auto tail = static_cast<Tail>(number % tails);
        const auto copy = files.crash(rng);
        const auto content = cutAt(whole, before.size() + cut, tail, std::string(17, 'x') + before + before);
        fillFile(*copy, file, content);
        const auto journal = CommitJournal::open("/data", *copy);
        const auto where = fmt::format("journal, cut at byte {} of {}, tail {}: ", cut, size, static_cast<int>(tail));
        if (!journal) return where + "refused: " + journal.error().text();
        const auto latest = (*journal)->latest("app", "0_1");
        if (!latest) return where + "every commit is gone";
        // An entry stands there twice: it counts as soon as its first copy is whole.
        const auto want = std::to_string(content.starts_with(std::string_view(whole).substr(0, before.size() + size / 2)) ? 5 : 4);
        if (latest->positions.at("orders-1") != want) return where + fmt::format("the latest commit is {}, not {}", latest->positions.at("orders-1"), want);
        if (const auto more = (*journal)->commit(commitNumber(6), true); !more) return where + "can't go on: " + more.error().text();
        return {};
    });
    base += n;
}

} // namespace

int torn(const Options& options) {
    Verdict verdict(options);
    std::int64_t base = 0;
    tearLog(options, verdict, base);
    tearJournal(options, verdict, base);
    return verdict.finish();
}

} // namespace weir::torture
