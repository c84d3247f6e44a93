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

TEST(Store, AKeyHasOneRowForEachWindow) {
    Store store("s", nullptr, true);
    store.table().put(store.window("eu", 0), "a", 1);
    store.table().put(store.window("eu", 60'000), "b", 1);
    store.table().put(store.window("us", 0), "c", 1);
    EXPECT_EQ(store.findWindow("eu", 0)->value(), "a");
    EXPECT_EQ(store.findWindow("eu", 60'000)->value(), "b");
    EXPECT_EQ(store.findWindow("us", 60'000), nullptr);
}

TEST(Store, WindowsThatBeganBeforeATimeLeaveAndAreTold) {
    Store store("s", nullptr, true);
    for (const std::int64_t start : {0, 10, 20})
        for (const auto* key : {"a", "b"}) store.table().put(store.window(key, start), "v", 1);
    store.table().commit();
    store.expireWindowsBefore(20);
    EXPECT_EQ(store.findWindow("a", 10), nullptr);
    EXPECT_NE(store.findWindow("a", 20), nullptr);
    EXPECT_EQ(store.takeExpired().size(), 4U);
    EXPECT_TRUE(store.takeExpired().empty());
    store.expireWindowsBefore(20);
    EXPECT_TRUE(store.takeExpired().empty());
}

TEST(Store, WindowsThatCameBackExpireToo) {
    Store store("s", nullptr, true);
    std::string key = "a";
    appendWindowStart(key, 5);
    store.indexWindow(key);
    store.table().put(store.table().at(key), "v", 1);
    store.table().commit();
    store.expireWindowsBefore(6);
    EXPECT_EQ(store.takeExpired(), std::vector<std::string>{key});
    EXPECT_EQ(store.table().entries(), 0U);
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
