// SPDX-License-Identifier: Apache-2.0
#include "generator_connector.h"

#include <algorithm>
#include <charconv>

namespace weir {

GeneratorConnector::GeneratorConnector(GeneratorSettings settings, const Clock& clock) : m_settings(settings), m_clock(clock), m_generator(std::move(settings)) {}

Result<> GeneratorConnector::open(std::string_view position) {
    m_made = 0;
    if (!position.empty()) {
        const auto [end, code] = std::from_chars(position.data(), position.data() + position.size(), m_made);
        if (code != std::errc{} || end != position.data() + position.size() || m_made < 0)
            return fail(Errc::Corrupt, "The generator's committed position is not a number.");
    }
    m_baseCount = m_made;
    m_baseMicros = m_clock.wallMicros();
    return {};
}

std::int64_t GeneratorConnector::dueMicros(std::int64_t n) const {
    return m_baseMicros + static_cast<std::int64_t>(static_cast<double>(n - m_baseCount) * 1e6 / m_settings.rate);
}

std::int64_t GeneratorConnector::eventTime(std::int64_t n) const {
    if (m_settings.rate > 0) return dueMicros(n) / 1000;
    // A payment stands a minute behind the order that it pays.
    if (m_settings.shape == GeneratorSettings::Shape::Payments) return RecordGenerator::epochMs + (n + n / 9) * RecordGenerator::stepMs + 60'000;
    // Customers are known before the first order.
    if (m_settings.shape == GeneratorSettings::Shape::Customers) return RecordGenerator::epochMs - 10'000'000'000 + n;
    return RecordGenerator::epochMs + n * RecordGenerator::stepMs;
}

Result<std::int64_t> GeneratorConnector::poll(ConnectorSink& sink, std::int64_t recordsMax) {
    constexpr std::int64_t lagMaxMicros = 2'000'000;
    auto left = recordsMax;
    if (m_settings.count > 0) left = std::min(left, m_settings.count - m_made);
    if (m_settings.rate > 0) {
        const auto now = m_clock.wallMicros();
        if (const auto behind = now - dueMicros(m_made); behind > lagMaxMicros || behind < -lagMaxMicros) {
            m_baseCount = m_made;
            m_baseMicros = now;
        }
        std::int64_t due = 0;
        while (due < left && dueMicros(m_made + due) <= now) ++due;
        left = due;
    }
    for (; left > 0; --left, ++m_made) {
        m_generator.make(m_made, eventTime(m_made));
        WEIR_CHECK(sink.produce(-1, m_generator.timestamp(), m_generator.key(), false, m_generator.value(), false));
    }
    if (m_settings.count > 0 && m_made >= m_settings.count) return -1;
    if (m_settings.rate <= 0) return 0;
    return std::max<std::int64_t>(dueMicros(m_made) - m_clock.wallMicros(), 0);
}

} // namespace weir
