// SPDX-License-Identifier: GPL-3.0-or-later
// PlotFeed: what a `plot` node draws, read from its edge through a tap: lines over time, or bars by window where the edge is
// windowed. Sampled where the edge is faster than the tap (a plot shows the newest value, not every one).
#pragma once

#include "weir/live/engine_bridge.h"
#include "weir/live/series_buffer.h"
#include "weir/live/window_bars.h"

#include <QObject>

#include <string>
#include <vector>

namespace weir {

struct PlotSpec {
    std::string node;               ///< its id
    std::string title;
    std::size_t edge = 0;           ///< that ends at it, index in the file
    // SQL expressions over the edge; the engine's tap computes them.
    std::vector<std::string> y;     ///< numbers; empty: every column that is one
    std::string series;             ///< one line or bar for each of its values; empty: the key where windowed, else one
    std::string x = "_timestamp";   ///< ms since the epoch, or a timestamp
    bool bars = false;              ///< style
    bool windowed = false;          ///< the edge's type
    std::int64_t graceMs = 0;
};

class PlotFeed : public QObject {
    Q_OBJECT
public:
    PlotFeed(EngineBridge& bridge, const std::string& applicationId, PlotSpec spec, QObject* parent = nullptr);
    ~PlotFeed() override;

    const PlotSpec& spec() const { return m_spec; }
    const SeriesSet& lines() const { return m_lines; }
    /// By column, then by series: the bars of windowed edges.
    const WindowBars& bars() const { return m_bars; }
    /// The largest timestamp seen: the plot's stream time.
    std::int64_t streamTime() const { return m_streamTime; }
    const std::string& error() const { return m_error; }
    /// For tests, and for values that come another way.
    void take(const SampledRecord& record);
    /// What the tap computes for a spec: x, series, then y.
    static std::vector<std::string> expressions(const PlotSpec& spec);

Q_SIGNALS:
    void changed();

private:
    EngineBridge& m_bridge;
    PlotSpec m_spec;
    EngineBridge::Watch m_watch;
    SeriesSet m_lines;
    WindowBars m_bars;
    std::int64_t m_streamTime = -1;
    std::string m_error;
};

} // namespace weir
