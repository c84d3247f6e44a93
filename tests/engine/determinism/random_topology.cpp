// SPDX-License-Identifier: Apache-2.0
#include "random_topology.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace weir {
namespace {

constexpr std::uint32_t dataKeys = 6;
constexpr std::uint32_t dataGroups = 3;

struct SinkForm {
    const char* name;
    const char* value;
    const char* select; ///< null: all columns
};
constexpr std::array sinkForms{SinkForm{"sink in json", R"({"format": "json"})", nullptr},
                               SinkForm{"sink in int64", R"({"format": "int64"})", "a"},
                               SinkForm{"sink in int32", R"({"format": "int32"})", "a"}, // what does not fit is a failing record
                               SinkForm{"sink in double", R"({"format": "double"})", "a / 3.0::double precision AS d"},
                               SinkForm{"sink in string", R"({"format": "string"})", "g"},
                               SinkForm{"sink in bytes", R"({"format": "bytes"})", "decode(md5(g), 'hex') AS b"}};

} // namespace

RandomTopology::RandomTopology(std::uint32_t seed) : m_random(seed) {
    m_head = fmt::format(R"({{"weir": 1, "name": "Random {0}", "application_id": "random-{0}", )", seed);
    const bool skip = chance(50);
    has(skip ? "on_error skip" : "on_error dead-letter");
    m_head += skip ? R"("on_error": "skip", )" : R"("on_error": "dead-letter", "dead_letter_topic": "dead", )";
    open(addSource(EndKind::Stream));
    for (auto more = below(3); more > 0; --more) open(addSource(chance(50) ? EndKind::Stream : EndKind::Table));
    const auto& makers = nodeMakers();
    makers[seed % makers.size()](*this); // so that each comes often enough
    const auto nodes = 3 + below(7);
    for (std::uint32_t i = 0; i < nodes; ++i) makers[below(static_cast<std::uint32_t>(makers.size()))](*this);
    addSinks();
    makeRecords();
    makeClosings();
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
    has(type);
    for (const auto& [end, port] : inputs) m_edges.push_back(fmt::format(R"(["{}", "{}{}"])", end.from, id, port.empty() ? "" : ":" + port));
    return id;
}

OpenEnd RandomTopology::addSource(EndKind kind) {
    static const std::array<const char*, 3> kinds{"stream", "table", "global-table"};
    const auto* const as = kinds[static_cast<std::size_t>(kind)];
    const auto topic = fmt::format("in{}", m_inputs.size());
    const auto id = add("source", fmt::format(R"(, "topic": "{}", "as": "{}", "key": {{"format": "string"}}, "value": {{"format": "json", "schema": "g text, a bigint"}})", topic, as), {});
    has(std::string("source as ") + as);
    m_inputs.push_back(topic);
    return {id, kind};
}

void RandomTopology::addSinks() {
    for (const auto& end : std::vector<OpenEnd>(m_ends))
        if (end.kind != EndKind::GlobalTable) addSink(end);
}

void RandomTopology::addSink(const OpenEnd& end) {
    const auto& form = sinkForms[chance(50) ? 0 : below(sinkForms.size())];
    has(form.name);
    auto from = end;
    if (form.select != nullptr) from.from = add("map-values", fmt::format(R"(, "select": "{}")", form.select), {{end, ""}});
    const bool jsonKey = chance(15) && end.key == "string";
    if (jsonKey) has("sink with another key format");
    const auto topic = fmt::format("out{}", m_sinks.size());
    add("sink", fmt::format(R"(, "topic": "{}", "value": {}{})", topic, form.value, jsonKey ? R"(, "key": {"format": "json"})" : ""), {{from, ""}});
    const bool passedOver = end.table() && end.rekeyed && std::string_view(form.name) == "sink in int32"; // updates that do not fit
    m_sinks.push_back({topic, end.table(), end.windowed(), end.exact && !passedOver && !(end.tail && end.table() && !end.windowed()), end.tail});
}

// Disorder, equal timestamps, NULL keys, values and columns, values that are no JSON, divisions by zero.
void RandomTopology::makeRecords() {
    const auto count = 60 + below(100);
    for (std::uint32_t i = 0; i < count; ++i) {
        RandomRecord record;
        record.topic = m_inputs[below(static_cast<std::uint32_t>(m_inputs.size()))];
        record.timestamp = 1'000'000 + std::int64_t{i / 3} * 1000 - (chance(15) ? below(30'000) : 0);
        if (!chance(5)) record.key = fmt::format("k{}", below(dataKeys));
        if (chance(4)) record.value = "{\"g\": broken";
        else if (!chance(6)) record.value = fmt::format(R"({{"g":{},"a":{}}})", chance(5) ? "null" : fmt::format("\"G{}\"", below(dataGroups)), chance(5) ? "null" : std::to_string(below(40)));
        m_records.push_back(std::move(record));
    }
}

// For each key, group and remainder a minute, in each topic, and a day later again: whatever an operator waits for has come to pass
// in each of its tasks. Filters know such a record by its `a`.
void RandomTopology::makeClosings() {
    for (std::uint32_t wave = 0; wave < 2; ++wave)
        for (std::uint32_t i = 0; i < dataKeys * (dataGroups + 1) * 4; ++i)
            for (const auto& topic : m_inputs) {
                const auto group = i / dataKeys % (dataGroups + 1);
                const auto name = group == dataGroups ? std::string("null") : fmt::format("\"G{}\"", group);
                const auto a = 1'000'000 + 100 * i + i / (dataKeys * (dataGroups + 1));
                m_records.push_back({topic, closingTime + wave * std::int64_t{86'400'000} + i * std::int64_t{60'000}, fmt::format("k{}", i % dataKeys), fmt::format(R"({{"g":{},"a":{}}})", name, a)});
            }
}

std::vector<std::string> RandomTopology::allForms() {
    std::vector<std::string> out{
        "source", "source as stream", "source as table", "source as global-table", "filter", "map-values", "map", "select-key", "flat-map-values", "flat-map", "branch", "merge", "peek", "repartition",
        "to-table", "to-stream", "aggregate", "aggregate, no window", "aggregate, tumbling", "aggregate, hopping", "aggregate, sliding", "aggregate, session", "aggregate on a table", "aggregate, emit final",
        "late records", "fold", "fold, no window", "fold, windows", "fold on a table", "fold without init", "join", "join of streams, inner", "join of streams, left", "join of streams, outer",
        "join of stream and table, inner", "join of stream and table, left", "join of stream and global table, inner", "join of stream and global table, left", "join of tables, inner", "join of tables, left",
        "join of tables, outer", "join by foreign key, inner", "join by foreign key, left", "join of windowed tables", "suppress", "suppress until window-close", "suppress for a time", "deduplicate", "sink",
        "sink with another key format", "on_error skip", "on_error dead-letter", "several keys", "int64 keys"};
    for (const auto& form : sinkForms) out.emplace_back(form.name);
    return out;
}

} // namespace weir
