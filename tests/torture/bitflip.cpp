// SPDX-License-Identifier: Apache-2.0
// bitflip (R5): every bit of a small log turned over, one at a time: full segments with their indexes and seals, the segment that is
// written to, the journal; and bits chosen anywhere in the folder of a job that was killed at its end. Each is noticed, or changes nothing.
#include "frame.h"
#include "memory_job.h"
#include "watched_files.h"
#include "workload.h"

#include "weir/log/commit_journal.h"
#include "weir/log/partition_log.h"
#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <fmt/format.h>
#include <vector>

namespace weir::torture {
namespace {

const Path data = "/data";
const Path logFolder = "/data/topics/orders-0";
constexpr std::int64_t readMax = 1LL << 24;
const PartitionLogOptions logOptions{.segmentBytesMax = 2600, .indexIntervalBytes = 200, .retention = std::nullopt, .retentionBytes = std::nullopt};

CommitRecord lastCommit(std::int64_t end) {
    return {.application = "app", .task = "0_0", .positions = {{"payments-0", "17"}}, .changelogs = {{"orders-0", end}}, .streamTime = 5};
}

/// A journal and a partition of two full segments and a begun one, all synced and committed.
Result<std::unique_ptr<MemoryFileSystem>> folder() {
    auto files = std::make_unique<MemoryFileSystem>();
    const FakeClock clock;
    WEIR_CHECK(files->createDirectories(logFolder));
    WEIR_TRY(auto log, PartitionLog::open(logFolder, logOptions, *files, clock));
    for (int i = 0; i < 24; ++i) {
        BatchBuilder builder(i % 3 == 0 ? Compression::Lz4 : Compression::None);
        for (int k = 0; k < 1 + i % 5; ++k) builder.add(1000 + i, fmt::format("key-{}", k), false, fmt::format("{{\"n\":{},\"text\":\"{}\"}}", i, std::string(static_cast<std::size_t>(i * 7 % 60), 'y')), false);
        WEIR_TRY(const auto offset, log->append(builder.take()));
        (void)offset;
        WEIR_CHECK(log->sync());
    }
    WEIR_TRY(auto journal, CommitJournal::open(data, *files));
    for (std::int64_t i = 1; i <= 4; ++i) WEIR_CHECK(journal->commit(lastCommit(log->endOffset() * i / 4), true));
    journal.reset();
    log.reset(); // it seals what it holds
    WEIR_CHECK(syncTree(*files, "/"));
    return files;
}

struct Seen {
    std::string records; ///< all bytes of all batches, in order
    std::optional<CommitRecord> commit;
    std::string refused; ///< what was noticed
};

std::string readAll(PartitionLog& log, std::string& out) {
    BatchBuffer buffer;
    for (auto next = log.startOffset(); next < log.endOffset();) {
        if (const auto read = log.read(next, 900, buffer, Isolation::All); !read) return read.error().text();
        if (buffer.bytes().empty()) return "nothing is there before the end";
        for (auto rest = buffer.bytes(); !rest.empty();) {
            BatchReader reader;
            if (const auto opened = reader.open(rest); !opened) return opened.error().text();
            RecordView record;
            while (reader.next(record)) out += fmt::format("{} {} {} {}\n", record.offset, record.timestamp, record.key, record.value);
            if (reader.failed()) return "a batch has other records than it counts";
            next = reader.header().lastOffset() + 1;
            rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes));
        }
    }
    return {};
}

/// As at a start: what the journal says was committed must be there.
Seen lookInto(FileSystem& files) {
    Seen seen;
    const FakeClock clock;
    const auto journal = CommitJournal::open(data, files);
    if (!journal) {
        seen.refused = journal.error().text();
        return seen;
    }
    seen.commit = (*journal)->latest("app", "0_0");
    RecoveryReport report;
    const auto log = PartitionLog::open(logFolder, logOptions, files, clock, &report);
    if (!log) {
        seen.refused = log.error().text();
        return seen;
    }
    seen.refused = readAll(**log, seen.records);
    if (!seen.refused.empty()) return seen;
    for (const std::int64_t time : {1000, 1009, 1023}) {
        const auto found = (*log)->offsetForTime(time);
        if (!found) {
            seen.refused = found.error().text();
            return seen;
        }
        seen.records += fmt::format("at {}: {}\n", time, found->value_or(-1));
    }
    if (report.cutBytes > 0) seen.refused = "cut: " + report.cutFile;
    return seen;
}

struct Bit {
    Path file;
    std::size_t byte;
    unsigned bit;
    std::string text() const { return fmt::format("{} byte {} bit {}", file.string(), byte, bit); }
};

Result<> flip(FileSystem& files, const Bit& at) {
    WEIR_TRY(auto content, readFile(files, at.file, readMax));
    content[at.byte] = static_cast<char>(static_cast<unsigned char>(content[at.byte]) ^ (1U << at.bit));
    WEIR_TRY(const auto file, files.open(at.file, OpenMode::Write));
    return file->writeAt(0, std::as_bytes(std::span(content)));
}

