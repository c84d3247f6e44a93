// SPDX-License-Identifier: Apache-2.0
#include "weir/state/store.h"

#include <gtest/gtest.h>
#include <limits>
#include <rapidcheck/gtest.h>

namespace weir {
namespace {

TEST(Store, ItsTimeNeverFalls) {
    Store store("s", nullptr, true);
    EXPECT_EQ(store.observedTime(), -1);
    EXPECT_EQ(store.observe(10), 10);
    EXPECT_EQ(store.observe(3), 10);
    EXPECT_EQ(store.observedTime(), 10);
}

constexpr auto windows = Store::Layout::ByWindow;
constexpr auto sessions = Store::Layout::BySession;
constexpr auto byTime = Store::Layout::ByTime;

std::vector<RowTime> placesOf(const Store& store, std::string_view key) {
    const auto places = store.index().of(key);
    return {places.begin(), places.end()};
}

TEST(Store, AKeyHasOneRowForEachWindow) {
    Store store("s", nullptr, true, windows);
    store.table().put(store.window("eu", 0), "a", 1);
    store.table().put(store.window("eu", 60'000), "b", 1);
    store.table().put(store.window("us", 0), "c", 1);
    EXPECT_EQ(store.findWindow("eu", 0)->value(), "a");
    EXPECT_EQ(store.findWindow("eu", 60'000)->value(), "b");
    EXPECT_EQ(store.findWindow("us", 60'000), nullptr);
}

TEST(Store, WindowsThatBeganBeforeATimeLeaveAndAreTold) {
    Store store("s", nullptr, true, windows);
    for (const std::int64_t start : {0, 10, 20})
        for (const auto* key : {"a", "b"}) store.table().put(store.window(key, start), "v", 1);
    store.table().commit();
    store.expireBefore(20);
    EXPECT_EQ(store.findWindow("a", 10), nullptr);
    EXPECT_NE(store.findWindow("a", 20), nullptr);
    EXPECT_EQ(store.takeExpired().size(), 4U);
    EXPECT_TRUE(store.takeExpired().empty());
    store.expireBefore(20);
    EXPECT_TRUE(store.takeExpired().empty());
}

TEST(Store, WindowsThatCameBackExpireToo) {
    Store store("s", nullptr, true, windows);
    std::string key = "a";
    appendWindowStart(key, 5);
    store.indexRow(key, 5);
    store.table().put(store.table().at(key), "v", 1);
    store.table().commit();
    store.expireBefore(6);
    EXPECT_EQ(store.takeExpired(), std::vector<std::string>{key});
    EXPECT_EQ(store.table().entries(), 0U);
}

TEST(Store, WindowsOfAKeyAreFoundByTheirStart) {
    Store store("s", nullptr, true, windows);
    for (const std::int64_t start : {30, 10, 20}) store.table().put(store.window("a", start), "v", 1);
    store.table().put(store.window("b", 15), "v", 1);
    const auto some = store.times("a", 10, 25);
    ASSERT_EQ(some.size(), 2U);
    EXPECT_EQ(some[0], (RowTime{10, 0}));
    EXPECT_EQ(some[1], (RowTime{20, 0}));
    EXPECT_TRUE(store.times("a", 25, 5).empty());
    EXPECT_TRUE(store.times("nobody", 0, 99).empty());
}

TEST(Store, ASessionThatGrowsAtItsEndStaysOneRow) {
    Store store("s", nullptr, true, sessions);
    store.putSession("a", 10, 10, "1");
    store.putSession("a", 10, 25, "2");
    EXPECT_EQ(placesOf(store, "a"), (std::vector<RowTime>{{25, 10}}));
    EXPECT_EQ(store.row("a", {25, 10})->value(), "2");
    EXPECT_EQ(store.row("a", {25, 10})->timestamp(), 25);
    EXPECT_EQ(store.table().dirty().size(), 1U);
}

TEST(Store, SessionsOfAKeyAreInOrderOfTheirEnd) {
    Store store("s", nullptr, true, sessions);
    store.putSession("a", 100, 120, "2");
    store.putSession("a", 0, 5, "1");
    EXPECT_EQ(placesOf(store, "a"), (std::vector<RowTime>{{5, 0}, {120, 100}}));
    store.removeRow("a", {5, 0}, 5);
    EXPECT_EQ(placesOf(store, "a"), (std::vector<RowTime>{{120, 100}}));
    EXPECT_EQ(store.row("a", {5, 0}), nullptr);
}

TEST(Store, AnAbortLeavesTheIndexOfTheCommittedRows) {
    Store store("s", nullptr, true, sessions);
    store.putSession("a", 10, 20, "1");
    store.putSession("b", 10, 20, "1");
    store.putSession("c", 10, 20, "1");
    store.table().commit();
    store.putSession("a", 10, 30, "2");
    store.removeRow("b", {20, 10}, 20);
    store.putSession("b", 5, 20, "2");
    store.putSession("d", 1, 1, "1");
    store.abort();
    for (const auto* key : {"a", "b", "c"}) {
        EXPECT_EQ(placesOf(store, key), (std::vector<RowTime>{{20, 10}})) << key;
        EXPECT_EQ(store.row(key, {20, 10})->value(), "1") << key;
    }
    EXPECT_TRUE(placesOf(store, "d").empty());
    EXPECT_EQ(store.index().size(), 3U);
}

TEST(Store, EqualRecordsOfAKeyStayApartInTheirOrder) {
    Store store("s", nullptr, true, byTime);
    EXPECT_EQ(store.addRow("a", 7, "first"), (RowTime{7, 0}));
    EXPECT_EQ(store.addRow("a", 5, "earlier"), (RowTime{5, 0}));
    EXPECT_EQ(store.addRow("a", 7, "second"), (RowTime{7, 1}));
    std::vector<std::string> values;
    for (const auto& at : store.times("a", 5, 7)) values.emplace_back(store.row("a", at)->value());
    EXPECT_EQ(values, (std::vector<std::string>{"earlier", "first", "second"}));
    store.table().commit();
    store.addRow("a", 7, "third");
    store.abort();
    EXPECT_EQ(placesOf(store, "a"), (std::vector<RowTime>{{5, 0}, {7, 0}, {7, 1}}));
}

TEST(Store, RowsThatCameBackAreFoundByKeyAndTime) {
    Store store("s", nullptr, true, byTime);
    store.addRow("a", 7, "first");
    store.addRow("a", 7, "second");
    Store again("s", nullptr, true, byTime);
    for (const auto* entry : store.table().all()) {
        again.table().put(again.table().at(entry->key()), entry->value(), entry->timestamp());
        again.indexRow(entry->key(), entry->timestamp());
    }
    EXPECT_EQ(placesOf(again, "a"), (std::vector<RowTime>{{7, 0}, {7, 1}}));
    EXPECT_EQ(again.row("a", {7, 1})->value(), "second");
}

TEST(Store, RowsOutOfMemoryExpireAndAreFoundUntilThen) {
    struct Backing final : StateBacking {
        Result<bool> read(std::string_view, std::string& value, std::int64_t& timestamp) override {
            value = "from the database";
            timestamp = 7;
            return true;
        }
    } backing;
    Store store("s", &backing, true, byTime);
    const auto at = store.addRow("a", 7, "v");
    store.table().commit();
    store.table().stored();
    store.table().evict(0);
    ASSERT_EQ(store.table().entries(), 0U);
    ASSERT_EQ(store.times("a", 0, 9).size(), 1U);
    EXPECT_EQ(store.row("a", at)->value(), "from the database");
    store.table().evict(0);
    store.expireBefore(8);
    EXPECT_TRUE(store.times("a", 0, 9).empty());
    EXPECT_EQ(store.takeExpired().size(), 1U);
}

TEST(WindowKey, ATooShortOneIsRefused) {
    std::string_view key;
    std::int64_t start = 0;
    EXPECT_FALSE(splitWindowKey("1234567", key, start));
    EXPECT_TRUE(splitWindowKey("12345678", key, start));
    EXPECT_TRUE(key.empty());
}

RC_GTEST_PROP(WindowKeyProperty, SplitsIntoWhatItWasMadeOf, (const std::string& key, std::int64_t start)) {
    std::string bytes = key;
    appendWindowStart(bytes, start);
    std::string_view keyBack;
    std::int64_t startBack = 0;
    RC_ASSERT(splitWindowKey(bytes, keyBack, startBack));
    RC_ASSERT(keyBack == key);
    RC_ASSERT(startBack == start);
}

RC_GTEST_PROP(WindowKeyProperty, AKeysWindowsAreInTimeOrder, (std::int64_t a, std::int64_t b)) {
    std::string first = "key";
    std::string second = "key";
    appendWindowStart(first, a);
    appendWindowStart(second, b);
    RC_ASSERT((first < second) == (a < b));
}

} // namespace
} // namespace weir
