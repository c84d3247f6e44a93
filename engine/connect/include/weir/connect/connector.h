// SPDX-License-Identifier: Apache-2.0
// SourceConnector: a source that makes its own records: a generator, this machine's metrics, a file. It writes them to its
// topic, and the job reads the topic, so whatever entered can be replayed (topology-format.md 4).
// Threads  one connector thread a job calls poll() of each of its connectors in turn; nothing else touches it.
#pragma once

#include "weir/broker/broker.h"
#include "weir/core/file_system.h"
#include "weir/core/time.h"
#include "weir/topology/bind.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace weir {

/// Where a connector's records go. Batches them; durable at the next commit.
class ConnectorSink {
public:
    virtual ~ConnectorSink() = default;
    /// `partition` -1: by the key's hash (a NULL key is dealt round robin).
    virtual Result<> produce(std::int32_t partition, std::int64_t timestamp, std::string_view key, bool keyNull, std::string_view value, bool valueNull) = 0;
    virtual std::int32_t partitions() const = 0;
};

/// What went wrong on the way in (or out), for the node's figures. Totals since open().
struct ConnectorFigures {
    std::uint64_t skipped = 0; ///< lines or records that could not be taken, passed over
    std::string lastError;     ///< a sentence with the place
};

/// Also what carries a topic outwards (file-sink): it reads its own topic in poll() and ignores the sink.
class SourceConnector {
public:
    virtual ~SourceConnector() = default;
    /// Go on from a committed position (empty: from the start).
    virtual Result<> open(std::string_view position) = 0;
    /// Produce what is due now, at most about `recordsMax`. Returns when to call again: µs from now (0: at once, -1: at its end,
    /// nothing will ever follow).
    virtual Result<std::int64_t> poll(ConnectorSink& sink, std::int64_t recordsMax) = 0;
    /// Make durable what was written outside the log. Called before position() goes into a commit.
    virtual Result<> flush() { return {}; }
    /// Opaque bytes that stand for everything done so far; part of the commit.
    virtual std::string position() const = 0;
    virtual ConnectorFigures figures() const { return {}; }
    /// False: poll() never returns -1.
    virtual bool ends() const { return true; }
};

/// What a connector is made of. All of it outlives the connector.
class ConnectorContext {
public:
    ConnectorContext(const BoundNode& boundNode, const Node& fileNode, FileSystem& fileSystem, const Clock& time, Broker* log = nullptr)
        : bound(boundNode), node(fileNode), files(fileSystem), clock(time), broker(log) {}
    const BoundNode& bound;
    const Node& node;
    FileSystem& files;
    const Clock& clock;
    Broker* broker; ///< needed by a connector that reads its topic
};

} // namespace weir
