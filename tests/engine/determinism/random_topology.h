// SPDX-License-Identifier: Apache-2.0
// A topology and its input from a seed. Every edge carries `g text, a bigint`, so that any node may follow any other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace weir {

enum class EndKind { Stream, Table, GlobalTable };

/// A port that nodes may still be put behind.
struct OpenEnd {
    std::string from; ///< "node" or "node:port"
    EndKind kind = EndKind::Stream;
    std::string window{};       ///< of the key, as it stands in the file; empty: none
    std::string key = "string"; ///< format
    bool rekeyed = false;       ///< since the source: records of one key may come from several partitions
    bool exact = true;          ///< its records (of a table: its last rows) are the same at any number of partitions
    bool stable = false;        ///< a row's `g` and the place of its key never change: a group of it is never left
    bool tail = false;          ///< exact but for what the closing records make: the last of them close nothing of their own
    bool apart = false;         ///< repartitioned to a count of its own: joins nothing
    bool grouped = false;       ///< its keys are groups, not the sources' keys
    int closings = 0;           ///< nodes before it that wait for time to pass
    bool overtaken = false;     ///< records that waited for time and others that did not come together: who is late for a window is decided by the partitions

    bool stream() const { return kind == EndKind::Stream; }
    bool table() const { return kind == EndKind::Table; }
    bool windowed() const { return !window.empty(); }
};

struct RandomSink {
    std::string topic;
    bool table = false;
    bool windowed = false;
    bool exact = true;
    bool tail = false;
};

struct RandomRecord {
    std::string topic;
    std::int64_t timestamp = 0;
    std::optional<std::string> key;
    std::optional<std::string> value;
};

class RandomTopology {
public:
    /// Closing records stand here or later; all others far before.
    static constexpr std::int64_t closingTime = 100'000'000;

    explicit RandomTopology(std::uint32_t seed);

    /// The file. `emit`: "updates" or "merged", of every node that has the choice.
    std::string text(const std::string& emit) const;
    const std::vector<RandomSink>& sinks() const { return m_sinks; }
    const std::vector<std::string>& inputs() const { return m_inputs; }
    const std::vector<RandomRecord>& records() const { return m_records; }
    /// What is in it: node types and their forms ("join", "join of streams, left").
    const std::set<std::string>& forms() const { return m_forms; }
    /// All that a topology can have.
    static std::vector<std::string> allForms();

    // For the makers of nodes.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(m_random() % n); }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    /// An end that `fits`, taken out of the pool; nullopt: none.
    template <class Fits>
    std::optional<OpenEnd> take(Fits fits) {
        std::vector<std::size_t> fitting;
        for (std::size_t i = 0; i < m_ends.size(); ++i)
            if (fits(m_ends[i])) fitting.push_back(i);
        if (fitting.empty()) return std::nullopt;
        const auto at = fitting[below(static_cast<std::uint32_t>(fitting.size()))];
        auto end = m_ends[at];
        if (chance(75)) m_ends.erase(m_ends.begin() + static_cast<std::ptrdiff_t>(at)); // else it feeds another node too
        return end;
    }
    /// Add a node behind ends ("port" may be empty); `fields` as they stand in the file, each after a comma.
    std::string add(const std::string& type, const std::string& fields, const std::vector<std::pair<OpenEnd, std::string>>& inputs);
    void open(OpenEnd end) { m_ends.push_back(std::move(end)); }
    void has(const std::string& form) { m_forms.insert(form); }
    /// A topic of its own.
    OpenEnd addSource(EndKind kind);

private:
    void addSinks();
    void addSink(const OpenEnd& end);
    void makeRecords();
    void makeClosings();

    std::mt19937 m_random;
    std::string m_head;
    std::vector<std::string> m_nodes;
    std::vector<std::string> m_edges;
    std::vector<OpenEnd> m_ends;
    std::vector<RandomSink> m_sinks;
    std::vector<std::string> m_inputs;
    std::vector<RandomRecord> m_records;
    std::set<std::string> m_forms;
};

/// One line a node type (or a form of it); random_makers.cpp.
using NodeMaker = void (*)(RandomTopology&);
const std::vector<NodeMaker>& nodeMakers();

} // namespace weir
