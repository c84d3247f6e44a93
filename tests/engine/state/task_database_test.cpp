// SPDX-License-Identifier: Apache-2.0
#include "weir/state/task_database.h"

#include "weir/core/rng.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>

namespace weir {
namespace {

class TaskDatabaseTest : public testing::Test {
protected:
    TaskDatabaseTest() {
        auto name = (std::filesystem::temp_directory_path() / "weir-database-XXXXXX").string();
        root = ::mkdtemp(name.data());
    }
    ~TaskDatabaseTest() override { std::filesystem::remove_all(root); }

    std::unique_ptr<TaskDatabase> open(std::uint64_t hash = 1) const {
        auto opened = TaskDatabase::open(folder(), {{"counts", hash}, {"names", 2}});
        EXPECT_TRUE(opened) << opened.error().text();
        return opened ? std::move(*opened) : nullptr;
    }
    Path folder() const { return root / "0_0"; }
    static std::string read(TaskDatabase& database, const std::string& store, std::string_view key) {
        std::string value;
        std::int64_t timestamp = -1;
        const auto found = database.backing(store).read(key, value, timestamp);
        EXPECT_TRUE(found);
        return found && *found ? value + "@" + std::to_string(timestamp) : "none";
    }
    Path root;
};

TEST_F(TaskDatabaseTest, RowsAndPositionsAreThereAfterAReopen) {
    {
        const auto database = open();
        EXPECT_TRUE(database->positions().empty());
        ASSERT_TRUE(database->write(
            [](TaskDatabase::Batch& batch) -> Result<> {
                batch.put("counts", "eu", std::string("\0x", 2), 5);
                batch.put("counts", "us", "", -1);
                batch.put("names", "eu", "Europe", 6);
                return {};
            },
            {{"app-counts-changelog-0", 12}}));
        ASSERT_TRUE(database->write([](TaskDatabase::Batch& batch) -> Result<> {
            batch.remove("counts", "us");
            return {};
        }, {}));
    }
    const auto database = open();
    EXPECT_EQ(read(*database, "counts", "eu"), std::string("\0x@5", 4));
    EXPECT_EQ(read(*database, "counts", "us"), "none");
    EXPECT_EQ(read(*database, "names", "eu"), "Europe@6");
    EXPECT_EQ(database->positions(), (std::map<std::string, std::int64_t>{{"app-counts-changelog-0", 12}}));
}

// A batch is put in by key, so this is what keeps the order of its changes.
TEST_F(TaskDatabaseTest, OfAKeyThatABatchHasSeveralTimesTheLastStays) {
    constexpr std::uint64_t seed = 20261123;
    SplitMix64 rng(seed);
    SCOPED_TRACE(seed);
    const auto database = open();
    std::map<std::string, std::map<std::string, std::string>> expected{{"counts", {}}, {"names", {}}};
    const auto rows = [&](const std::string& store) {
        std::map<std::string, std::string> out;
        EXPECT_TRUE(database->rows(store, {}, [&](std::string_view key, std::string_view value, std::int64_t timestamp) {
            out[std::string(key)] = std::string(value) + "@" + std::to_string(timestamp);
            return true;
        }));
        return out;
    };
    for (int batch = 0; batch < 60; ++batch) {
        const std::string common(rng.below(3) * 9, 'p'); // prefixes of 0, 9 and 18 bytes, and keys that begin with other keys
        ASSERT_TRUE(database->write(
            [&](TaskDatabase::Batch& into) -> Result<> {
                for (auto change = rng.below(60); change > 0; --change) {
                    auto key = common;
                    for (auto length = rng.below(12); length > 0; --length) key.push_back(static_cast<char>(rng.below(3) * 127));
                    const std::string store = rng.below(2) == 0 ? "counts" : "names";
                    if (rng.below(3) == 0) {
                        into.remove(store, key);
                        expected[store].erase(key);
                    } else {
                        const auto value = std::to_string(rng.below(1000));
                        into.put(store, key, value, static_cast<std::int64_t>(change));
                        expected[store][key] = value + "@" + std::to_string(change);
                    }
                }
                return {};
            },
            {}));
        for (const auto& [store, all] : expected) ASSERT_EQ(rows(store), all) << store << ", batch " << batch;
    }
}

TEST_F(TaskDatabaseTest, RowsThatCameInWhileMergingWaitedAreThere) {
    {
        const auto database = open();
        ASSERT_TRUE(database->deferMerging(true));
        for (int batch = 0; batch < 10; ++batch)
            ASSERT_TRUE(database->write(
                [&](TaskDatabase::Batch& into) -> Result<> {
                    for (int n = 0; n < 100; ++n) into.put("counts", std::to_string(n), std::to_string(batch), batch);
                    return {};
                },
                {{"app-counts-changelog-0", batch}}));
        ASSERT_TRUE(database->deferMerging(false));
        EXPECT_EQ(read(*database, "counts", "57"), "9@9");
    }
    EXPECT_EQ(read(*open(), "counts", "99"), "9@9");
}

TEST_F(TaskDatabaseTest, RowsComeByKeyFromAGivenOneOn) {
    const auto database = open();
    ASSERT_TRUE(database->write(
        [](TaskDatabase::Batch& batch) -> Result<> {
            for (const auto* key : {"d", "b", "a", "c"}) batch.put("counts", key, key, 1);
            return {};
        },
        {}));
    std::string seen;
    ASSERT_TRUE(database->rows("counts", "b", [&](std::string_view key, std::string_view, std::int64_t) {
        seen += key;
        return key != "c";
    }));
    EXPECT_EQ(seen, "bc");
    const auto unknown = database->rows("nowhere", {}, [](auto, auto, auto) { return true; });
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, Errc::NotFound);
}

TEST_F(TaskDatabaseTest, ACopyStaysAsItWasAndIsReadWithoutATrace) {
    const auto database = open();
    const auto put = [&](const char* value) {
        ASSERT_TRUE(database->write(
            [&](TaskDatabase::Batch& batch) -> Result<> {
                batch.put("counts", "eu", value, 5);
                return {};
            },
            {{"app-counts-changelog-0", 12}}));
    };
    put("one");
    ASSERT_TRUE(database->copyTo(root / "copy"));
    put("two");
    const auto names = [&] {
        std::vector<std::string> out;
        for (const auto& entry : std::filesystem::directory_iterator(root / "copy")) out.push_back(entry.path().filename().string());
        std::sort(out.begin(), out.end());
        return out;
    };
    const auto before = names();
    for (int i = 0; i < 2; ++i) {
        const auto copy = TaskDatabase::openReadOnly(root / "copy");
        ASSERT_TRUE(copy) << copy.error().text();
        std::string seen;
        ASSERT_TRUE((*copy)->rows("counts", {}, [&](std::string_view, std::string_view value, std::int64_t) {
            seen += value;
            return true;
        }));
        EXPECT_EQ(seen, "one");
        EXPECT_EQ((*copy)->positions(), (std::map<std::string, std::int64_t>{{"app-counts-changelog-0", 12}}));
    }
    EXPECT_EQ(names(), before);
    EXPECT_FALSE(TaskDatabase::openReadOnly(root / "nowhere"));
    EXPECT_FALSE(std::filesystem::exists(root / "nowhere"));
    ASSERT_TRUE(database->replacePositions({{"app.from-1-counts-changelog-0", 3}}));
    EXPECT_EQ(database->positions(), (std::map<std::string, std::int64_t>{{"app.from-1-counts-changelog-0", 3}}));
}

TEST_F(TaskDatabaseTest, AStoreOfAnotherShapeIsNeverReadAsThis) {
    open().reset();
    const auto other = TaskDatabase::open(folder(), {{"counts", 99}});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, Errc::Invalid);
    EXPECT_NE(other.error().text().find("counts"), std::string::npos);
    EXPECT_NE(open(), nullptr) << "the refusal changes nothing";
}

