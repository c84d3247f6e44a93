// SPDX-License-Identifier: Apache-2.0
#include "weir/state/global_table.h"

#include <atomic>
#include <gtest/gtest.h>
#include <string>
#include <thread>
#include <vector>

namespace weir {
namespace {

std::string found(GlobalTable::Reader& reader, std::string_view key) {
    const auto* row = reader.find(key);
    return row == nullptr ? "none" : std::string(row->value) + "@" + std::to_string(row->timestamp);
}

TEST(GlobalTable, AReaderSeesWhatWasPublishedUntilItLetsGo) {
    GlobalTable table;
    GlobalTable::Reader reader(table);
    table.put("a", "1", 10);
    EXPECT_EQ(found(reader, "a"), "none");
    EXPECT_TRUE(table.publish());
    EXPECT_EQ(found(reader, "a"), "none");
    reader.release();
    EXPECT_EQ(found(reader, "a"), "1@10");
    EXPECT_EQ(table.rows(), 1U);
}

TEST(GlobalTable, TheWriterWaitsForReadersOfTheOlderCopyOnly) {
    GlobalTable table;
    GlobalTable::Reader early(table);
    EXPECT_EQ(found(early, "a"), "none");
    table.put("a", "1", 1);
    EXPECT_TRUE(table.publish());
    table.put("a", "2", 2);
    EXPECT_FALSE(table.publish());
    EXPECT_TRUE(table.pending());
    early.release();
    EXPECT_TRUE(table.publish());
    EXPECT_EQ(found(early, "a"), "2@2");
}

TEST(GlobalTable, ReplacedAndRemovedRowsLeaveBothCopies) {
    GlobalTable table;
    GlobalTable::Reader reader(table);
    for (int round = 0; round < 4; ++round) {
        table.put("k", std::to_string(round), round);
        ASSERT_TRUE(table.publish());
        EXPECT_EQ(found(reader, "k"), std::to_string(round) + "@" + std::to_string(round));
        reader.release();
    }
    for (int round = 0; round < 2; ++round) {
        table.remove("k");
        ASSERT_TRUE(table.publish());
        EXPECT_EQ(found(reader, "k"), "none");
        reader.release();
    }
    EXPECT_EQ(table.rows(), 0U);
    EXPECT_EQ(table.bytes(), 0U);
}

TEST(GlobalTable, ReadersOnOtherThreadsFindWholeRows) {
    GlobalTable table;
    std::atomic<bool> stop{false};
    std::vector<std::thread> readers;
    std::atomic<int> torn{0};
    for (int t = 0; t < 2; ++t)
        readers.emplace_back([&] {
            GlobalTable::Reader reader(table);
            while (!stop.load()) {
                for (int i = 0; i < 100; ++i) {
                    const auto* row = reader.find("k" + std::to_string(i % 7));
                    if (row != nullptr && row->value != std::string(20, row->value[0])) ++torn;
                }
                reader.release();
                std::this_thread::yield();
            }
        });
    for (int i = 0; i < 200; ++i) {
        table.put("k" + std::to_string(i % 7), std::string(20, static_cast<char>('a' + i % 26)), i);
        while (!table.publish()) std::this_thread::yield();
    }
    stop = true;
    for (auto& reader : readers) reader.join();
    EXPECT_EQ(torn.load(), 0);
    EXPECT_EQ(table.rows(), 7U);
}

} // namespace
} // namespace weir
