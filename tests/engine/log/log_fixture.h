// SPDX-License-Identifier: Apache-2.0
// LogFixture: a partition's log in memory, and a record of everything that was written to it.
#pragma once

#include "weir/core/rng.h"
#include "weir/log/partition_log.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

namespace weir {

class LogFixture : public testing::Test {
protected:
    void open(PartitionLogOptions options = {}) {
        close();
        m_options = options;
        m_report = {};
        auto opened = PartitionLog::open(folder, options, *m_files, m_clock, &m_report);
        ASSERT_TRUE(opened) << opened.error().text();
        m_log = std::move(*opened);
    }
    void reopen() { open(m_options); }
    void close() { m_log.reset(); }
    PartitionLog& log() { return *m_log; }
    MemoryFileSystem& files() { return *m_files; }
    FakeClock& clock() { return m_clock; }
    const RecoveryReport& report() const { return m_report; }

    /// One batch, its records numbered on.
    void write(int records) { writeAt(static_cast<std::int64_t>(m_written.size()), records); }
    void writeAt(std::int64_t timestamp, int records) {
        for (int i = 0; i < records; ++i) {
            m_written.push_back(fmt::format("value-{}", m_written.size()));
            m_times.push_back(timestamp);
            m_builder.add(timestamp, "key", false, m_written.back(), false);
        }
        const auto offset = log().append(m_builder.take());
        ASSERT_TRUE(offset) << offset.error().text();
        EXPECT_EQ(*offset, static_cast<std::int64_t>(m_written.size()) - records);
    }
    std::vector<std::string> writtenFrom(std::int64_t offset) const { return {m_written.begin() + offset, m_written.end()}; }
    void forgetFrom(std::int64_t offset) {
        m_written.resize(static_cast<std::size_t>(offset));
        m_times.resize(static_cast<std::size_t>(offset));
    }
    std::optional<std::int64_t> firstWrittenAt(std::int64_t time) const {
        for (std::size_t i = 0; i < m_times.size(); ++i)
            if (m_times[i] >= time) return static_cast<std::int64_t>(i);
        return std::nullopt;
    }

    /// All values from an offset to the end, in reads of `bytes`.
    std::vector<std::string> readFrom(std::int64_t from, std::size_t bytes) {
        std::vector<std::string> out;
        BatchBuffer buffer;
        BatchReader reader;
        while (from < log().endOffset()) {
            const auto got = log().read(from, bytes, buffer);
            EXPECT_TRUE(got) << got.error().text();
            if (!got || buffer.bytes().empty()) break;
            for (auto rest = buffer.bytes(); !rest.empty(); rest = rest.subspan(static_cast<std::size_t>(reader.header().sizeBytes))) {
                EXPECT_TRUE(reader.open(rest));
                RecordView record;
                while (reader.next(record)) {
                    if (record.offset < from) continue;
                    EXPECT_EQ(record.offset, from);
                    out.emplace_back(record.value);
                    ++from;
                }
            }
        }
        return out;
    }

    Path file(std::int64_t base, std::string_view extension) const { return folder / fmt::format("{:020}{}", base, extension); }
    std::vector<std::int64_t> bases() const {
        std::vector<std::int64_t> out;
        const auto names = m_files->list(folder);
        for (const auto& name : *names)
            if (name.ends_with(".log")) out.push_back(std::stoll(name));
        return out;
    }
    std::size_t segments() const { return bases().size(); }
    std::int64_t baseOfSegment(std::size_t i) const { return bases().at(i); }

    std::string content(const Path& path) { return readFile(*m_files, path, 1LL << 30).value(); }
    void setContent(const Path& path, std::string_view bytes) {
        const auto opened = m_files->open(path, OpenMode::CreateOrOpen);
        ASSERT_TRUE(opened);
        ASSERT_TRUE((*opened)->truncate(0));
        ASSERT_TRUE((*opened)->writeAt(0, std::as_bytes(std::span(bytes))));
    }
    void flip(const Path& path, std::size_t at) {
        auto bytes = content(path);
        bytes.at(at) = static_cast<char>(bytes[at] ^ 1);
        setContent(path, bytes);
    }

    const Path folder = "/data/topics/orders-1";

private:
    std::unique_ptr<MemoryFileSystem> m_files = std::make_unique<MemoryFileSystem>();
    FakeClock m_clock;
    PartitionLogOptions m_options;
    RecoveryReport m_report;
    std::unique_ptr<PartitionLog> m_log;
    BatchBuilder m_builder;
    std::vector<std::string> m_written;
    std::vector<std::int64_t> m_times;
};

} // namespace weir
