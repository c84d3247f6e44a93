// SPDX-License-Identifier: Apache-2.0
#include "weir/state/state_table.h"

#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>

namespace weir {
namespace {

/// Rows as a database would hold them; counts the reads.
class FakeBacking final : public StateBacking {
public:
    Result<bool> read(std::string_view key, std::string& value, std::int64_t& timestamp) override {
        ++reads;
        if (broken) return fail(Errc::Io, "the disk is gone");
        const auto found = rows.find(std::string(key));
        if (found == rows.end()) return false;
        value = found->second;
        timestamp = 7;
        return true;
    }
    /// What a commit of the task does with the rows that are not stored yet.
    void take(StateTable& table) {
        for (const auto* entry : table.unstored()) {
            const std::string key(entry->key());
            if (entry->committed().present) {
                rows[key] = entry->committed().view();
            } else {
                rows.erase(key);
            }
        }
        table.stored();
    }
    std::map<std::string, std::string> rows;
    int reads = 0;
    bool broken = false;
};

TEST(StateTable, ReadsSeeTheUncommittedAndAnAbortForgetsIt) {
    StateTable table(nullptr, true);
    table.put(table.at("k"), "one", 1);
    table.commit();
    table.put(table.at("k"), "two", 2);
    table.put(table.at("new"), "x", 2);
    EXPECT_EQ(table.find("k")->value(), "two");
    EXPECT_EQ(table.find("k")->committed().view(), "one");
    table.abort();
    EXPECT_EQ(table.find("k")->value(), "one");
    EXPECT_EQ(table.find("k")->timestamp(), 1);
    EXPECT_EQ(table.find("new"), nullptr);
    EXPECT_TRUE(table.dirty().empty());
}

TEST(StateTable, ModifyChangesACopyOfTheCommittedValue) {
    StateTable table(nullptr, true);
    table.put(table.at("k"), std::string(40, 'a'), 1);
    table.commit();
    table.modify(table.at("k"), 5)[0] = 'b';
    EXPECT_EQ(table.find("k")->value()[0], 'b');
    EXPECT_EQ(table.find("k")->committed().view()[0], 'a');
    table.commit();
    EXPECT_EQ(table.find("k")->value()[0], 'b');
    EXPECT_EQ(table.find("k")->timestamp(), 5);
}

TEST(StateTable, ARemovedRowIsDirtyUntilTheCommit) {
    StateTable table(nullptr, true);
    table.put(table.at("k"), "one", 1);
    table.commit();
    EXPECT_EQ(table.rows(), 1U);
    table.remove(table.at("k"), 2);
    EXPECT_EQ(table.find("k"), nullptr);
    ASSERT_EQ(table.dirty().size(), 1U);
    EXPECT_FALSE(table.dirty()[0]->present());
    table.commit();
    EXPECT_EQ(table.find("k"), nullptr);
    EXPECT_EQ(table.rows(), 0U);
}

TEST(StateTable, DirtyRowsKeepTheOrderInWhichTheyFirstChanged) {
    StateTable table(nullptr, true);
    for (const auto* key : {"c", "a", "b", "a", "c"}) table.put(table.at(key), "v", 1);
    std::string order;
    for (const auto* entry : table.dirty()) order += entry->key();
    EXPECT_EQ(order, "cab");
}

TEST(StateTable, DirtyBytesCountWhatTheValuesHold) {
    StateTable table(nullptr, true);
    table.put(table.at("k"), std::string(1U << 20U, 'x'), 1);
    EXPECT_GT(table.dirtyBytes(), std::size_t{1} << 20U);
    table.put(table.at("k"), "small", 1);
    EXPECT_LT(table.dirtyBytes(), 4096U);
    table.commit();
    EXPECT_EQ(table.dirtyBytes(), 0U);
}

TEST(StateTable, AnEvictedRowComesBackFromTheBacking) {
    FakeBacking backing;
    StateTable table(&backing, true);
    for (int i = 0; i < 100; ++i) table.put(table.at("k" + std::to_string(i)), "v" + std::to_string(i), i);
    table.commit();
    table.evict(0);
    EXPECT_EQ(table.entries(), 100U) << "rows that the backing lacks must stay";
    backing.take(table);
    table.evict(0);
    EXPECT_EQ(table.entries(), 0U);
    EXPECT_EQ(table.rows(), 0U);
    EXPECT_FALSE(table.complete());
    ASSERT_NE(table.find("k42"), nullptr);
    EXPECT_EQ(table.find("k42")->value(), "v42");
}

TEST(StateTable, AMissIsReadOnceAndNeverWhileTheTableIsComplete) {
    FakeBacking backing;
    StateTable complete(&backing, true);
    EXPECT_EQ(complete.find("k"), nullptr);
    EXPECT_EQ(backing.reads, 0);
    StateTable partial(&backing, false);
    EXPECT_EQ(partial.find("k"), nullptr);
    EXPECT_EQ(partial.find("k"), nullptr);
    EXPECT_FALSE(partial.at("k").present());
    EXPECT_EQ(backing.reads, 1);
}

TEST(StateTable, ABackingThatCannotBeReadIsRemembered) {
    FakeBacking backing;
    backing.broken = true;
    StateTable table(&backing, false);
    EXPECT_EQ(table.find("k"), nullptr);
    ASSERT_TRUE(table.failed());
    EXPECT_EQ(table.failed()->code, Errc::Io);
}

TEST(StateTable, AForgottenRowLeavesNoTrace) {
    FakeBacking backing;
    StateTable table(&backing, true);
    table.put(table.at("k"), "v", 1);
    table.forget(table.at("k"));
    EXPECT_TRUE(table.dirty().empty());
    EXPECT_EQ(table.dirtyBytes(), 0U);
    EXPECT_EQ(table.bytes(), 0U);
    table.commit();
    EXPECT_TRUE(table.unstored().empty());
}

// Against two maps: what is committed, and what is seen.
RC_GTEST_PROP(StateTableProperty, AnyRunOfChangesCommitsAbortsAndEvictionsReadsLikeAMap, ()) {
    FakeBacking backing;
    StateTable table(&backing, true);
    std::map<std::string, std::string> committed;
    auto seen = committed;
    const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(rc::gen::pair(rc::gen::inRange(0, 10), rc::gen::inRange(0, 6)));
    for (const auto& [what, which] : steps) {
        const std::string key = std::string(static_cast<std::size_t>(which) * 9, 'k') + std::to_string(which);
        const std::string value(static_cast<std::size_t>(what) * 8, static_cast<char>('a' + which));
        if (what < 5) {
            table.put(table.at(key), value, what);
            seen[key] = value;
        } else if (what == 5) {
            if (auto* entry = table.find(key)) table.remove(*entry, what);
            seen.erase(key);
        } else if (what == 6) {
            table.abort();
            seen = committed;
        } else if (what == 7) {
            if (auto* entry = table.find(key); entry != nullptr && !entry->value().empty()) {
                table.modify(*entry, what)[0] = 'Z';
                seen[key][0] = 'Z';
            }
        } else {
            table.commit();
            committed = seen;
            if (what == 9) {
                backing.take(table);
                table.evict(static_cast<std::size_t>(which) * 200);
            }
        }
    }
    for (int which = 0; which < 6; ++which) {
        const std::string key = std::string(static_cast<std::size_t>(which) * 9, 'k') + std::to_string(which);
        const auto* entry = table.find(key);
        RC_ASSERT((entry != nullptr) == seen.contains(key));
        if (entry != nullptr) {
            RC_ASSERT(entry->value() == seen[key]);
        }
    }
    table.abort();
    if (table.complete()) {
        RC_ASSERT(table.rows() == committed.size());
    }
}

} // namespace
} // namespace weir
