// SPDX-License-Identifier: Apache-2.0
// SystemMetricsConnector: a record for each figure of this machine, at a fixed pace.
// Shape    no position: what passed while nobody looked is gone.
// Threads  the connector thread.
#pragma once

#include "proc_figures.h"
#include "weir/connect/connector.h"
#include "weir/record/json_out.h"

namespace weir {

/// host text, metric text, item text, value double precision, ts bigint
SchemaPtr systemMetricsColumns();

class SystemMetricsConnector final : public SourceConnector {
public:
    SystemMetricsConnector(MetricChoice choice, Milliseconds every, FileSystem& files, const Clock& clock);
    Result<> open(std::string_view position) override;
    Result<std::int64_t> poll(ConnectorSink& sink, std::int64_t recordsMax) override;
    std::string position() const override { return {}; }
    bool ends() const override { return false; }

private:
    ProcFigures m_figures;
    std::int64_t m_everyNanos;
    const Clock& m_clock;
    JsonRowWriter m_writer;
    std::string m_host;
    std::int64_t m_nextNanos = 0;
    std::string m_key;
    std::string m_value;
};

} // namespace weir
