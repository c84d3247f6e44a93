// SPDX-License-Identifier: Apache-2.0
// GeneratorConnector: the records of a RecordGenerator at their rate.
// Shape    position: how many were made, as decimal text.
//          With a rate, record n is due, and has the event time, start + n / rate on the clock; a connector that was held up for more
//          than two seconds starts its schedule anew instead of making up for the time.
// Threads  the connector thread.
#pragma once

#include "record_generator.h"
#include "weir/connect/connector.h"

namespace weir {

class GeneratorConnector final : public SourceConnector {
public:
    GeneratorConnector(GeneratorSettings settings, const Clock& clock);
    Result<> open(std::string_view position) override;
    Result<std::int64_t> poll(ConnectorSink& sink, std::int64_t recordsMax) override;
    std::string position() const override { return std::to_string(m_made); }
    bool ends() const override { return m_settings.count > 0; }

private:
    std::int64_t eventTime(std::int64_t n) const;
    std::int64_t dueMicros(std::int64_t n) const; ///< on the wall clock

    GeneratorSettings m_settings;
    const Clock& m_clock;
    RecordGenerator m_generator;
    std::int64_t m_made = 0;
    std::int64_t m_baseCount = 0; ///< the record that was due at m_baseMicros
    std::int64_t m_baseMicros = 0;
};

} // namespace weir
