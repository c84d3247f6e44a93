// SPDX-License-Identifier: Apache-2.0
// A topology and its input from a seed. Every edge carries `g text, a bigint`, so that any node may follow any other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace weir {

/// A port that nodes may still be put behind.
struct OpenEnd {
    std::string from; ///< "node" or "node:port"
    bool table = false;
    bool windowed = false;
    bool rekeyed = false; ///< since the source: records of one key may come from several partitions
    bool exact = true;    ///< its records (of a table: its last rows) are the same at any number of partitions
};

struct RandomSink {
    std::string topic;
    bool table = false;
    bool exact = true;
};

struct RandomRecord {
    std::string topic;
    std::int64_t timestamp = 0;
    std::optional<std::string> key;
    std::optional<std::string> value;
};

class RandomTopology {
public:
    explicit RandomTopology(std::uint32_t seed);

    /// The file. `emit`: "updates" or "merged", of every node that has the choice.
    std::string text(const std::string& emit) const;
    const std::vector<RandomSink>& sinks() const { return m_sinks; }
    const std::vector<std::string>& inputs() const { return m_inputs; }
    const std::vector<RandomRecord>& records() const { return m_records; }
    const std::map<std::string, int>& types() const { return m_types; } ///< node types in it

    // For the makers of nodes.
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(m_random() % n); }
    bool chance(std::uint32_t percent) { return below(100) < percent; }
    /// An end that `fits`, taken out of the pool; nullopt: none.
    template <class Fits>
    std::optional<OpenEnd> take(Fits fits);
    /// Add a node behind ends ("port" may be empty); `fields` as they stand in the file, each after a comma.
    std::string add(const std::string& type, const std::string& fields, const std::vector<std::pair<OpenEnd, std::string>>& inputs);
    void open(OpenEnd end) { m_ends.push_back(std::move(end)); }

private:
    void addSources();
    void addSinks();
    void makeRecords();

    std::mt19937 m_random;
    std::string m_head;
    std::vector<std::string> m_nodes;
    std::vector<std::string> m_edges;
    std::vector<OpenEnd> m_ends;
    std::vector<RandomSink> m_sinks;
    std::vector<std::string> m_inputs;
    std::vector<RandomRecord> m_records;
    std::map<std::string, int> m_types;
};

} // namespace weir
