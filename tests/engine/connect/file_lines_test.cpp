// SPDX-License-Identifier: Apache-2.0
#include "file_lines.h"

#include <cstring>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <vector>

using namespace weir;

namespace {

void feed(FileLines& lines, std::string_view bytes) {
    std::memcpy(lines.room(bytes.size()), bytes.data(), bytes.size());
    lines.added(bytes.size());
}

std::vector<std::string> takeAll(FileLines& lines, bool atEnd = false) {
    std::vector<std::string> out;
    std::string_view line;
    for (;;) {
        const auto taken = lines.take(line, atEnd);
        if (taken == FileLines::Taken::Nothing) return out;
        out.emplace_back(taken == FileLines::Taken::TooLong ? "too long" : line);
    }
}

using Lines = std::vector<std::string>;

} // namespace

TEST(FileLines, LetsHalfALineWait) {
    FileLines lines('\0', ',');
    feed(lines, "one\r\ntwo\nthr");
    EXPECT_EQ(takeAll(lines), (Lines{"one", "two"}));
    EXPECT_EQ(lines.offset(), 9);
    EXPECT_EQ(lines.lineNumber(), 3);
    feed(lines, "ee\n\nfour");
    EXPECT_EQ(takeAll(lines), (Lines{"three", ""}));
    EXPECT_EQ(takeAll(lines, true), (Lines{"four"}));
    EXPECT_EQ(lines.offset(), 20);
}

TEST(FileLines, KeepsLineBreaksInsideQuotes) {
    FileLines lines('"', ',');
    feed(lines, "a,\"x\n\"\"y\"\"\nz\",b\n5\" pipe,c\n\"open");
    EXPECT_EQ(takeAll(lines), (Lines{"a,\"x\n\"\"y\"\"\nz\",b", "5\" pipe,c"}));
    EXPECT_EQ(lines.lineNumber(), 5);
    feed(lines, "\nstill\"\n");
    EXPECT_EQ(takeAll(lines), (Lines{"\"open\nstill\""}));
    EXPECT_EQ(lines.lineNumber(), 7);
}

TEST(FileLines, PassesOverLinesThatAreTooLongOnce) {
    FileLines lines('\0', ',');
    feed(lines, "before\n");
    for (int i = 0; i < 40; ++i) {
        feed(lines, std::string(100'000, 'x'));
        EXPECT_EQ(takeAll(lines), i == 0 ? (Lines{"before"}) : i == 10 ? (Lines{"too long"}) : Lines{}) << i;
    }
    feed(lines, "xxx\nafter\n");
    EXPECT_EQ(takeAll(lines), (Lines{"after"}));
    EXPECT_EQ(lines.lineNumber(), 4);
    feed(lines, std::string(lineBytesMax + 10, 'y') + "\nlast\n");
    EXPECT_EQ(takeAll(lines), (Lines{"too long", "last"}));
}

RC_GTEST_PROP(FileLines, AreTheSameHoweverTheBytesArrive, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::element('a', '"', ',', '\n', '\r'));
    for (const char quote : {'\0', '"'}) {
        FileLines whole(quote, ',');
        FileLines pieces(quote, ',');
        feed(whole, text);
        const auto expected = takeAll(whole, true);
        Lines got;
        for (std::size_t at = 0; at < text.size();) {
            const auto size = std::min(*rc::gen::inRange<std::size_t>(1, 5), text.size() - at);
            feed(pieces, std::string_view(text).substr(at, size));
            at += size;
            for (auto& line : takeAll(pieces)) got.push_back(std::move(line));
        }
        for (auto& line : takeAll(pieces, true)) got.push_back(std::move(line));
        RC_ASSERT(got == expected);
        RC_ASSERT(pieces.offset() == static_cast<std::int64_t>(text.size()));
    }
}
