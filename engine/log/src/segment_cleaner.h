// SPDX-License-Identifier: Apache-2.0
// SegmentCleaner: the two passes of compaction over sealed segments: note each key's newest offset, then write the records
// that stay.
// Shape    the file that is written covers the offsets of its sources without a hole: offsets whose records are gone belong
//          to the batch around them, so that the order of batches can be checked as in any segment. All of it is decided:
//          committed records are written as plain ones, aborted ones and markers go.
// Errors   Corrupt with its place, Io, NoSpace.
#pragma once

#include "key_offsets.h"
#include "segment_files.h"
#include "segment_walk.h"
#include "transaction_table.h"
#include "weir/log/partition_log.h"

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace weir {

class SegmentCleaner {
public:
    using Sources = std::span<const std::shared_ptr<Segment>>;
    /// Gives a segment's open file.
    using Open = std::function<Result<std::shared_ptr<SegmentContent>>(Segment&)>;

    SegmentCleaner(FileSystem& files, const Path& folder, std::int64_t indexIntervalBytes, const CompactionOptions& options, std::int64_t nowMs,
                   std::vector<AbortedTransaction> aborted, Open open);

    /// The first of `sources` and those behind it that together fit one segment.
    static Sources firstGroup(Sources sources, std::int64_t bytesMax);
    /// Note keys from `from` on, as many as the memory holds. Returns the offset behind the last that was noted.
    Result<std::int64_t> noteKeys(Sources sources, std::int64_t from);
    /// Write what stays of these segments, of which the keys below `notedTo` are known, to <base>.cleaned. Durable on return;
    /// null: goOn() said no.
    Result<std::shared_ptr<Segment>> rewrite(Sources sources, std::int64_t notedTo);
    bool stopped() const { return m_stopped; }
    CompactionReport& report() { return m_report; }

private:
    class Output;
    Result<bool> eachBatchOf(Segment& segment, const BatchVisit& visit);
    Result<> keep(std::span<const std::byte> batch, const BatchHeader& header, std::int64_t notedTo, Output& output);
    bool goOn(std::int64_t bytes);
    /// Its records are there for readers: no marker, and not aborted.
    bool counts(const BatchHeader& batch) const;

    FileSystem& m_files;
    const Path& m_folder;
    std::int64_t m_indexIntervalBytes;
    const CompactionOptions& m_options;
    std::int64_t m_nowMs;
    std::vector<AbortedTransaction> m_aborted;
    Open m_open;
    KeyOffsets m_keys;
    BatchBuffer m_buffer;
    BatchReader m_reader;
    CompactionReport m_report;
    bool m_stopped = false;
};

} // namespace weir
