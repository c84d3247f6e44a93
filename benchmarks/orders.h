// SPDX-License-Identifier: Apache-2.0
// The orders that performance.md measures with: 8 fields, about 137 bytes of JSON, each followed by 64 readable bytes.
#pragma once

#include "weir/core/rng.h"
#include "weir/record/schema.h"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace weir::benchmarks {

inline SchemaPtr orderSchema() {
    return std::make_shared<const Schema>(Schema{{{"order_id", {TypeId::BigInt}},
                                                  {"customer", {TypeId::Text}},
                                                  {"region", {TypeId::Text}},
                                                  {"amount", {TypeId::Double}},
                                                  {"qty", {TypeId::BigInt}},
                                                  {"currency", {TypeId::Text}},
                                                  {"channel", {TypeId::Text}},
                                                  {"ts", {TypeId::BigInt}}}});
}

class Orders {
public:
    explicit Orders(std::size_t count) {
        static constexpr std::array<std::string_view, 4> regions{"eu-west", "us-central", "ap-south", "sa-east"};
        static constexpr std::array<std::string_view, 3> channels{"web", "app", "pos"};
        SplitMix64 rng(42);
        std::vector<std::size_t> starts;
        for (std::size_t i = 0; i < count; ++i) {
            starts.push_back(m_text.size());
            fmt::format_to(std::back_inserter(m_text),
                           R"({{"order_id":{},"customer":"c-{:04}","region":"{}","amount":{:.2f},"qty":{},"currency":"EUR","channel":"{}","ts":{}}})",
                           100000000 + i, rng.below(10000), regions[rng.below(4)], 1 + static_cast<double>(rng.below(24900)) / 100,
                           1 + rng.below(5), channels[rng.below(3)], 1700000000000 + static_cast<std::int64_t>(i) * 5);
        }
        starts.push_back(m_text.size());
        m_text.append(64, ' ');
        for (std::size_t i = 0; i < count; ++i) m_views.emplace_back(m_text.data() + starts[i], starts[i + 1] - starts[i]);
    }
    const std::vector<std::string_view>& views() const { return m_views; }

private:
    std::string m_text;
    std::vector<std::string_view> m_views;
};

} // namespace weir::benchmarks
