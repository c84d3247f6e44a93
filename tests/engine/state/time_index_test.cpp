// SPDX-License-Identifier: Apache-2.0
#include "weir/state/time_index.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <string>

namespace weir {
namespace {

TEST(TimeIndex, AKeyWhoseRowsLeftTakesNewOnes) {
    TimeIndex index;
    const auto ignore = [](std::string_view, RowTime) {};
    for (std::int64_t round = 0; round < 3; ++round) {
        index.add("a", {round * 10, 0});
        index.add("b", {round * 10 + 5, 0});
        index.expireBefore(round * 10 + 1, ignore);
        EXPECT_TRUE(index.of("a").empty());
        EXPECT_EQ(index.of("b").size(), 1U);
        index.expireBefore(round * 10 + 6, ignore);
        EXPECT_EQ(index.size(), 0U);
    }
}

TEST(TimeIndex, AnEarlierRowThatComesLaterExpiresFirst) {
    TimeIndex index;
    index.add("a", {100, 0});
    index.add("a", {10, 0});
    std::vector<RowTime> gone;
    index.expireBefore(50, [&](std::string_view, RowTime at) { gone.push_back(at); });
    EXPECT_EQ(gone, (std::vector<RowTime>{{10, 0}}));
    index.expireBefore(101, [&](std::string_view, RowTime at) { gone.push_back(at); });
    EXPECT_EQ(gone.size(), 2U);
}

// Against an ordered set of (key, time, tie).
RC_GTEST_PROP(TimeIndexProperty, HoldsWhatAnOrderedSetHolds, ()) {
    TimeIndex index;
    std::set<std::pair<std::string, RowTime>> model;
    const auto small = [](int end) { return *rc::gen::inRange(0, end); };
    const auto place = [&] { return RowTime{small(12), small(3)}; };
    const int steps = small(120);
    for (int step = 0; step < steps; ++step) {
        const std::string key(1, static_cast<char>('a' + small(3)));
        const auto at = place();
        switch (small(5)) {
        case 0:
        case 1:
            index.add(key, at);
            model.emplace(key, at);
            break;
        case 2:
            index.remove(key, at);
            model.erase({key, at});
            break;
        case 3: {
            const auto to = place();
            index.move(key, at, to);
            model.erase({key, at});
            model.emplace(key, to);
            break;
        }
        default: {
            const auto before = small(12);
            std::set<std::pair<std::string, RowTime>> gone;
            index.expireBefore(before, [&](std::string_view k, RowTime row) { gone.emplace(k, row); });
            std::set<std::pair<std::string, RowTime>> expected;
            for (const auto& row : model)
                if (row.second.time < before) expected.insert(row);
            for (const auto& row : expected) model.erase(row);
            RC_ASSERT(gone == expected);
        }
        }
        RC_ASSERT(index.size() == model.size());
        const auto from = small(12);
        const auto to = small(12);
        std::vector<RowTime> expected;
        for (const auto& [k, row] : model)
            if (k == key && row.time >= from && row.time <= to) expected.push_back(row);
        const auto range = index.range(key, from, to);
        RC_ASSERT(std::vector<RowTime>(range.begin(), range.end()) == expected);
    }
}

} // namespace
} // namespace weir
