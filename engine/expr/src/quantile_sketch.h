// SPDX-License-Identifier: Apache-2.0
// QuantileSketch: KLL, a mergeable sketch of ranks. With k = 512 the error of a rank stays below 1 % (about 0.5 % at 99 %).
// Shape    levels of values; one of level h stands for 2^h values. A full level is sorted and every second value moves up.
//          The bit that chooses which ones comes from the count, so that a replay gives the same sketch.
// Source   Karnin, Lang, Liberty: "Optimal Quantile Approximation in Streams" (2016).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weir::expr {

class QuantileSketch {
public:
    static QuantileSketch read(std::string_view bytes);
    std::string write() const;
    void add(double value);
    void merge(const QuantileSketch& other);
    bool empty() const { return m_count == 0; }
    /// The value at rank `fraction` of the values seen. Not on an empty sketch.
    double at(double fraction) const;

private:
    std::size_t capacity(std::size_t level) const;
    void compress();

    std::uint64_t m_count = 0;
    double m_least = 0;
    double m_most = 0;
    std::vector<std::vector<double>> m_levels;
};

} // namespace weir::expr
