// SPDX-License-Identifier: Apache-2.0
// RepartitionFeed: one partition of a repartition topic, taken apart: the batches of each producing task are a queue of their own
// (engine.md 10). The log is read from front to end once; a batch that must wait for its turn stays open while the memory for
// that lasts, and is read again otherwise. Where the log shows undecided transactions a batch is handed out once its producer's
// marker stood: nobody waits for another producer's commit, as one would at the last stable offset.
// Threads  one task.
#pragma once

#include "weir/broker/broker.h"
#include "weir/log/record_batch.h"

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace weir {

class RepartitionFeed {
public:
    RepartitionFeed(Consumer& consumer, std::size_t slot, std::size_t producers)
        : m_consumer(consumer), m_slot(slot), m_seesUndecided(consumer.seeUndecided(slot)), m_queues(producers) {}

    /// A batch of one producing task, at its first record.
    class Batch {
    public:
        bool next(RecordView& out);
        bool failed() const { return m_reader.failed(); }

    private:
        friend class RepartitionFeed;
        Result<> open(std::span<const std::byte> bytes);
        BatchBuffer m_bytes;
        BatchReader m_reader;
        RecordView m_first; ///< read ahead: it names the producer
        bool m_atFirst = false;
        std::size_t m_size = 0;
    };

    /// Where to begin: nothing before `offset` is wanted any more.
    void start(std::int64_t offset);
    /// From now on the end of the log is looked for again.
    void look() { m_drained = false; }
    /// The producer's next batch; null: it has none now. Give it back by done().
    Result<Batch*> next(std::size_t producer);
    void done(Batch* batch);
    /// What of this producer was not handed out begins here.
    std::int64_t waitingFrom(std::size_t producer) const;

private:
    struct Waiting {
        std::int64_t offset = 0;
        Batch* batch = nullptr; ///< null: memory did not last; read it again
    };
    /// Batches of a transaction that is not decided yet.
    struct Undecided {
        std::size_t producer = 0;
        std::deque<Waiting> batches;
    };
    void decide(std::int64_t producerId, TransactionEnd end);
    Result<bool> scan();
    Result<> sort(std::span<const std::byte> bytes, const BatchHeader& header);
    Result<Batch*> readAgain(std::int64_t offset);
    std::unique_ptr<Batch> spare();

    Consumer& m_consumer;
    std::size_t m_slot;
    bool m_seesUndecided;
    std::map<std::int64_t, Undecided> m_undecided;  ///< by producer id
    std::vector<std::deque<Waiting>> m_queues;      ///< by producer
    std::vector<std::unique_ptr<Batch>> m_open;     ///< waiting or handed out
    std::vector<std::unique_ptr<Batch>> m_spare;
    std::size_t m_openBytes = 0;
    BatchBuffer m_buffer;
    std::int64_t m_scanned = 0; ///< every batch before this is in a queue or done
    bool m_drained = false;
};

} // namespace weir
