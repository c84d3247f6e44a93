// SPDX-License-Identifier: Apache-2.0
#include "quantile_sketch.h"

#include "weir/core/rng.h"
#include "weir/record/row_codec.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace weir::expr {

namespace {

constexpr double k = 512;
constexpr std::size_t capacityMin = 8;

bool before(double a, double b) { return a < b || (std::isnan(b) && !std::isnan(a)); } // NaN stands above all

template <class T>
void append(std::string& out, T value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}
template <class T>
bool take(std::string_view& bytes, T& value) {
    if (bytes.size() < sizeof value) return false;
    std::memcpy(&value, bytes.data(), sizeof value);
    bytes.remove_prefix(sizeof value);
    return true;
}

} // namespace

QuantileSketch QuantileSketch::read(std::string_view bytes) {
    QuantileSketch sketch;
    std::uint64_t levels = 0;
    if (!take(bytes, sketch.m_count) || !take(bytes, sketch.m_least) || !take(bytes, sketch.m_most) || !readVarint(bytes, levels) || levels > 64) return {};
    for (std::uint64_t i = 0; i < levels; ++i) {
        std::uint64_t size = 0;
        if (!readVarint(bytes, size) || size > bytes.size() / sizeof(double)) return {};
        auto& level = sketch.m_levels.emplace_back(size);
        if (size > 0) std::memcpy(level.data(), bytes.data(), size * sizeof(double));
        bytes.remove_prefix(size * sizeof(double));
    }
    return sketch;
}

std::string QuantileSketch::write() const {
    std::string out;
    append(out, m_count);
    append(out, m_least);
    append(out, m_most);
    appendVarint(out, m_levels.size());
    for (const auto& level : m_levels) {
        appendVarint(out, level.size());
        out.append(reinterpret_cast<const char*>(level.data()), level.size() * sizeof(double));
    }
    return out;
}

std::size_t QuantileSketch::capacity(std::size_t level) const {
    const auto depth = static_cast<double>(m_levels.size() - level - 1);
    return std::max(capacityMin, static_cast<std::size_t>(std::ceil(k * std::pow(2.0 / 3.0, depth))));
}

void QuantileSketch::compress() {
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        if (m_levels[level].size() < capacity(level)) continue;
        if (level + 1 == m_levels.size()) m_levels.emplace_back();
        auto& values = m_levels[level];
        std::sort(values.begin(), values.end(), before);
        const bool odd = values.size() % 2 != 0;
        const double kept = values.back();
        const std::size_t pairs = values.size() / 2;
        SplitMix64 chance(m_count * 64 + level);
        const std::size_t first = chance.next() & 1U;
        auto& above = m_levels[level + 1];
        for (std::size_t i = 0; i < pairs; ++i) above.push_back(values[2 * i + first]);
        values.clear();
        if (odd) values.push_back(kept);
    }
}

void QuantileSketch::add(double value) {
    if (m_levels.empty()) m_levels.emplace_back();
    if (m_count == 0 || before(value, m_least)) m_least = value;
    if (m_count == 0 || before(m_most, value)) m_most = value;
    ++m_count;
    m_levels.front().push_back(value);
    if (m_levels.front().size() >= capacity(0)) compress();
}

void QuantileSketch::merge(const QuantileSketch& other) {
    if (other.m_count == 0) return;
    if (m_count == 0 || before(other.m_least, m_least)) m_least = other.m_least;
    if (m_count == 0 || before(m_most, other.m_most)) m_most = other.m_most;
    m_count += other.m_count;
    if (m_levels.size() < other.m_levels.size()) m_levels.resize(other.m_levels.size());
    for (std::size_t level = 0; level < other.m_levels.size(); ++level) m_levels[level].insert(m_levels[level].end(), other.m_levels[level].begin(), other.m_levels[level].end());
    compress();
}

double QuantileSketch::at(double fraction) const {
    struct Weighted {
        double value;
        std::uint64_t weight;
    };
    std::vector<Weighted> all;
    std::uint64_t total = 0;
    for (std::size_t level = 0; level < m_levels.size(); ++level)
        for (const double value : m_levels[level]) {
            all.push_back({value, std::uint64_t{1} << level});
            total += std::uint64_t{1} << level;
        }
    std::sort(all.begin(), all.end(), [](const Weighted& a, const Weighted& b) { return before(a.value, b.value); });
    if (fraction <= 0) return m_least;
    if (fraction >= 1) return m_most;
    const double wanted = fraction * static_cast<double>(total);
    std::uint64_t seen = 0;
    for (const auto& [value, weight] : all) {
        seen += weight;
        if (static_cast<double>(seen) >= wanted) return value;
    }
    return m_most;
}

} // namespace weir::expr
