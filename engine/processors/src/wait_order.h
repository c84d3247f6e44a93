// SPDX-License-Identifier: Apache-2.0
// WaitOrder: keys that wait, in the order in which they leave: by time, then by their serialized bytes (semantics.md, rule 10).
// Threads  one task.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

class WaitOrder {
public:
    using Waiting = std::pair<std::int64_t, std::string>;

    bool empty() const { return m_waiting.empty(); }
    const Waiting& first() const { return *m_waiting.begin(); }
    void removeFirst() { m_waiting.erase(m_waiting.begin()); }
    /// Adding what waits already changes nothing.
    void add(std::int64_t time, std::string_view key) {
        if (!m_waiting.contains(std::pair(time, key))) m_waiting.emplace(time, key);
    }
    void remove(std::int64_t time, std::string_view key) {
        if (const auto found = m_waiting.find(std::pair(time, key)); found != m_waiting.end()) m_waiting.erase(found);
    }

private:
    struct Before {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A& a, const B& b) const {
            return a.first != b.first ? a.first < b.first : std::string_view(a.second) < std::string_view(b.second);
        }
    };
    std::set<Waiting, Before> m_waiting;
};

} // namespace weir