TEST_F(TaskDatabaseTest, ABatchThatCannotBeFilledWritesNothing) {
    const auto database = open();
    const auto wrote = database->write(
        [](TaskDatabase::Batch& batch) -> Result<> {
            batch.put("counts", "eu", "x", 5);
            return fail(Errc::Corrupt, "half way");
        },
        {{"c-0", 1}});
    EXPECT_FALSE(wrote);
    EXPECT_EQ(read(*database, "counts", "eu"), "none");
    EXPECT_TRUE(database->positions().empty());
}

TEST_F(TaskDatabaseTest, TwoCannotHaveItOpen) {
    const auto database = open();
    const auto second = TaskDatabase::open(folder(), {{"counts", 1}});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::InUse);
}

TEST_F(TaskDatabaseTest, DestroyedItBeginsAnew) {
    {
        const auto database = open();
        ASSERT_TRUE(database->write([](TaskDatabase::Batch& batch) -> Result<> {
            batch.put("counts", "eu", "x", 5);
            return {};
        }, {{"c-0", 1}}));
    }
    ASSERT_TRUE(TaskDatabase::destroy(folder()));
    const auto database = open(77);
    EXPECT_EQ(read(*database, "counts", "eu"), "none");
    EXPECT_TRUE(database->positions().empty());
}

TEST_F(TaskDatabaseTest, AFileInPlaceOfTheFolderIsAnErrorThatNamesIt) {
    const auto opened = TaskDatabase::open("/dev/null/0_0", {{"counts", 1}});
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().text().find("/dev/null/0_0"), std::string::npos);
}

} // namespace
} // namespace weir
