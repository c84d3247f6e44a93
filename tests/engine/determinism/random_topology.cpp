// SPDX-License-Identifier: Apache-2.0
#include "random_topology.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace weir {

template <class Fits>
std::optional<OpenEnd> RandomTopology::take(Fits fits) {
    std::vector<std::size_t> fitting;
    for (std::size_t i = 0; i < m_ends.size(); ++i)
        if (fits(m_ends[i])) fitting.push_back(i);
    if (fitting.empty()) return std::nullopt;
    const auto at = fitting[below(static_cast<std::uint32_t>(fitting.size()))];
    auto end = m_ends[at];
    if (chance(75)) m_ends.erase(m_ends.begin() + static_cast<std::ptrdiff_t>(at)); // else it feeds another node too
    return end;
}

namespace {

bool any(const OpenEnd&) { return true; }
bool stream(const OpenEnd& end) { return !end.table; }
bool plainStream(const OpenEnd& end) { return !end.table && !end.windowed; }
bool table(const OpenEnd& end) { return end.table; }
bool plainTable(const OpenEnd& end) { return end.table && !end.windowed; }

OpenEnd behind(OpenEnd end, std::string from) {
    end.from = std::move(from);
    return end;
}

void filter(RandomTopology& t) {
    if (const auto end = t.take(any)) t.open(behind(*end, t.add("filter", fmt::format(R"(, "where": "a % {} <> 0 OR g IS NULL")", 2 + t.below(5)), {{*end, ""}})));
}
void mapValues(RandomTopology& t) {
    static const std::array<const char*, 3> selects{"g, a + 1 AS a", "lower(g) AS g, 1000 / a AS a", "coalesce(g, 'none') AS g, -a AS a"};
    if (const auto end = t.take(any)) t.open(behind(*end, t.add("map-values", fmt::format(R"(, "select": "{}")", selects[t.below(end->table ? 1 : 3)]), {{*end, ""}})));
}
void map(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    end->rekeyed = true;
    t.open(behind(*end, t.add("map", R"(, "key": "g", "select": "_key AS g, a")", {{*end, ""}})));
}
void selectKey(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    end->rekeyed = true;
    t.open(behind(*end, t.add("select-key", R"(, "key": "g")", {{*end, ""}})));
}
void flatMapValues(RandomTopology& t) {
    if (const auto end = t.take(stream)) t.open(behind(*end, t.add("flat-map-values", R"(, "select": "g, unnest(ARRAY[a, a + 1]) AS a")", {{*end, ""}})));
}
void flatMap(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    end->rekeyed = true;
    t.open(behind(*end, t.add("flat-map", R"(, "key": "g", "select": "g, unnest(ARRAY[a, a * 2]) AS a")", {{*end, ""}})));
}
void branch(RandomTopology& t) {
    const auto end = t.take(stream);
    if (!end) return;
    const auto id = t.add("branch", R"(, "branches": [{"name": "even", "where": "a % 2 = 0"}, {"name": "some", "where": "g = 'g1'"}], "default": "rest")", {{*end, ""}});
    for (const auto* port : {":even", ":some", ":rest"}) t.open(behind(*end, id + port));
}
void merge(RandomTopology& t) {
    const auto a = t.take(plainStream);
    const auto b = t.take([&](const OpenEnd& end) { return plainStream(end) && a && end.from != a->from; });
    if (!a) return;
    if (!b) return t.open(*a);
    t.open({t.add("merge", "", {{*a, ""}, {*b, ""}}), false, false, true, a->exact && b->exact});
}
void peek(RandomTopology& t) {
    if (const auto end = t.take(stream)) t.open(behind(*end, t.add("peek", "", {{*end, ""}})));
}
void toTable(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    end->table = true;
    end->exact = end->exact && !end->rekeyed; // which one is the last depends on how partitions are merged
    t.open(behind(*end, t.add("to-table", "", {{*end, ""}})));
}
void toStream(RandomTopology& t) {
    auto end = t.take(table);
    if (!end) return;
    end->table = false;
    end->exact = false; // the updates on the way depend on how partitions are merged
    end->rekeyed = true;
    t.open(behind(*end, t.add("to-stream", "", {{*end, ""}})));
}

/// Behind an aggregate `g` is its group again.
void aggregate(RandomTopology& t, OpenEnd end, const std::string& fields, bool exact) {
    const auto id = t.add("aggregate", R"(, "group_by": "g", "select": "sum(a) AS a, count(*) AS n")" + fields, {{end, ""}});
    const bool windowed = fields.find("window") != std::string::npos;
    OpenEnd out{id, true, windowed, true, end.exact && exact};
    t.open(behind(out, t.add("map-values", R"(, "select": "_key AS g, a")", {{out, ""}})));
}
void aggregateAll(RandomTopology& t) {
    if (const auto end = t.take([](const OpenEnd& e) { return !e.windowed; })) aggregate(t, *end, R"(, "emit": "$emit")", true);
}
void aggregateWindows(RandomTopology& t) {
    const auto end = t.take(plainStream);
    if (!end) return;
    static const std::array<const char*, 3> windows{R"("type": "tumbling", "size": "10s")", R"("type": "hopping", "size": "20s", "advance": "5s")", R"("type": "tumbling", "size": "1m")"};
    static const std::array<const char*, 3> graces{"0s", "5s", "30d"};
    const auto grace = t.below(3);
    const bool final = t.chance(30);
    aggregate(t, *end, fmt::format(R"(, "window": {{{}, "grace": "{}"}}, "emit": "{}")", windows[t.below(3)], graces[grace], final ? "final" : "$emit"), grace == 2 && !final);
}
void joinStreamTable(RandomTopology& t) {
    const auto left = t.take(plainStream);
    const auto right = left ? t.take(plainTable) : std::nullopt;
    if (!right) {
        if (left) t.open(*left);
        return;
    }
    const auto id = t.add("join", fmt::format(R"(, "how": "{}", "select": "l.g AS g, l.a + coalesce(r.a, 0) AS a")", t.chance(50) ? "inner" : "left"), {{*left, "left"}, {*right, "right"}});
    t.open({id, false, false, true, false}); // which row is there depends on how partitions are merged
}

/// One line a node type (or a use of it).
constexpr std::array makers{&filter, &mapValues, &map, &selectKey, &flatMapValues, &flatMap, &branch, &merge, &peek, &toTable, &toStream, &aggregateAll, &aggregateWindows, &joinStreamTable};

} // namespace