using Places = std::vector<std::pair<Path, std::size_t>>; ///< of bytes

void findBytes(FileSystem& files, const Path& folder, Places& into) {
    const auto names = files.list(folder);
    for (const auto& name : *names) {
        const auto what = files.info(folder / name);
        if (what->directory) {
            findBytes(files, folder / name, into);
        } else {
            for (std::size_t i = 0; i < static_cast<std::size_t>(what->size); ++i) into.emplace_back(folder / name, i);
        }
    }
}

/// All bits of the small log; a third of them, another at each seed, in the short form.
void everyBit(const Options& options, Verdict& verdict, std::int64_t& base) {
    const auto made = folder();
    if (!made) return verdict.failed(base, made.error().text());
    auto& files = **made;
    Places places;
    findBytes(files, data, places);
    auto whole = rngOf(options, 0);
    const auto untouched = lookInto(*files.crash(whole));
    if (!untouched.refused.empty()) return verdict.failed(base, "untouched, it is refused: " + untouched.refused);
    const auto bits = static_cast<std::int64_t>(places.size()) * 8;
    const auto stride = std::int64_t{options.effort == Effort::Short && !options.only ? 3 : 1};
    const auto first = static_cast<std::int64_t>(options.seed % static_cast<std::uint64_t>(stride));
    verdict.note("bytes", std::to_string(places.size()));
    const auto judge = [&](std::int64_t number, Rng& rng) -> std::string {
        const auto& [file, byte] = places[static_cast<std::size_t>(number / 8)];
        const Bit bit{file, byte, static_cast<unsigned>(number % 8)};
        const auto copy = files.crash(rng);
        if (const auto flipped = flip(*copy, bit); !flipped) return flipped.error().text();
        const auto seen = lookInto(*copy);
        if (!seen.refused.empty()) {
            verdict.count(seen.refused.starts_with("cut: ") ? "noticed_as_torn" : "noticed");
            return {};
        }
        if (seen.records != untouched.records) return bit.text() + ": other records are read, and nothing is said";
        if (seen.commit != untouched.commit) return bit.text() + ": another commit is read, and nothing is said";
        verdict.count("without_effect");
        return {};
    };
    if (!options.only || *options.only < bits)
        forEachCase(options, verdict, bits, [&](std::int64_t number, Rng& rng) { return judge(number, rng); }, first, stride);
    base += bits;
}

/// The whole engine starts on the folder, and what it says of the job must be what it was.
void bitsOfAJob(const Options& options, Verdict& verdict, std::int64_t base) {
    if (options.only && *options.only < base) return;
    constexpr std::int64_t orders = 60;
    const auto baseline = makeBaseline(data, orders, options.seed);
    if (!baseline) return verdict.failed(base, baseline.error().text());
    const auto& plan = (*baseline)->plan;
    const FakeClock clock(1'700'000'000'000'000);
    auto rng = rngOf(options, -1);
    const auto files = (*baseline)->inputs->crash(rng);
    std::unique_ptr<MemoryFileSystem> left;
    Outcome want;
    {
        MemoryJob job(data, *files, clock, plan);
        auto done = job.open();
        if (done) done = job.finish(rng);
        const auto outcome = done ? job.outcome() : Result<Outcome>(fail(done.error()));
        if (!outcome) return verdict.failed(base, "the job itself: " + outcome.error().text());
        want = *outcome;
        if (!syncTree(*files, "/")) return verdict.failed(base, "can't sync");
        left = files->crash(rng); // killed: nothing was closed
    }
    Places places;
    findBytes(*left, data, places);
    verdict.note("job_bytes", std::to_string(places.size()));
    auto shifted = options;
    if (options.only) shifted.only = *options.only - base;
    forEachCase(shifted, verdict, options.cases(600, 18'000, 500'000), [&](std::int64_t, Rng& mine) -> std::string {
        const auto& [file, byte] = places[mine.below(places.size())];
        const Bit bit{file, byte, static_cast<unsigned>(mine.below(8))};
        const auto copy = left->crash(mine);
        if (const auto flipped = flip(*copy, bit); !flipped) return flipped.error().text();
        MemoryJob job(data, *copy, clock, plan);
        auto done = job.open();
        if (done) done = job.finish(mine);
        const auto have = done ? job.outcome() : Result<Outcome>(fail(done.error()));
        if (!have) {
            verdict.count("job_noticed");
            return {};
        }
        auto wrong = difference(want, *have);
        if (wrong.empty()) verdict.count("job_without_effect");
        return wrong.empty() ? wrong : bit.text() + ": nothing is said, but " + wrong;
    });
}

} // namespace

int bitflip(const Options& options) {
    Verdict verdict(options);
    std::int64_t base = 0;
    everyBit(options, verdict, base);
    bitsOfAJob(options, verdict, base);
    return verdict.finish();
}

} // namespace weir::torture
