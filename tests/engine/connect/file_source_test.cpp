// SPDX-License-Identifier: Apache-2.0
#include "collecting_sink.h"
#include "file_source_connector.h"
#include "weir/expr/compile.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

using namespace weir;
using namespace weir::testing;

namespace {

using Lines = std::vector<std::string>;
const Path logPath = "/log/app.log";

class FileSource : public ::testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(files.createDirectories("/log")); }
    void write(std::string_view text) { append(files, logPath, text); }
    void rotate() { ASSERT_TRUE(files.rename(logPath, "/log/app.log.1")); }
    void start(FileSourceSettings with, std::string_view position = {}) {
        with.path = logPath;
        connector.emplace(std::move(with), files, clock);
        const auto opened = connector->open(position);
        ASSERT_TRUE(opened) << opened.error().text();
    }
    void follow(std::string_view position = {}) { start({.follow = true}, position); }
    /// What is there now.
    Lines take() {
        for (int i = 0; i < 50; ++i) {
            const auto next = connector->poll(sink, 1000);
            EXPECT_TRUE(next) << next.error().text();
            if (!next || *next != 0) {
                ended = next && *next < 0;
                break;
            }
        }
        return sink.values();
    }
    MemoryFileSystem files;
    FakeClock clock{1'795'341'600'000'000};
    CollectingSink sink;
    std::optional<FileSourceConnector> connector;
    bool ended = false;
};

} // namespace

TEST_F(FileSource, ReadsAFileOnceToItsEnd) {
    write("{\"a\":1}\n\n{\"a\":2}\r\n{\"a\":3}");
    start({});
    EXPECT_EQ(take(), (Lines{"{\"a\":1}", "{\"a\":2}", "{\"a\":3}"}));
    EXPECT_TRUE(ended);
}

TEST_F(FileSource, FollowsAsTheFileGrows) {
    write("1\n2\nhal");
    follow();
    EXPECT_EQ(take(), (Lines{"1", "2"}));
    EXPECT_FALSE(ended);
    write("f\n3\n");
    EXPECT_EQ(take(), (Lines{"half", "3"}));
    EXPECT_EQ(take(), Lines{});
}

TEST_F(FileSource, GoesOnBehindTheLastLineTaken) {
    write("1\n2\n3");
    follow();
    EXPECT_EQ(take(), (Lines{"1", "2"}));
    const auto position = connector->position();
    write("3\n4\n");
    follow(position);
    EXPECT_EQ(take(), (Lines{"33", "4"}));
}

TEST_F(FileSource, ReadsARenamedFileToItsEndBeforeTheNewOne) {
    write("1\n");
    follow();
    EXPECT_EQ(take(), Lines{"1"});
    write("2\nlast of the old");
    rotate();
    EXPECT_EQ(take(), Lines{"2"}); // its successor is not there yet
    write("3\n4\n");
    EXPECT_EQ(take(), (Lines{"last of the old", "3", "4"}));
    write("5\n");
    EXPECT_EQ(take(), Lines{"5"});
}

TEST_F(FileSource, FindsTheRenamedFileAfterARestart) {
    write("1\n2\n");
    follow();
    EXPECT_EQ(take(), (Lines{"1", "2"}));
    const auto position = connector->position();
    write("3\n");
    rotate();
    write("4\n");
    follow(position);
    EXPECT_EQ(take(), (Lines{"3", "4"}));
}

TEST_F(FileSource, StartsAnewWhenTheFileWasCopiedAndTruncated) {
    write("one\ntwo\nthree\n");
    follow();
    EXPECT_EQ(take(), (Lines{"one", "two", "three"}));
    overwrite(files, logPath, "4\n");
    EXPECT_EQ(take(), Lines{"4"});
    overwrite(files, logPath, "a file that is longer than before\n");
    EXPECT_EQ(take(), Lines{"a file that is longer than before"});
}

TEST_F(FileSource, StartsAnewWhenTheFileWasReplacedWhileItWasDown) {
    write("one\ntwo\n");
    follow();
    take();
    const auto position = connector->position();
    overwrite(files, logPath, "another file, longer\nand more\n");
    follow(position);
    EXPECT_EQ(take(), (Lines{"another file, longer", "and more"}));
}

TEST_F(FileSource, SkipsAndCountsLinesThatAreTooLong) {
    write("1\n" + std::string(lineBytesMax + 1, 'x') + "\n2\n");
    start({});
    EXPECT_EQ(take(), (Lines{"1", "2"}));
    EXPECT_EQ(connector->figures().skipped, 1U);
    EXPECT_EQ(connector->figures().lastError, "/log/app.log, line 2: longer than 1MiB.");
}

TEST_F(FileSource, ReadsDpkgsLog) {
    write("2026-11-22 10:00:00 startup archives unpack\n2026-11-22 10:00:00 status installed foo:amd64 1.0\n");
    const auto schema = expr::parseSchema("day text, time text, action text, a text, b text, c text").schema;
    start({.csv = true, .dialect = {' ', '\0', false}, .schema = schema});
    EXPECT_EQ(take(), (Lines{R"({"day":"2026-11-22","time":"10:00:00","action":"startup","a":"archives","b":"unpack","c":null})",
                             R"({"day":"2026-11-22","time":"10:00:00","action":"status","a":"installed","b":"foo:amd64","c":"1.0"})"}));
}

TEST_F(FileSource, KnowsTheHeaderAfterARestart) {
    write("id,name\n1,Ann\n");
    const FileSourceSettings settings{.csv = true, .follow = true, .schema = expr::parseSchema("name text, id bigint").schema};
    start(settings);
    EXPECT_EQ(take(), Lines{R"({"name":"Ann","id":1})"});
    const auto position = connector->position();
    write("2,\"B\nob\"\n1,2,3\n\"x\"y,1\n");
    start(settings, position);
    EXPECT_EQ(take(), Lines{R"({"name":"B\nob","id":2})"});
    EXPECT_EQ(connector->figures().skipped, 2U);
    EXPECT_EQ(connector->figures().lastError, "/log/app.log, line 6: the quotes don't match.");
}

TEST_F(FileSource, ComputesKeysFromColumns) {
    write("{\"id\":7,\"name\":\"Ann\"}\n{\"id\":null}\nbroken\n");
    const auto schema = expr::parseSchema("id bigint, name text").schema;
    const auto compiled = expr::compile("id + 1", expr::Form::Scalar, {{{.columns = schema}}});
    ASSERT_TRUE(compiled.program);
    start({.schema = schema, .key = compiled.program});
    ASSERT_TRUE(connector->poll(sink, 10));
    ASSERT_EQ(sink.records.size(), 3U);
    EXPECT_EQ(sink.records[0].key, "8");
    EXPECT_TRUE(sink.records[1].keyNull);
    EXPECT_TRUE(sink.records[2].keyNull); // the source node says what is wrong with it
    EXPECT_EQ(sink.records[0].timestamp, clock.wallMs());
}

TEST_F(FileSource, SaysWhatItCanNotOpen) {
    FileSourceConnector missing({.path = "/log/none", .follow = true}, files, clock);
    const auto opened = missing.open("");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::NotFound);
    FileSourceConnector damaged({.path = logPath}, files, clock);
    EXPECT_FALSE(damaged.open("1 2 3"));
}
