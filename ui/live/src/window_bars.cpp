// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/window_bars.h"

#include <algorithm>

namespace weir {
namespace {
constexpr std::size_t windowsMost = 400;
constexpr std::size_t seriesMost = 64;
} // namespace

void WindowBars::put(const std::string& series, std::int64_t start, std::int64_t end, double value) {
    auto found = m_bars.find(series);
    if (found == m_bars.end()) {
        if (m_bars.size() >= seriesMost) return;
        found = m_bars.emplace(series, std::map<std::int64_t, WindowBar>()).first;
    }
    found->second[start] = WindowBar{start, end, value};
    if (found->second.size() > windowsMost) found->second.erase(found->second.begin());
}

void WindowBars::remove(const std::string& series, std::int64_t start) {
    const auto found = m_bars.find(series);
    if (found == m_bars.end()) return;
    found->second.erase(start);
    if (found->second.empty()) m_bars.erase(found);
}

void WindowBars::clear() { m_bars.clear(); }

std::vector<std::string> WindowBars::names() const {
    std::vector<std::pair<double, std::string>> byValue;
    for (const auto& [name, windows] : m_bars) {
        // The newest window has just begun; the one before tells the size.
        double value = windows.rbegin()->second.value;
        if (windows.size() > 1) value = std::max(value, std::next(windows.rbegin())->second.value);
        byValue.emplace_back(value, name);
    }
    std::stable_sort(byValue.begin(), byValue.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> names;
    for (auto& entry : byValue) names.push_back(std::move(entry.second));
    return names;
}

std::vector<WindowBar> WindowBars::bars(const std::string& series) const {
    std::vector<WindowBar> out;
    if (const auto found = m_bars.find(series); found != m_bars.end())
        for (const auto& [start, bar] : found->second) out.push_back(bar);
    return out;
}

std::optional<WindowBar> WindowBars::newest(const std::string& series) const {
    const auto found = m_bars.find(series);
    if (found == m_bars.end() || found->second.empty()) return std::nullopt;
    return found->second.rbegin()->second;
}

std::int64_t WindowBars::firstStart() const {
    std::int64_t first = -1;
    for (const auto& [name, windows] : m_bars)
        if (!windows.empty() && (first < 0 || windows.begin()->first < first)) first = windows.begin()->first;
    return first;
}

std::int64_t WindowBars::lastEnd() const {
    std::int64_t last = -1;
    for (const auto& [name, windows] : m_bars)
        if (!windows.empty()) last = std::max(last, windows.rbegin()->second.end);
    return last;
}

} // namespace weir
