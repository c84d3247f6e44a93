// SPDX-License-Identifier: Apache-2.0
// The weekly scrub of an engine that owns its folder: what it finds is told, and only when it is due.
#include "weir/processors/registry.h"
#include "weir/runtime/engine.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

#include <chrono>
#include <functional>
#include <gtest/gtest.h>
#include <thread>

namespace weir {
namespace {

const Path data = "/data";
constexpr std::chrono::hours day{24};

class UpkeepTest : public testing::Test {
protected:
    void SetUp() override {
        open();
        for (const auto* name : {"damaged", "whole"}) {
            ASSERT_TRUE(engine->createTopic({.name = name, .partitions = 1, .segmentBytes = 500}));
            for (int i = 0; i < 20; ++i) ASSERT_TRUE(engine->produce(name, {{.key = "k", .value = std::string(100, 'v'), .keyNull = false}}));
        }
    }
    void open() {
        engine.reset();
        auto opened = Engine::open(data, files, clock, registry);
        ASSERT_TRUE(opened) << opened.error().text();
        engine = std::move(*opened);
        engine->startUpkeep();
    }
    void flipABit() {
        const auto file = files.open(data / "topics/damaged-0/00000000000000000000.log", OpenMode::Write);
        ASSERT_TRUE(file);
        std::byte byte{};
        ASSERT_TRUE((*file)->readAt(100, {&byte, 1}));
        byte ^= std::byte{4};
        ASSERT_TRUE((*file)->writeAt(100, {&byte, 1}));
    }
    static bool comes(const std::function<bool()>& holds) {
        for (const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60); std::chrono::steady_clock::now() < deadline; std::this_thread::yield())
            if (holds()) return true;
        return false;
    }
    MemoryFileSystem files;
    FakeClock clock{1'700'000'000'000'000};
    NodeRegistry registry = builtinNodes();
    std::unique_ptr<Engine> engine;
};

TEST_F(UpkeepTest, DamageInARecordThatNobodyReadsIsFoundWithinAWeek) {
    engine.reset();
    flipABit();
    clock.advance(8 * day);
    open();
    ASSERT_TRUE(comes([&] { return !engine->problems()->empty(); }));
    const auto problems = *engine->problems();
    ASSERT_EQ(problems.size(), 1U) << "the other topic is whole";
    EXPECT_EQ(problems[0].code, Errc::Corrupt);
    EXPECT_EQ(problems[0].place.topic, "damaged");
    EXPECT_EQ(problems[0].place.partition, 0);
}

TEST_F(UpkeepTest, WhatIsMendedIsNoProblemAfterTheNextScrub) {
    for (int week = 0; week < 2; ++week) {
        engine.reset();
        flipABit(); // the second time back
        clock.advance(8 * day);
        open();
        if (week == 0) { ASSERT_TRUE(comes([&] { return !engine->problems()->empty(); })); }
    }
    const auto ended = std::to_string(clock.wallMs());
    const auto noted = [&] { // the journal's file is read beside the engine
        for (const auto& name : files.list(data / "journal").value_or(std::vector<std::string>{}))
            if (readFile(files, data / "journal" / name, 1 << 20).value_or("").find(ended) != std::string::npos) return true;
        return false;
    };
    ASSERT_TRUE(comes(noted)) << "the pass ended";
    EXPECT_TRUE(engine->problems()->empty());
}

} // namespace
} // namespace weir
