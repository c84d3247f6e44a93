// SPDX-License-Identifier: Apache-2.0
#include "weir/state/join_rows.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace weir {
namespace {

std::vector<std::string> valuesOf(const JoinRows& rows, std::string_view key, std::int64_t from, std::int64_t to) {
    std::vector<std::string> values;
    for (const auto& [time, row] : rows.range(key, from, to)) {
        EXPECT_EQ(row->at().time, time);
        EXPECT_EQ(row->key(), key);
        values.emplace_back(row->value());
    }
    return values;
}

using Values = std::vector<std::string>;

TEST(JoinRows, EqualRecordsOfAKeyStayApartInTheirOrder) {
    JoinRows rows;
    EXPECT_EQ(rows.add("a", 7, "first"), (RowTime{7, 0}));
    EXPECT_EQ(rows.add("a", 5, "earlier"), (RowTime{5, 0}));
    EXPECT_EQ(rows.add("a", 7, "second"), (RowTime{7, 1}));
    EXPECT_EQ(valuesOf(rows, "a", 5, 7), (Values{"earlier", "first", "second"}));
    EXPECT_EQ(valuesOf(rows, "a", 6, 6), Values{});
    EXPECT_EQ(valuesOf(rows, "a", 7, 5), Values{});
    EXPECT_EQ(valuesOf(rows, "nobody", 0, 9), Values{});
    EXPECT_EQ(rows.find("a", {7, 1})->value(), "second");
    EXPECT_EQ(rows.find("a", {7, 2}), nullptr);
}

TEST(JoinRows, EmptyKeysAndValuesAndTimesBeforeTheEpochAreRows) {
    JoinRows rows;
    rows.add("", 1, "");
    rows.add("", -1, "before");
    EXPECT_EQ(valuesOf(rows, "", -9, 9), (Values{"before", ""}));
}

TEST(JoinRows, AnAbortLeavesTheCommittedRows) {
    JoinRows rows;
    rows.add("a", 7, "first");
    rows.commit();
    EXPECT_FALSE(rows.dirty());
    rows.add("a", 7, "second");
    rows.add("a", 1, "earlier");
    rows.add("b", 3, std::string(100'000, 'x'));
    EXPECT_TRUE(rows.dirty());
    rows.abort();
    EXPECT_FALSE(rows.dirty());
    EXPECT_EQ(rows.rows(), 1U);
    EXPECT_EQ(valuesOf(rows, "a", 0, 9), Values{"first"});
    EXPECT_EQ(valuesOf(rows, "b", 0, 9), Values{});
    EXPECT_EQ(rows.add("a", 7, "again"), (RowTime{7, 1}));
    EXPECT_EQ(valuesOf(rows, "a", 0, 9), (Values{"first", "again"}));
}

TEST(JoinRows, WhatTheChangelogHasComesBack) {
    JoinRows rows;
    rows.add("a", 7, "first");
    rows.add("a", 7, "second");
    rows.add("bb", 8, "third");
    JoinRows again;
    for (int round = 0; round < 2; ++round) // a row that comes twice is one row
        rows.eachUncommitted([&](const JoinRows::Row& row) { EXPECT_TRUE(again.restore(row.storeKey(), row.value())); });
    again.commit();
    EXPECT_EQ(again.rows(), 3U);
    EXPECT_EQ(valuesOf(again, "a", 0, 9), (Values{"first", "second"}));
    EXPECT_EQ(valuesOf(again, "bb", 0, 9), Values{"third"});
    EXPECT_FALSE(again.restore("too short", ""));
}

TEST(JoinRows, MemoryOfRowsThatLeftIsGivenBack) {
    JoinRows rows;
    for (int time = 0; time < 100'000; ++time) {
        rows.add(std::to_string(time), time, "twenty bytes of value");
        if (time % 100 != 0) continue;
        rows.commit();
        rows.expireBefore(time - 1000);
    }
    EXPECT_LT(rows.rows(), 3000U);
    EXPECT_LT(rows.bytes(), std::size_t{1} << 20U);
    rows.commit();
    rows.expireBefore(1'000'000);
    EXPECT_EQ(rows.rows(), 0U);
}

// Against a plain map: adds out of order, commits, aborts and expiry; what is not expired is found, in order, with its value.
TEST(JoinRows, IsAMultimapByKeyAndTime) {
    const auto seed = std::random_device{}();
    RecordProperty("seed", std::to_string(seed));
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    using Model = std::map<std::string, std::multimap<std::int64_t, std::string>>;
    JoinRows rows;
    Model now;
    Model committed;
    std::int64_t expired = -1'000'000;
    for (int step = 0; step < 4000; ++step) {
        const int what = below(100);
        if (what < 90) {
            const auto key = std::string("key").substr(0, static_cast<std::size_t>(below(4))) + std::to_string(below(20));
            const std::int64_t time = std::max<std::int64_t>(expired, step - below(200));
            const std::string value(static_cast<std::size_t>(below(300)), static_cast<char>('a' + below(26)));
            rows.add(key, time, value);
            now[key].emplace(time, value);
        } else if (what < 95) {
            rows.commit();
            committed = now;
            expired = step - 500;
            rows.expireBefore(expired);
        } else if (what < 97) {
            rows.abort();
            now = committed;
        } else {
            for (const auto& [key, model] : now) {
                Values want;
                for (auto at = model.lower_bound(expired); at != model.end(); ++at) want.push_back(at->second);
                ASSERT_EQ(valuesOf(rows, key, expired, 1'000'000), want) << key << " at step " << step;
            }
        }
    }
}

} // namespace
} // namespace weir
