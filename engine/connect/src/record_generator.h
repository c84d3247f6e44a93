// SPDX-License-Identifier: Apache-2.0
// RecordGenerator: the n-th record of a made-up stream, from (settings, n) alone, so that a restart goes on exactly.
// Shape    every record draws from its own sequence, seeded by (seed, n). Payments look up the order that they pay in the
//          stream of orders of the same seed: 9 of 10 orders are paid, a minute later.
// Threads  one owner. No allocation a record.
#pragma once

#include "weir/record/schema.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

struct GeneratorSettings {
    enum class Shape : std::uint8_t { Orders, Clicks, Sensors, Payments, Customers, Records } shape = Shape::Orders;
    double rate = 0;          ///< records a second; 0: as fast as possible
    std::int64_t count = 0;   ///< 0: without end
    std::int64_t keys = 1000; ///< different customers, users, sensors
    double skew = 0;          ///< exponent of Zipf's law over the keys; 0: all alike
    std::int64_t disorderMs = 0;
    double lateShare = 0;
    std::int64_t lateByMs = 0;
    std::uint64_t seed = 42;
    std::vector<std::pair<std::string, std::string>> records; ///< Records: key and JSON value, in turn
};

/// The columns of a shape; null for Records.
SchemaPtr generatorColumns(GeneratorSettings::Shape shape);

class RecordGenerator {
public:
    /// Event time of record n when it does not follow the clock: this, and a step a record.
    static constexpr std::int64_t epochMs = 1'700'000'000'000;
    static constexpr std::int64_t stepMs = 5;

    explicit RecordGenerator(GeneratorSettings settings);
    /// Make record `n` with the event time `at`, less its disorder and lateness.
    void make(std::int64_t n, std::int64_t at);
    std::string_view key() const { return m_key; }
    std::string_view value() const { return m_value; }
    std::int64_t timestamp() const { return m_timestamp; }

private:
    struct Draw;
    class Text;
    std::int64_t pickKey(Draw& draw) const;
    void order(std::int64_t n, Draw& draw);
    void payment(std::int64_t n, Draw& draw);
    void click(Draw& draw);
    void sensor(std::int64_t n, Draw& draw);
    void customer(std::int64_t n, Draw& draw);

    GeneratorSettings m_settings;
    std::vector<double> m_shares; ///< cumulative, of the keys by rank, when skewed
    std::array<char, 32> m_keyText{};
    std::array<char, 512> m_valueText{};
    std::string_view m_key;
    std::string_view m_value;
    std::int64_t m_timestamp = 0;
};

} // namespace weir
