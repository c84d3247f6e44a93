// SPDX-License-Identifier: Apache-2.0
#include "collecting_sink.h"
#include "file_sink_connector.h"
#include "weir/broker/embedded_broker.h"
#include "weir/testing/fake_clock.h"
#include "weir/testing/memory_file_system.h"

using namespace weir;
using namespace weir::testing;

namespace {

class FileSink : public ::testing::Test {
protected:
    void SetUp() override {
        auto opened = TopicStore::open("/data", files, clock);
        ASSERT_TRUE(opened) << opened.error().text();
        topics = std::move(*opened);
        auto journalOpened = CommitJournal::open("/data", files);
        ASSERT_TRUE(journalOpened) << journalOpened.error().text();
        journal = std::move(*journalOpened);
        broker.emplace(*topics, *journal);
        ASSERT_TRUE(broker->create({.name = "out", .partitions = 2}));
    }
    void produce(std::int32_t partition, const std::vector<std::string>& values) {
        BatchBuilder batch;
        for (const auto& value : values) batch.add(1, "k", false, value, value == "tombstone");
        auto log = topics->partition("out", partition);
        ASSERT_TRUE(log && (*log)->append(batch.take()));
    }
    void start(FileSinkSettings settings = {}, std::string_view position = {}) {
        settings.path = "/out.txt";
        settings.topic = "out";
        connector.emplace(std::move(settings), files, *broker);
        const auto opened = connector->open(position);
        ASSERT_TRUE(opened) << opened.error().text();
    }
    std::string drained() {
        CollectingSink unused;
        for (int i = 0; i < 20; ++i) {
            const auto next = connector->poll(unused, 100);
            EXPECT_TRUE(next) << next.error().text();
            if (!next || *next != 0) break;
        }
        EXPECT_TRUE(connector->flush());
        return content(files, "/out.txt");
    }
    MemoryFileSystem files;
    FakeClock clock;
    std::unique_ptr<TopicStore> topics;
    std::unique_ptr<CommitJournal> journal;
    std::optional<EmbeddedBroker> broker;
    std::optional<FileSinkConnector> connector;
};

SchemaPtr columns() {
    return std::make_shared<const Schema>(Schema{{{"id", {TypeId::BigInt}}, {"na,me", {TypeId::Text}}, {"x", {TypeId::Double}}}});
}

} // namespace

TEST_F(FileSink, WritesALineARecord) {
    start();
    produce(0, {"{\"a\":1}", "{\"a\":\n2}", "tombstone"});
    produce(1, {"{\"a\":3}"});
    EXPECT_EQ(drained(), "{\"a\":1}\n{\"a\": 2}\nnull\n{\"a\":3}\n");
}

TEST_F(FileSink, WritesCsvWithAHeader) {
    start({.csv = true, .columns = columns()});
    produce(0, {R"({"id":1,"na,me":"a \"b\"","x":1.50})", "tombstone", R"({"id":2,"na,me":"","x":null})"});
    EXPECT_EQ(drained(), "id,\"na,me\",x\n1,\"a \"\"b\"\"\",1.50\n2,\"\",\n");
}

TEST_F(FileSink, CutsBackToWhatWasCommitted) {
    start();
    produce(0, {"1", "2"});
    drained();
    const auto committed = connector->position();
    produce(1, {"3"});
    produce(0, {"4"});
    drained();
    start({}, committed); // what came behind the commit is written again, once
    EXPECT_EQ(content(files, "/out.txt"), "1\n2\n");
    EXPECT_EQ(drained(), "1\n2\n4\n3\n");
}

TEST_F(FileSink, NeverOverwritesAFileOfSomebodyElse) {
    append(files, "/out.txt", "precious\n");
    FileSinkConnector sink({.path = "/out.txt", .topic = "out"}, files, *broker);
    const auto opened = sink.open("");
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::Exists);
    EXPECT_EQ(content(files, "/out.txt"), "precious\n");
}

TEST_F(FileSink, RefusesAFileThatGotShorter) {
    start();
    produce(0, {"12345"});
    drained();
    const auto committed = connector->position();
    overwrite(files, "/out.txt", "1");
    FileSinkConnector sink({.path = "/out.txt", .topic = "out"}, files, *broker);
    const auto opened = sink.open(committed);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::Invalid);
}