RandomTopology::RandomTopology(std::uint32_t seed) : m_random(seed) {
    m_head = fmt::format(R"({{"weir": 1, "name": "Random {0}", "application_id": "random-{0}", )", seed);
    m_head += chance(50) ? R"("on_error": "skip", )" : R"("on_error": "dead-letter", "dead_letter_topic": "dead", )";
    addSources();
    const auto nodes = 3 + below(8);
    for (std::uint32_t i = 0; i < nodes; ++i) makers[below(makers.size())](*this);
    addSinks();
    makeRecords();
}

std::string RandomTopology::text(const std::string& emit) const {
    std::string nodes;
    for (const auto& node : m_nodes) nodes += (nodes.empty() ? "" : ",\n    ") + node;
    for (auto at = nodes.find("$emit"); at != std::string::npos; at = nodes.find("$emit")) nodes.replace(at, 5, emit);
    std::string edges;
    for (const auto& edge : m_edges) edges += (edges.empty() ? "" : ", ") + edge;
    return m_head + "\"nodes\": [\n    " + nodes + "],\n  \"edges\": [" + edges + "]}";
}

std::string RandomTopology::add(const std::string& type, const std::string& fields, const std::vector<std::pair<OpenEnd, std::string>>& inputs) {
    const auto id = fmt::format("n{}", m_nodes.size());
    m_nodes.push_back(fmt::format(R"({{"id": "{}", "type": "{}"{}}})", id, type, fields));
    ++m_types[type];
    for (const auto& [end, port] : inputs) m_edges.push_back(fmt::format(R"(["{}", "{}{}"])", end.from, id, port.empty() ? "" : ":" + port));
    return id;
}

void RandomTopology::addSources() {
    const auto sources = 1 + below(3);
    for (std::uint32_t i = 0; i < sources; ++i) {
        const auto topic = fmt::format("in{}", i);
        const bool isTable = i > 0 && chance(50);
        const auto id = add("source", fmt::format(R"(, "topic": "{}"{}, "key": {{"format": "string"}}, "value": {{"format": "json", "schema": "g text, a bigint"}})", topic, isTable ? R"(, "as": "table")" : ""), {});
        m_inputs.push_back(topic);
        open({id, isTable});
    }
}

void RandomTopology::addSinks() {
    for (const auto& end : m_ends) {
        const auto topic = fmt::format("out{}", m_sinks.size());
        add("sink", fmt::format(R"(, "topic": "{}", "value": {{"format": "json"}})", topic), {{end, ""}});
        m_sinks.push_back({topic, end.table, end.exact});
    }
}

// Disorder, equal timestamps, NULL keys, values and columns, values that are no JSON, divisions by zero.
void RandomTopology::makeRecords() {
    const auto count = 60 + below(140);
    for (std::uint32_t i = 0; i < count; ++i) {
        RandomRecord record;
        record.topic = m_inputs[below(static_cast<std::uint32_t>(m_inputs.size()))];
        record.timestamp = 1'000'000 + std::int64_t{i / 3} * 1000 - (chance(15) ? below(30'000) : 0);
        if (!chance(5)) record.key = fmt::format("k{}", below(9));
        if (chance(4)) record.value = "{\"g\": broken";
        else if (!chance(6)) record.value = fmt::format(R"({{"g":{},"a":{}}})", chance(5) ? "null" : fmt::format("\"G{}\"", below(4)), chance(5) ? "null" : std::to_string(below(40)));
        m_records.push_back(std::move(record));
    }
}

} // namespace weir
