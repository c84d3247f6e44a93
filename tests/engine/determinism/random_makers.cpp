// SPDX-License-Identifier: Apache-2.0
// How a random topology gets its nodes. What is `exact` is the same at any number of partitions; what is not, is not in Kafka
// Streams either, and the reason stands beside it.
#include "random_topology.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace weir {
namespace {

bool any(const OpenEnd& end) { return end.kind != EndKind::GlobalTable; }
bool stream(const OpenEnd& end) { return end.stream(); }
bool plainStream(const OpenEnd& end) { return end.stream() && !end.windowed(); }
bool table(const OpenEnd& end) { return end.table(); }

OpenEnd behind(OpenEnd end, std::string from) {
    end.from = std::move(from);
    return end;
}

constexpr const char* large = "abs(a) > 100000"; ///< a closing record

void filter(RandomTopology& t) {
    auto end = t.take(any);
    if (!end) return;
    end->stable = false;
    t.open(behind(*end, t.add("filter", fmt::format(R"(, "where": "a % {} <> 0 OR g IS NULL OR {}")", 2 + t.below(5), large), {{*end, ""}})));
}
void mapValues(RandomTopology& t) {
    static const std::array<const char*, 3> selects{"g, a + 1 AS a", "lower(g) AS g, CASE WHEN abs(a) > 100000 THEN a ELSE 1000 / a END AS a", "coalesce(g, 'none') AS g, -a AS a"};
    auto end = t.take(any);
    if (!end) return;
    const auto which = t.below(3);
    const auto* const policy = t.chance(20) ? R"(, "on_error": "skip")" : "";
    // An update that fails is passed over, and the updates on the way depend on how partitions are merged.
    if (which == 1 && end->table() && end->rekeyed) end->exact = false;
    t.open(behind(*end, t.add("map-values", fmt::format(R"(, "select": "{}"{})", selects[which], policy), {{*end, ""}})));
}
/// A stream's new key is the group, or a number.
void newKey(RandomTopology& t, OpenEnd& end, std::string& key) {
    end.rekeyed = true;
    end.grouped = true;
    end.apart = false;
    end.key = t.chance(25) ? "int64" : "string";
    key = end.key == "string" ? "g" : "a % 7";
    if (end.key == "int64") t.has("int64 keys");
}
void map(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    std::string key;
    newKey(t, *end, key);
    t.open(behind(*end, t.add("map", fmt::format(R"(, "key": "{}", "select": "_key::text AS g, a")", key), {{*end, ""}})));
}
void selectKey(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    std::string key;
    newKey(t, *end, key);
    t.open(behind(*end, t.add("select-key", fmt::format(R"(, "key": "{}")", key), {{*end, ""}})));
}
void flatMapValues(RandomTopology& t) {
    if (const auto end = t.take(stream)) t.open(behind(*end, t.add("flat-map-values", R"(, "select": "g, unnest(ARRAY[a, a + 1]) AS a")", {{*end, ""}})));
}
void flatMap(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    std::string key;
    newKey(t, *end, key);
    t.open(behind(*end, t.add("flat-map", fmt::format(R"(, "key": "{}", "select": "g, unnest(ARRAY[a, a * 2]) AS a")", key), {{*end, ""}})));
}
void branch(RandomTopology& t) {
    const auto end = t.take(stream);
    if (!end) return;
    // Closing records are dealt to all three.
    const auto id = t.add("branch", fmt::format(R"w(, "branches": [{{"name": "even", "where": "a % 2 = 0 AND (NOT {0} OR a % 4 = 0)"}}, {{"name": "some", "where": "g = 'g1' OR ({0} AND a % 4 IN (1, -1))"}}], "default": "rest")w", large), {{*end, ""}});
    for (const auto* port : {":even", ":some", ":rest"}) t.open(behind(*end, id + port));
}
void merge(RandomTopology& t) {
    const auto a = t.take(plainStream);
    if (!a) return;
    const auto b = t.take([&](const OpenEnd& end) { return plainStream(end) && end.from != a->from && end.key == a->key; });
    if (!b) return t.open(*a);
    OpenEnd out = *a;
    out.rekeyed = true; // the records of one key come from two places
    out.apart = a->apart || b->apart;
    out.grouped = a->grouped || b->grouped;
    out.exact = a->exact && b->exact && !out.apart; // with two counts of partitions one key lies in two of them
    out.tail = a->tail || b->tail;
    out.closings = std::max(a->closings, b->closings);
    out.overtaken = a->overtaken || b->overtaken || a->closings != b->closings;
    t.open(behind(out, t.add("merge", "", {{*a, ""}, {*b, ""}})));
}
void peek(RandomTopology& t) {
    if (const auto end = t.take(stream)) t.open(behind(*end, t.add("peek", "", {{*end, ""}})));
}
void repartition(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    end->apart = t.chance(30);
    const auto id = t.add("repartition", end->apart ? R"(, "partitions": 3)" : "", {{*end, ""}});
    t.open(behind(*end, id));
}
void toTable(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    end->kind = EndKind::Table;
    end->exact = end->exact && !end->rekeyed && !end->tail; // which one is the last depends on how partitions are merged
    t.open(behind(*end, t.add("to-table", "", {{*end, ""}})));
}
void toStream(RandomTopology& t) {
    auto end = t.take(table);
    if (!end) return;
    end->kind = EndKind::Stream;
    // The updates on the way depend on how partitions are merged, but where each key's come from one partition; of `final` and
    // suppressed windows there is one update each.
    end->exact = end->exact && (!end->rekeyed || (end->tail && end->windowed()));
    t.open(behind(*end, t.add("to-stream", "", {{*end, ""}})));
}

constexpr const char* wide = "10m"; ///< a grace that no record is too late for

/// Behind an aggregate `g` is its group again.
void openGroups(RandomTopology& t, const std::string& id, OpenEnd out) {
    out.kind = EndKind::Table;
    out.rekeyed = true;
    out.stable = true;
    t.open(behind(out, t.add("map-values", R"(, "select": "_key::text AS g, a")", {{behind(out, id), ""}})));
}

struct Grouping {
    std::string fields;
    OpenEnd out;
};
/// By the key, by the group, or by several expressions.
Grouping grouping(RandomTopology& t, const OpenEnd& end) {
    Grouping by{"", end};
    const auto way = t.below(10);
    if (way < 2 && end.stream() && !end.windowed()) {
        by.out.exact = end.exact && !end.apart;
        return by; // by the key
    }
    by.out.grouped = true;
    by.out.apart = false;
    by.out.window.clear();
    // A new sliding window takes back the state that it begins with, which nobody was given: the sums depend on the updates on the way.
    if (end.table() && end.window.find("sliding") != std::string::npos) by.out.exact = false;
    // An emptied group stays, and whether a row was ever in it depends on the updates on the way.
    if (end.table() && end.rekeyed && !(end.stable && (way > 3 || way < 2))) by.out.exact = false;
    by.out.key = way == 2 ? "json" : way == 3 ? "int64" : "string";
    if (way == 2) t.has("several keys");
    if (way == 3) t.has("int64 keys");
    by.fields = way == 2 ? R"(, "group_by": "g, coalesce(a, 0) % 2 AS b")" : way == 3 ? R"(, "group_by": "a % 5")" : R"(, "group_by": "g")";
    return by;
}

struct RandomWindow {
    std::string text;
    bool session = false;
    bool wideGrace = false;
};
RandomWindow window(RandomTopology& t, const std::string& what, bool sessions) {
    struct Form {
        const char* name;
        const char* fields;
    };
    static const std::array<Form, 5> forms{Form{"tumbling", R"("type": "tumbling", "size": "10s")"}, Form{"hopping", R"("type": "hopping", "size": "20s", "advance": "5s")"},
                                           Form{"sliding", R"("type": "sliding", "size": "4s")"}, Form{"tumbling", R"("type": "tumbling", "size": "1m")"}, Form{"session", R"("type": "session", "gap": "3s")"}};
    static const std::array<const char*, 3> graces{"0s", "5s", wide};
    const auto& form = forms[t.below(sessions ? 5 : 4)];
    const auto grace = t.below(4);
    t.has(what == "fold" ? "fold, windows" : fmt::format("{}, {}", what, form.name));
    return {fmt::format(R"({{{}, "grace": "{}"}})", form.fields, graces[std::min(grace, 2U)]), std::string_view(form.name) == "session", grace >= 2};
}

/// Fields of a window and what follows from it for `out`.
std::string inWindow(RandomTopology& t, const RandomWindow& window, OpenEnd& out) {
    out.window = window.text;
    const bool final = t.chance(30);
    if (final) t.has("aggregate, emit final");
    // Who is late is decided by the operator's own stream time, and that by which records reach the same task.
    out.exact = out.exact && window.wideGrace && !out.overtaken;
    out.tail = out.tail || final;
    if (final) ++out.closings;
    if (out.closings > 2) out.exact = false; // there are two waves of closing records
    return fmt::format(R"(, "window": {}, "emit": "{}")", window.text, final ? "final" : "$emit");
}
void openLate(RandomTopology& t, const std::string& id, const OpenEnd& input, const OpenEnd& grouped) {
    if (!t.chance(30)) return;
    t.has("late records");
    auto late = grouped;
    late.kind = EndKind::Stream;
    late.window = input.window;
    late.rekeyed = true;
    late.exact = false;
    t.open(behind(late, id + ":late"));
}
void aggregateAll(RandomTopology& t) {
    const auto end = t.take(any);
    if (!end) return;
    auto by = grouping(t, *end);
    if (end->tail) by.out.exact = false; // the last closing records' windows are in it
    t.has(end->table() ? "aggregate on a table" : "aggregate, no window");
    const auto* const select = end->table() || t.chance(50) ? "sum(a) AS a, count(*) AS n" : "max(a) AS a, min(g) AS m, count(a) AS n";
    by.out.tail = false;
    openGroups(t, t.add("aggregate", fmt::format(R"({}, "select": "{}", "emit": "$emit")", by.fields, select), {{*end, ""}}), by.out);
}
void aggregateWindows(RandomTopology& t) {
    const auto end = t.take(stream);
    if (!end) return;
    auto by = grouping(t, *end);
    const bool byKey = by.fields.empty();
    const auto fields = inWindow(t, window(t, "aggregate", true), by.out);
    const bool inOrder = t.chance(30); // first and last go by arrival
    by.out.exact = by.out.exact && !inOrder;
    const auto id = t.add("aggregate", fmt::format(R"({}, "select": "{}"{})", by.fields, inOrder ? "last(a) AS a, first(g) AS f" : "sum(a) AS a, count(*) AS n", fields), {{*end, ""}});
    auto late = by.out;
    if (byKey) late.apart = end->apart;
    openLate(t, id, *end, late);
    openGroups(t, id, by.out);
}

void foldAll(RandomTopology& t) {
    const auto end = t.take(any);
    if (!end) return;
    auto by = grouping(t, *end);
    const bool reduce = t.chance(50);
    if (end->tail) by.out.exact = false;
    by.out.tail = false;
    t.has(end->table() ? "fold on a table" : "fold, no window");
    if (reduce) t.has("fold without init");
    std::string fields = reduce ? R"(, "update": "acc.g AS g, coalesce(acc.a, 0) + coalesce(a, 0) AS a")" : R"(, "init": "0::bigint AS a", "update": "acc.a + coalesce(a, 0) AS a")";
    if (end->table()) fields += reduce ? R"(, "remove": "acc.g AS g, coalesce(acc.a, 0) - coalesce(a, 0) AS a")" : R"(, "remove": "acc.a - coalesce(a, 0) AS a")";
    openGroups(t, t.add("fold", by.fields + fields + R"(, "emit": "$emit")", {{*end, ""}}), by.out);
}
void foldWindows(RandomTopology& t) {
    const auto end = t.take(stream);
    if (!end) return;
    auto by = grouping(t, *end);
    const bool reduce = t.chance(50);
    if (reduce) t.has("fold without init");
    const auto fields = inWindow(t, window(t, "fold", false), by.out);
    const auto id = t.add("fold", by.fields + (reduce ? R"(, "update": "acc.g AS g, greatest(acc.a, a) AS a")" : R"(, "init": "0::bigint AS a", "update": "acc.a + coalesce(a, 0) AS a")") + fields, {{*end, ""}});
    openLate(t, id, *end, by.out);
    openGroups(t, id, by.out);
}

const char* how(RandomTopology& t, bool outer) {
    static const std::array<const char*, 3> words{"inner", "left", "outer"};
    return words[t.below(outer ? 3 : 2)];
}
constexpr const char* joined = R"("select": "coalesce(l.g, r.g) AS g, coalesce(l.a, 0) + 3 * coalesce(r.a, 0) AS a")";

OpenEnd both(const OpenEnd& left, const OpenEnd& right) {
    auto out = left;
    out.rekeyed = true;
    out.apart = false;
    out.stable = false;
    out.exact = left.exact && right.exact;
    out.tail = left.tail || right.tail;
    out.closings = std::max(left.closings, right.closings);
    out.overtaken = left.overtaken || right.overtaken || left.closings != right.closings;
    return out;
}
bool joins(const OpenEnd& left, const OpenEnd& right) { return right.key == left.key && right.window == left.window && !right.apart; }

void joinStreams(RandomTopology& t) {
    // Two at most in a row: pairs of pairs are many.
    const auto left = t.take([](const OpenEnd& end) { return end.stream() && !end.apart && end.closings == 0; });
    if (!left) return;
    auto right = t.take([&](const OpenEnd& end) { return end.stream() && joins(*left, end) && end.closings == 0; });
    if (!right) right = left->windowed() || left->key != "string" ? std::optional<OpenEnd>() : t.addSource(EndKind::Stream);
    if (!right) return t.open(*left);
    const auto* const word = how(t, true);
    const bool wideGrace = t.chance(60);
    auto out = both(*left, *right);
    out.exact = out.exact && wideGrace && !out.tail;
    out.tail = std::string_view(word) != "inner"; // the last unmatched ones wait for ever
    ++out.closings;
    t.has(std::string("join of streams, ") + word);
    const auto* const within = t.chance(50) ? R"("3s")" : R"({"before": "1s", "after": "4s"})";
    t.open(behind(out, t.add("join", fmt::format(R"(, "how": "{}", "within": {}, "grace": "{}", {})", word, within, wideGrace ? wide : "2s", joined), {{*left, "left"}, {*right, "right"}})));
}
void joinStreamTable(RandomTopology& t) {
    const auto left = t.take([](const OpenEnd& end) { return end.stream() && !end.apart; });
    if (!left) return;
    auto right = t.take([&](const OpenEnd& end) { return end.table() && joins(*left, end); });
    if (!right) right = left->windowed() || left->key != "string" ? std::optional<OpenEnd>() : t.addSource(EndKind::Table);
    if (!right) return t.open(*left);
    const auto* const word = how(t, false);
    t.has(std::string("join of stream and table, ") + word);
    auto out = both(*left, *right);
    out.exact = false; // which row is there depends on how partitions are merged
    t.open(behind(out, t.add("join", fmt::format(R"(, "how": "{}", {})", word, joined), {{*left, "left"}, {*right, "right"}})));
}
void joinStreamGlobal(RandomTopology& t) {
    const auto left = t.take(stream);
    if (!left) return;
    auto right = t.take([](const OpenEnd& end) { return end.kind == EndKind::GlobalTable; });
    if (!right) right = t.addSource(EndKind::GlobalTable);
    const auto* const word = how(t, false);
    t.has(std::string("join of stream and global table, ") + word);
    const auto* const on = t.chance(50) || left->key != "string" ? R"w("on": "'k' || (a % 6)")w" : R"("on": "_key")";
    t.open(behind(*left, t.add("join", fmt::format(R"(, "how": "{}", {}, {})", word, on, joined), {{*left, "left"}, {*right, "right"}})));
    if (t.chance(30)) t.open(*right);
}
void joinTables(RandomTopology& t) {
    const auto left = t.take([](const OpenEnd& end) { return end.table() && !end.apart; });
    if (!left) return;
    auto right = t.take([&](const OpenEnd& end) { return end.table() && joins(*left, end) && end.from != left->from; });
    if (!right) right = left->windowed() || left->key != "string" ? std::optional<OpenEnd>() : t.addSource(EndKind::Table);
    if (!right) return t.open(*left);
    const auto* const word = how(t, true);
    t.has(std::string("join of tables, ") + word);
    if (left->windowed()) t.has("join of windowed tables");
    auto out = both(*left, *right);
    t.open(behind(out, t.add("join", fmt::format(R"(, "how": "{}", {})", word, joined), {{*left, "left"}, {*right, "right"}})));
}
/// With some of its own rows: two tables seldom have the same windows.
void joinWindowedTables(RandomTopology& t) {
    const auto left = t.take([](const OpenEnd& end) { return end.table() && end.windowed() && !end.apart; });
    if (!left) return;
    const auto right = behind(*left, t.add("filter", fmt::format(R"(, "where": "a % 3 <> 0 OR {}")", large), {{*left, ""}}));
    const auto* const word = how(t, true);
    t.has(std::string("join of tables, ") + word);
    t.has("join of windowed tables");
    t.open(behind(both(*left, right), t.add("join", fmt::format(R"(, "how": "{}", {})", word, joined), {{*left, "left"}, {right, "right"}})));
}
void joinForeign(RandomTopology& t) {
    const auto plainTable = [](const OpenEnd& end) { return end.table() && !end.windowed(); };
    auto left = t.take(plainTable);
    if (!left) left = t.addSource(EndKind::Table);
    auto right = t.take([&](const OpenEnd& end) { return plainTable(end) && end.key == "string"; });
    if (!right) right = t.addSource(EndKind::Table);
    const auto* const word = how(t, false);
    t.has(std::string("join by foreign key, ") + word);
    auto out = both(*left, *right);
    out.apart = left->apart;
    t.open(behind(out, t.add("join", fmt::format(R"(, "how": "{}", "foreign_key": "{}", {})", word, right->grouped ? "g" : "'k' || (a % 6)", joined), {{*left, "left"}, {*right, "right"}})));
}

void suppressWindows(RandomTopology& t) {
    auto end = t.take([](const OpenEnd& e) { return e.table() && e.windowed(); });
    if (!end) return;
    t.has("suppress until window-close");
    end->tail = true;
    if (++end->closings > 2) end->exact = false;
    t.open(behind(*end, t.add("suppress", R"(, "until": "window-close")", {{*end, ""}})));
}
void suppressTime(RandomTopology& t) {
    auto end = t.take(table);
    if (!end) return;
    t.has("suppress for a time");
    end->exact = false; // what has waited long enough at the end is decided by the other keys of the same task
    ++end->closings;
    t.open(behind(*end, t.add("suppress", R"(, "until": {"time_limit": "7s"})", {{*end, ""}})));
}
void deduplicate(RandomTopology& t) {
    auto end = t.take(plainStream);
    if (!end) return;
    const bool byKey = t.chance(50);
    // Repetitions are found in one partition, and which of two records of several partitions is the first depends on the merge. Who is late
    // is decided by the task's records.
    end->exact = end->exact && byKey && !end->rekeyed;
    if (byKey) end->closings += 2; // most closing records are repetitions
    const auto id = t.add("deduplicate", fmt::format(R"(, "by": "{}", "within": "{}")", byKey ? "_key" : "g", byKey ? "2h" : "4s"), {{*end, ""}});
    if (t.chance(30)) {
        t.has("late records");
        auto late = behind(*end, id + ":late");
        late.exact = false;
        t.open(late);
    }
    t.open(behind(*end, id));
}

} // namespace

const std::vector<NodeMaker>& nodeMakers() {
    static const std::vector<NodeMaker> makers{&filter, &mapValues, &map, &selectKey, &flatMapValues, &flatMap, &branch, &merge, &peek, &repartition, &toTable, &toStream,
                                               &aggregateAll, &aggregateWindows, &aggregateWindows, &foldAll, &foldWindows, &joinStreams, &joinStreamTable, &joinStreamGlobal, &joinTables, &joinWindowedTables, &joinForeign,
                                               &suppressWindows, &suppressTime, &deduplicate};
    return makers;
}

} // namespace weir
