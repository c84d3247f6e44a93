// SPDX-License-Identifier: GPL-3.0-or-later
// WindowBars: the newest value of each (series, window) of a windowed aggregate, as bars of a plot.
// Shape    at most 400 windows a series and 64 series; the oldest windows leave first.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weir {

struct WindowBar {
    std::int64_t start = 0;
    std::int64_t end = 0;
    double value = 0;
    bool operator==(const WindowBar&) const = default;
};

class WindowBars {
public:
    void put(const std::string& series, std::int64_t start, std::int64_t end, double value);
    /// A tombstone: the window's row left.
    void remove(const std::string& series, std::int64_t start);
    void clear();
    bool empty() const { return m_bars.empty(); }
    /// Names, the largest newest value first.
    std::vector<std::string> names() const;
    std::vector<WindowBar> bars(const std::string& series) const;
    std::optional<WindowBar> newest(const std::string& series) const;
    std::int64_t firstStart() const; ///< -1: none
    std::int64_t lastEnd() const;    ///< -1: none

private:
    std::map<std::string, std::map<std::int64_t, WindowBar>> m_bars;
};

} // namespace weir
