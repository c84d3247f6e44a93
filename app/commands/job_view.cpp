// SPDX-License-Identifier: Apache-2.0
#include "job_view.h"

#include "report.h"
#include "weir/runtime/protocol.h"

#include <algorithm>
#include <cstdio>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace weir::cli {

namespace {

std::int64_t lagOf(const JobSnapshot& snapshot) {
    std::int64_t lag = 0;
    for (const auto& partition : snapshot.partitions)
        lag += partition.lag();
    return lag;
}

double perSecond(std::uint64_t now, std::uint64_t before, std::int64_t nanos) {
    return nanos > 0 && now > before ? static_cast<double>(now - before) * 1e9 / static_cast<double>(nanos) : 0;
}

/// Says when it is time again, by the snapshots' own clock.
class Every {
public:
    explicit Every(Milliseconds interval) : m_nanos(interval.count() * 1'000'000) {}
    bool due(const JobSnapshot& snapshot) {
        if (m_last && snapshot.monotonicNanos - *m_last < m_nanos) return false;
        m_last = snapshot.monotonicNanos;
        return true;
    }

private:
    std::int64_t m_nanos;
    std::optional<std::int64_t> m_last;
};

/// ", restoring 43 %, 1.20M records/s, 3 s left", of the task that needs longest.
std::string restoreText(const JobSnapshot& snapshot) {
    const auto restore = restoreOf(snapshot);
    if (!restore) return {};
    auto text = fmt::format(", restoring {:.0f} %, {} records/s", restore->share * 100, shortRate(restore->recordsPerSecond));
    if (restore->remainingMs >= 0) text += fmt::format(", {} left", formatDuration(Milliseconds(restore->remainingMs)));
    return text;
}

/// ", 3 late, 2 skipped": what was passed over, of all nodes.
std::string passedOverText(const JobSnapshot& snapshot) {
    std::map<std::string, std::uint64_t> counts;
    for (const auto& node : snapshot.nodes)
        for (const auto& [reason, count] : node.dropped) counts[reason] += count;
    std::string text;
    for (const auto& [reason, count] : counts)
        if (count > 0) text += fmt::format(", {} {}", grouped(count), reason);
    return text;
}

std::string statusText(const JobSnapshot& now, const JobSnapshot* before) {
    const double rate =
        before ? perSecond(now.processed, before->processed, now.monotonicNanos - before->monotonicNanos) : 0;
    return fmt::format("{}, {} records/s, {} processed, lag {}{}{}", stateName(now.state), shortRate(rate),
                       grouped(now.processed), grouped(static_cast<std::uint64_t>(lagOf(now))), passedOverText(now), restoreText(now));
}

class StatusLine final : public JobView {
public:
    void show(const JobSnapshot& snapshot) override {
        const bool changed = m_before && m_before->state != snapshot.state;
        if (!m_every.due(snapshot) && !changed) return;
        std::fprintf(stderr, "\r%s\x1b[K", statusText(snapshot, m_before ? &*m_before : nullptr).c_str());
        std::fflush(stderr);
        m_before = snapshot;
    }
    void finish(const JobSnapshot& last) override {
        std::fprintf(stderr, "\r%s\x1b[K\n", statusText(last, nullptr).c_str());
    }

private:
    Every m_every{Milliseconds(500)};
    std::optional<JobSnapshot> m_before;
};

class LogLines final : public JobView {
public:
    void show(const JobSnapshot& snapshot) override {
        const bool changed = !m_before || m_before->state != snapshot.state;
        if (!m_every.due(snapshot) && !changed) return;
        line(snapshot);
        m_before = snapshot;
    }
    void finish(const JobSnapshot& last) override {
        m_before.reset();
        line(last);
    }

private:
    void line(const JobSnapshot& snapshot) {
        std::fprintf(stderr, "%s %s: %s\n", formatTimestampMs(snapshot.wallMicros / 1000).c_str(),
                     snapshot.applicationId.c_str(), statusText(snapshot, m_before ? &*m_before : nullptr).c_str());
    }
    Every m_every{Milliseconds(10'000)};
    std::optional<JobSnapshot> m_before;
};

class JsonLines final : public JobView {
public:
    void show(const JobSnapshot& snapshot) override {
        if (m_every.due(snapshot)) finish(snapshot);
    }
    void finish(const JobSnapshot& last) override {
        print(snapshotToJson(last) + '\n');
        std::fflush(stdout);
    }

private:
    Every m_every{Milliseconds(1000)};
};

/// Text of the terminal's kind: bytes that would move the cursor or recolour it are shown as dots.
std::string tame(std::string text) {
    for (char& c : text)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '.';
    return text;
}

class WatchView final : public JobView {
public:
    WatchView(EngineAccess& engine, bool terminal, std::string title)
        : m_engine(engine), m_terminal(terminal), m_title(std::move(title)),
          m_every(Milliseconds(terminal ? 1000 : 5000)) {}

    void show(const JobSnapshot& snapshot) override {
        if (m_every.due(snapshot)) draw(snapshot);
    }
    void finish(const JobSnapshot& last) override { draw(last); }

private:
    void draw(const JobSnapshot& now) {
        if (!m_first) m_first = now.monotonicNanos;
        const auto* before = m_before ? &*m_before : nullptr;
        std::string text = m_terminal ? "\x1b[H\x1b[2J" : "";
        text += fmt::format("{}: {}, {:%H:%M:%S} (Ctrl+C ends it)\n\n", tame(m_title), statusText(now, before),
                            std::chrono::seconds((now.monotonicNanos - *m_first) / 1'000'000'000));
        nodes(text, now, before);
        topics(text, now);
        for (const auto& store : now.stores)
            rows(text, now.applicationId, store);
        print(text + '\n');
        std::fflush(stdout);
        m_before = now;
    }

    static void nodes(std::string& text, const JobSnapshot& now, const JobSnapshot* before) {
        text += fmt::format("{:<24} {:>10} {:>10} {:>14} {:>14}\n", "node", "in/s", "out/s", "in", "out");
        for (std::size_t i = 0; i < now.nodes.size(); ++i) {
            const auto& node = now.nodes[i];
            const auto* was = before && i < before->nodes.size() ? &before->nodes[i] : nullptr;
            const auto nanos = before ? now.monotonicNanos - before->monotonicNanos : 0;
            text += fmt::format(
                "{:<24} {:>10} {:>10} {:>14} {:>14}", node.id, shortRate(was ? perSecond(node.in, was->in, nanos) : 0),
                shortRate(was ? perSecond(node.out, was->out, nanos) : 0), grouped(node.in), grouped(node.out));
            for (const auto& [reason, count] : node.dropped)
                if (count > 0) text += fmt::format("  {}: {}", reason, grouped(count));
            if (!node.lastError.empty()) text += "  " + tame(node.lastError);
            text += '\n';
        }
        text += '\n';
    }

    static void topics(std::string& text, const JobSnapshot& now) {
        struct Sum {
            std::int64_t lag = 0;
            std::int64_t timeLag = 0;
            std::int64_t end = 0;
            int partitions = 0;
        };
        std::map<std::string, Sum> sums;
        for (const auto& p : now.partitions) {
            auto& sum = sums[p.topic];
            sum.lag += p.lag();
            sum.timeLag = std::max(sum.timeLag, p.timeLagMs());
            sum.end += p.endOffset;
            ++sum.partitions;
        }
        text += fmt::format("{:<40} {:>10} {:>14} {:>10} {:>10}\n", "topic", "partitions", "end", "lag", "time lag");
        for (const auto& [topic, sum] : sums)
            text +=
                fmt::format("{:<40} {:>10} {:>14} {:>10} {:>10}\n", topic, sum.partitions,
                            grouped(static_cast<std::uint64_t>(sum.end)), grouped(static_cast<std::uint64_t>(sum.lag)),
                            formatDuration(Milliseconds(sum.timeLag)));
        text += '\n';
    }

    void rows(std::string& text, const std::string& app, const StoreFigures& store) {
        constexpr std::size_t fetched = 5000;
        constexpr std::size_t shown = 12;
        auto page = m_engine.storeRows({app, store.name, "", fetched});
        if (!page) return;
        std::stable_sort(page->rows.begin(), page->rows.end(),
                         [](const StoreRow& a, const StoreRow& b) { return a.windowStart > b.windowStart; });
        text += fmt::format("store {}, {} rows\n{:<24} {:<20}", store.name, grouped(page->total), "key",
                            page->rows.empty() || page->rows[0].windowStart < 0 ? "" : "window");
        for (const auto& column : page->columns)
            text += fmt::format(" {:>18}", column.name);
        text += '\n';
        for (std::size_t i = 0; i < std::min(shown, page->rows.size()); ++i) {
            const auto& row = page->rows[i];
            text += fmt::format("{:<24} {:<20}", tame(row.key),
                                row.windowStart < 0 ? "" : formatTimestampMs(row.windowStart));
            for (const auto& column : row.columns)
                text += fmt::format(" {:>18}", tame(column));
            text += '\n';
        }
        text += '\n';
    }

    EngineAccess& m_engine;
    bool m_terminal;
    std::string m_title;
    Every m_every;
    std::optional<std::int64_t> m_first;
    std::optional<JobSnapshot> m_before;
};

} // namespace

std::unique_ptr<JobView> makeStatusView(bool terminal) {
    if (terminal) return std::make_unique<StatusLine>();
    return std::make_unique<LogLines>();
}
std::unique_ptr<JobView> makeWatchView(EngineAccess& engine, bool terminal, std::string title) {
    return std::make_unique<WatchView>(engine, terminal, std::move(title));
}
std::unique_ptr<JobView> makeJsonView() {
    return std::make_unique<JsonLines>();
}

std::string grouped(std::uint64_t number) {
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string shortRate(double perSecond) {
    if (perSecond < 10 && perSecond > 0) return fmt::format("{:.1f}", perSecond);
    if (perSecond < 10'000) return fmt::format("{:.0f}", perSecond);
    if (perSecond < 1e6) return fmt::format("{:.1f}k", perSecond / 1e3);
    return fmt::format("{:.2f}M", perSecond / 1e6);
}

} // namespace weir::cli
