// SPDX-License-Identifier: Apache-2.0
// The embedded log on the real file system.
//   append   1 KiB records in batches of 1000, encoded and appended, into segments of 64 MiB; beside it the same bytes by
//            plain pwrite, into files of the same size that are made anew, too: what the file system itself can do
//   synced   one 4 KiB record a batch, each acknowledged by sync(); beside it pwrite and fdatasync of 4 KiB
//   read     the log of 1 KiB (and of 137-byte) records read back in 1 MiB steps, every record visited
// WEIR_BENCH_DIR: where the files go (default: a folder in the temporary directory). Rates are per CPU-second.
#include "weir/log/partition_log.h"

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace weir {
namespace {

constexpr std::int64_t fileBytes = 64LL << 20;
constexpr std::int64_t keptBytes = 4 * fileBytes; // older files are removed, so that the disk does not fill

class Folder {
public:
    Folder() {
        const char* chosen = std::getenv("WEIR_BENCH_DIR"); // NOLINT(concurrency-mt-unsafe)
        m_path = (chosen != nullptr ? Path(chosen) : std::filesystem::temp_directory_path()) / ("weir-log-benchmark-" + std::to_string(::getpid()));
        std::filesystem::remove_all(m_path);
        std::filesystem::create_directories(m_path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(m_path); }
    const Path& path() const { return m_path; }

private:
    Path m_path;
};

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().text());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}
void must(bool good) {
    if (!good) throw std::runtime_error("the file system refused");
}

void fill(BatchBuilder& builder, int records, std::string_view value) {
    for (int i = 0; i < records; ++i) builder.add(1'700'000'000'000 + i, "key-0001", false, value, false);
}

void BM_Append(benchmark::State& state) {
    const Folder folder;
    PosixFileSystem files;
    const SystemClock clock;
    auto log = must(PartitionLog::open(folder.path() / "topic-0", {.segmentBytesMax = fileBytes, .retentionBytes = keptBytes}, files, clock));
    BatchBuilder builder;
    const std::string value(1024, 'v');
    const auto records = static_cast<int>(state.range(0));
    std::int64_t bytes = 0;
    std::int64_t sinceRetention = 0;
    for (auto _ : state) {
        fill(builder, records, value);
        const auto batch = builder.take();
        must(log->append(batch));
        bytes += static_cast<std::int64_t>(batch.size());
        if ((sinceRetention += static_cast<std::int64_t>(batch.size())) > fileBytes) {
            must(log->applyRetention());
            sinceRetention = 0;
        }
    }
    state.SetBytesProcessed(bytes);
    state.SetItemsProcessed(state.iterations() * records);
}
BENCHMARK(BM_Append)->Arg(1000)->Arg(100)->Arg(1)->MinTime(2);

void BM_PlainWrite(benchmark::State& state) {
    const Folder folder;
    BatchBuilder builder;
    fill(builder, static_cast<int>(state.range(0)), std::string(1024, 'v'));
    const auto batch = builder.take();
    std::int64_t bytes = 0;
    std::int64_t position = fileBytes;
    int number = 0;
    int fd = -1;
    for (auto _ : state) {
        if (position >= fileBytes) {
            if (fd >= 0) ::close(fd);
            std::filesystem::remove(folder.path() / std::to_string(number - 4));
            fd = ::open((folder.path() / std::to_string(number++)).c_str(), O_RDWR | O_CREAT, 0600);
            position = 0;
        }
        must(::pwrite(fd, batch.data(), batch.size(), position) == static_cast<ssize_t>(batch.size()));
        position += static_cast<std::int64_t>(batch.size());
        bytes += static_cast<std::int64_t>(batch.size());
    }
    ::close(fd);
    state.SetBytesProcessed(bytes);
}
BENCHMARK(BM_PlainWrite)->Arg(1000)->Arg(100)->Arg(1)->MinTime(2);

void BM_SyncedAppend(benchmark::State& state) {
    const Folder folder;
    PosixFileSystem files;
    const SystemClock clock;
    auto log = must(PartitionLog::open(folder.path() / "topic-0", {.segmentBytesMax = fileBytes}, files, clock));
    BatchBuilder builder;
    const std::string value(4000, 'v');
    for (auto _ : state) {
        fill(builder, 1, value);
        must(log->append(builder.take()));
        must(log->sync());
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_SyncedAppend)->UseRealTime();

void BM_PlainSyncedWrite(benchmark::State& state) {
    const Folder folder;
    const int fd = ::open((folder.path() / "file").c_str(), O_RDWR | O_CREAT, 0600);
    const std::string bytes(4096, 'v');
    off_t position = 0;
    for (auto _ : state) {
        must(::pwrite(fd, bytes.data(), bytes.size(), position) == static_cast<ssize_t>(bytes.size()));
        must(::fdatasync(fd) == 0);
        position += static_cast<off_t>(bytes.size());
    }
    ::close(fd);
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_PlainSyncedWrite)->UseRealTime();

void BM_Read(benchmark::State& state) {
    const Folder folder;
    PosixFileSystem files;
    const SystemClock clock;
    auto log = must(PartitionLog::open(folder.path() / "topic-0", {.segmentBytesMax = fileBytes}, files, clock));
    const std::string value(static_cast<std::size_t>(state.range(0)), 'v');
    BatchBuilder builder(static_cast<Compression>(state.range(1)));
    std::int64_t plainBytes = 0;
    while (plainBytes < 2 * fileBytes) {
        fill(builder, 1000, value);
        plainBytes += static_cast<std::int64_t>(builder.sizeBytes());
        must(log->append(builder.take()));
    }
    BatchBuffer buffer;
    BatchReader reader;
    RecordView record;
    std::int64_t from = 0;
    std::int64_t records = 0;
    std::int64_t bytes = 0;
    for (auto _ : state) {
        if (from == log->endOffset()) from = 0;
        must(log->read(from, std::size_t{1} << 20U, buffer));
        for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
            must(reader.open(rest));
            while (reader.next(record)) {
                benchmark::DoNotOptimize(record.value.data());
                bytes += static_cast<std::int64_t>(record.value.size());
                ++records;
            }
            from = reader.header().lastOffset() + 1;
        }
    }
    state.SetBytesProcessed(bytes);
    state.SetItemsProcessed(records);
}
BENCHMARK(BM_Read)->ArgNames({"value", "compression"})->Args({1024, 0})->Args({137, 0})->Args({137, 3})->Args({137, 4});

void BM_BatchBuild(benchmark::State& state) {
    BatchBuilder builder;
    const std::string value(static_cast<std::size_t>(state.range(0)), 'v');
    for (auto _ : state) {
        fill(builder, 1000, value);
        benchmark::DoNotOptimize(builder.take().data());
    }
    state.SetItemsProcessed(state.iterations() * 1000);
    state.SetBytesProcessed(state.iterations() * 1000 * state.range(0));
}
BENCHMARK(BM_BatchBuild)->Arg(137)->Arg(1024);

} // namespace
} // namespace weir
