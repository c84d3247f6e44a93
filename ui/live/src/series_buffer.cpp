// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/series_buffer.h"

#include <algorithm>

namespace weir {
namespace {

constexpr double rawKeptMs = 600'000;
constexpr double finePerColumn = 2; // so many fine buckets make a column true to a pixel
constexpr std::size_t rawMost = 200'000;

/// At most two points a column: the least and the largest, as they came in time.
class ColumnReducer {
public:
    ColumnReducer(double from, double to, int columns, std::vector<SeriesPoint>& out)
        : m_from(from), m_scale(to > from ? columns / (to - from) : 0), m_out(out) {}
    void add(const SeriesPoint& least, const SeriesPoint& largest) {
        const auto column = static_cast<std::int64_t>((least.time - m_from) * m_scale);
        if (m_any && column == m_column) {
            if (least.value < m_least.value) m_least = least;
            if (largest.value > m_largest.value) m_largest = largest;
            return;
        }
        flush();
        m_any = true;
        m_column = column;
        m_least = least;
        m_largest = largest;
    }
    void flush() {
        if (!m_any) return;
        const bool leastFirst = m_least.time <= m_largest.time;
        m_out.push_back(leastFirst ? m_least : m_largest);
        if (!(m_least == m_largest)) m_out.push_back(leastFirst ? m_largest : m_least);
        m_any = false;
    }

private:
    double m_from;
    double m_scale;
    std::vector<SeriesPoint>& m_out;
    bool m_any = false;
    std::int64_t m_column = 0;
    SeriesPoint m_least;
    SeriesPoint m_largest;
};

} // namespace

void SeriesBuffer::Level::add(const SeriesPoint& point) {
    const auto time = static_cast<std::int64_t>(point.time);
    const std::int64_t start = time - ((time % span) + span) % span;
    auto place = buckets.end();
    if (!buckets.empty() && buckets.back().start >= start)
        place = std::lower_bound(buckets.begin(), buckets.end(), start, [](const Bucket& b, std::int64_t s) { return b.start < s; });
    if (place != buckets.end() && place->start == start) {
        if (point.value < place->least.value) place->least = point;
        if (point.value > place->largest.value) place->largest = point;
    } else {
        buckets.insert(place, Bucket{start, point, point});
    }
    while (!buckets.empty() && buckets.front().start + kept < buckets.back().start) buckets.pop_front();
}

std::vector<SeriesPoint> SeriesBuffer::Level::reduce(double from, double to, int columns) const {
    std::vector<SeriesPoint> out;
    ColumnReducer reducer(from, to, columns, out);
    const auto width = static_cast<double>(span);
    auto bucket = std::lower_bound(buckets.begin(), buckets.end(), from - 2 * width, [](const Bucket& b, double t) { return static_cast<double>(b.start) < t; });
    for (; bucket != buckets.end() && static_cast<double>(bucket->start) - width <= to; ++bucket) reducer.add(bucket->least, bucket->largest);
    reducer.flush();
    return out;
}

void SeriesBuffer::add(std::int64_t time, double value) {
    const SeriesPoint point{static_cast<double>(time), value};
    m_fine.add(point);
    for (auto& level : m_levels) level.add(point);
    if (m_raw.empty() || m_raw.back().time <= point.time) {
        m_raw.push_back(point);
    } else {
        if (point.time < m_raw.back().time - rawKeptMs) return;
        m_raw.insert(std::upper_bound(m_raw.begin(), m_raw.end(), point.time, [](double t, const SeriesPoint& p) { return t < p.time; }), point);
    }
    while (m_raw.size() > rawMost || m_raw.front().time < m_raw.back().time - rawKeptMs) m_raw.pop_front();
}

void SeriesBuffer::clear() {
    m_raw.clear();
    m_fine.buckets.clear();
    for (auto& level : m_levels) level.buckets.clear();
}

std::vector<SeriesPoint> SeriesBuffer::sample(double from, double to, int columns) const {
    std::vector<SeriesPoint> out;
    if (columns <= 0 || to <= from) return out;
    const auto rawInside = [&] {
        const auto before = [](const SeriesPoint& p, double t) { return p.time < t; };
        const auto a = std::lower_bound(m_raw.begin(), m_raw.end(), from, before);
        const auto b = std::lower_bound(m_raw.begin(), m_raw.end(), to, before);
        return std::pair(a == m_raw.begin() ? a : a - 1, b == m_raw.end() ? b : b + 1);
    };
    const bool rawCovers = !m_raw.empty() && (m_raw.front().time <= from || m_levels[0].buckets.empty() ||
                                              static_cast<double>(m_levels[0].buckets.front().start) + 1000 >= m_raw.front().time);
    if (rawCovers) {
        const auto [first, last] = rawInside();
        if (last - first <= 2 * columns) {
            out.assign(first, last);
            return out;
        }
        if ((to - from) / columns >= finePerColumn * static_cast<double>(m_fine.span)) return m_fine.reduce(from, to, columns);
        ColumnReducer reducer(from, to, columns, out);
        for (auto it = first; it != last; ++it) reducer.add(*it, *it);
        reducer.flush();
        return out;
    }
    const Level* level = &m_levels[1];
    if (!m_levels[0].buckets.empty() && (static_cast<double>(m_levels[0].buckets.front().start) <= from ||
                                         m_levels[0].buckets.front().start <= m_levels[1].buckets.front().start + m_levels[1].span))
        level = &m_levels[0];
    return level->reduce(from, to, columns);
}

std::optional<SeriesPoint> SeriesBuffer::last() const {
    if (m_raw.empty()) return std::nullopt;
    return m_raw.back();
}

std::optional<SeriesPoint> SeriesBuffer::at(double time) const {
    const auto after = std::upper_bound(m_raw.begin(), m_raw.end(), time, [](double t, const SeriesPoint& p) { return t < p.time; });
    if (after == m_raw.begin()) return std::nullopt;
    return *(after - 1);
}

void SeriesSet::add(const std::string& name, std::int64_t time, double value) {
    auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& e) { return e.name == name; });
    if (found == m_entries.end()) {
        if (m_entries.size() >= m_most) {
            ++m_refused;
            return;
        }
        m_entries.push_back({name, {}});
        found = m_entries.end() - 1;
    }
    found->buffer.add(time, value);
}

void SeriesSet::clear() {
    m_entries.clear();
    m_refused = 0;
}

std::optional<double> SeriesSet::firstTime() const {
    std::optional<double> first;
    for (const auto& entry : m_entries)
        if (!entry.buffer.raw().empty() && (!first || entry.buffer.raw().front().time < *first)) first = entry.buffer.raw().front().time;
    return first;
}

std::optional<double> SeriesSet::lastTime() const {
    std::optional<double> last;
    for (const auto& entry : m_entries)
        if (const auto point = entry.buffer.last(); point && (!last || point->time > *last)) last = point->time;
    return last;
}

} // namespace weir
