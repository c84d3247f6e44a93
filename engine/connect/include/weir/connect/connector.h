// SPDX-License-Identifier: Apache-2.0
// SourceConnector: a source that makes its own records: a generator, this machine's metrics, a file. It writes them to its
// topic, and the job reads the topic, so whatever entered can be replayed (topology-format.md 4).
// Threads  one connector thread a job calls poll() of each of its connectors in turn; nothing else touches it.
#pragma once

#include "weir/core/file_system.h"
#include "weir/core/rng.h"
#include "weir/core/time.h"
#include "weir/topology/bind.h"

#include <cstdint>
#include <map>
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

class SourceConnector {
public:
    virtual ~SourceConnector() = default;
    /// Go on from a committed position (empty: from the start).
    virtual Result<> open(std::string_view position) = 0;
    /// Produce what is due now, at most about `recordsMax`. Returns when to call again: µs from now (0: at once, -1: at its end,
    /// nothing will ever follow).
    virtual Result<std::int64_t> poll(ConnectorSink& sink, std::int64_t recordsMax) = 0;
    /// Opaque bytes that stand for everything produced so far; part of the commit.
    virtual std::string position() const = 0;
};

class ConnectorContext {
public:
    ConnectorContext(const BoundNode& boundNode, const Node& fileNode, FileSystem& fileSystem, const Clock& time)
        : bound(boundNode), node(fileNode), files(fileSystem), clock(time) {}
    const BoundNode& bound;
    const Node& node;
    FileSystem& files;
    const Clock& clock;
};

/// What a sink connector (file-sink) writes to beside its topic's records. One a task; called from its thread.
class SinkWriter {
public:
    virtual ~SinkWriter() = default;
    virtual Result<> open(std::string_view position) = 0; ///< cut back to the committed length
    virtual Result<> write(const Row& row) = 0;
    virtual Result<> flush() = 0; ///< durable
    virtual std::string position() const = 0;
};

} // namespace weir
