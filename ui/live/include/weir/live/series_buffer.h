// SPDX-License-Identifier: GPL-3.0-or-later
// SeriesBuffer: one line of a plot, with a pyramid of minima and maxima so that a peak survives any zoom.
// Shape    raw points of the last 10 min (25 ms buckets over them, for wide views of dense lines), 1 s buckets of 2 h, 10 s buckets of 24 h; older ones leave.
// Units    time in ms since the epoch, ascending; a late point is put in its place while its level still holds that time.
// Threads  none; lives on the GUI thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace weir {

struct SeriesPoint {
    double time = 0; ///< ms since the epoch
    double value = 0;
    bool operator==(const SeriesPoint&) const = default;
};

class SeriesBuffer {
public:
    void add(std::int64_t time, double value);
    void clear();

    /// Points to draw in [from, to] on `columns` pixels: at most two a column (its least and its largest), in time order,
    /// and one point on either side so that lines reach the edge.
    std::vector<SeriesPoint> sample(double from, double to, int columns) const;
    /// All raw points, for export.
    const std::deque<SeriesPoint>& raw() const { return m_raw; }
    std::optional<SeriesPoint> last() const;
    /// The newest point at or before `time`.
    std::optional<SeriesPoint> at(double time) const;
    bool empty() const { return m_raw.empty() && m_levels[0].buckets.empty(); }

private:
    struct Bucket {
        std::int64_t start = 0;
        SeriesPoint least;
        SeriesPoint largest;
    };
    struct Level {
        std::int64_t span;
        std::int64_t kept;
        std::deque<Bucket> buckets;
        void add(const SeriesPoint& point);
        std::vector<SeriesPoint> reduce(double from, double to, int columns) const;
    };
    std::deque<SeriesPoint> m_raw;
    Level m_fine = {25, 600'000, {}};
    Level m_levels[2] = {{1'000, 2 * 3'600'000LL, {}}, {10'000, 24 * 3'600'000LL, {}}};
};

/// The lines of one plot, by name, in the order they came. At most `most`; further names are counted, not kept.
class SeriesSet {
public:
    struct Entry {
        std::string name;
        SeriesBuffer buffer;
    };
    explicit SeriesSet(std::size_t most = 32) : m_most(most) {}
    void add(const std::string& name, std::int64_t time, double value);
    void clear();
    const std::vector<Entry>& entries() const { return m_entries; }
    std::size_t refused() const { return m_refused; }
    std::optional<double> firstTime() const;
    std::optional<double> lastTime() const;

private:
    std::size_t m_most;
    std::size_t m_refused = 0;
    std::vector<Entry> m_entries;
};

} // namespace weir
