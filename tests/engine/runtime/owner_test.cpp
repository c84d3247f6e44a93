// SPDX-License-Identifier: Apache-2.0
#include "weir/runtime/owner.h"

#include "fake_engine.h"
#include "weir/runtime/protocol.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

namespace weir {
namespace {

/// Each look at it is a second later, so that no test waits.
class HastyClock final : public Clock {
public:
    std::int64_t wallMicros() const override { return 0; }
    std::int64_t monotonicNanos() const override { return m_now += 1'000'000'000; }

private:
    mutable std::int64_t m_now = 0;
};

class OwnerTest : public testing::Test {
protected:
    OwnerTest() {
        std::string name = testing::TempDir() + "weir-owner-XXXXXX";
        root = ::mkdtemp(name.data());
        folder = root / "data";
    }
    ~OwnerTest() override { std::filesystem::remove_all(root); }
    OpenEngine openFake() {
        return [this](FileSystem&) -> Result<std::unique_ptr<EngineAccess>> {
            auto made = std::make_unique<FakeEngine>();
            engine = made.get();
            return made;
        };
    }
    DataFolder open() {
        auto opened = DataFolder::open(folder, files, clock, openFake());
        EXPECT_TRUE(opened) << opened.error().text();
        return std::move(*opened);
    }
    sockaddr_un addressOfSocket() const {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const auto path = (folder / "weir.sock").string();
        path.copy(address.sun_path, sizeof address.sun_path - 1);
        return address;
    }
    /// A socket of our own on the owner's, for lines that no client of ours would send.
    int connectRaw() const {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        const auto address = addressOfSocket();
        EXPECT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        return fd;
    }
    static std::string readAll(int fd) {
        std::string all;
        std::array<char, 4096> some{};
        for (ssize_t n = 0; (n = ::read(fd, some.data(), some.size())) > 0;)
            all.append(some.data(), static_cast<std::size_t>(n));
        return all;
    }

    Path root;
    Path folder;
    PosixFileSystem files;
    HastyClock clock;
    FakeEngine* engine = nullptr;
};

TEST_F(OwnerTest, TheFirstBecomesTheOwnerAndTheSecondItsClient) {
    auto first = open();
    ASSERT_NE(first.owner(), nullptr);
    auto second = open();
    ASSERT_NE(second.client(), nullptr);
    EXPECT_EQ(second.client()->ownerPid(), ::getpid());
    EXPECT_GE(first.owner()->connections(), 1);
}

TEST_F(OwnerTest, TheFolderIsFreeAgainOnceTheOwnerIsGone) {
    { auto first = open(); }
    EXPECT_FALSE(std::filesystem::exists(folder / "weir.sock"));
    EXPECT_NE(open().owner(), nullptr);
}

TEST_F(OwnerTest, ADeadOwnersSocketIsReplaced) {
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "weir.sock") << "left behind";
    auto owner = open();
    EXPECT_NE(open().client(), nullptr);
}

TEST_F(OwnerTest, TheSocketIsForItsUserAlone) {
    auto owner = open();
    struct stat about {};
    ASSERT_EQ(::stat((folder / "weir.sock").c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST_F(OwnerTest, AFolderWhosePathIsLongerThanASocketsMayBeWorks) {
    folder = root / std::string(120, 'x') / std::string(120, 'y');
    auto owner = open();
    EXPECT_NE(open().client(), nullptr);
}

TEST_F(OwnerTest, AnOwnerThatDoesNotAnswerIsNamedAfterAWhile) {
    std::filesystem::create_directories(folder);
    auto lock = files.lock(folder / "LOCK");
    ASSERT_TRUE(lock);
    auto opened = DataFolder::open(folder, files, clock, openFake());
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::InUse);
    EXPECT_NE(opened.error().text().find(folder.string()), std::string::npos);
}

TEST_F(OwnerTest, AnOwnerOfAnotherVersionIsRefusedByName) {
    std::filesystem::create_directories(folder);
    auto lock = files.lock(folder / "LOCK");
    ASSERT_TRUE(lock);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    const auto address = addressOfSocket();
    ASSERT_EQ(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_EQ(::listen(listener, 1), 0);
    std::thread stranger([listener] {
        const int peer = ::accept(listener, nullptr, nullptr);
        const std::string line = "{\"weir\":99,\"version\":\"9.0.0\",\"pid\":1}\n";
        EXPECT_EQ(::send(peer, line.data(), line.size(), MSG_NOSIGNAL), static_cast<ssize_t>(line.size()));
        ::close(peer);
    });
    auto opened = DataFolder::open(folder, files, clock, openFake());
    stranger.join();
    ::close(listener);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::Unsupported);
    EXPECT_NE(opened.error().text().find("version 99"), std::string::npos);
}

TEST_F(OwnerTest, AFileInPlaceOfTheFolderIsAnErrorThatNamesIt) {
    std::ofstream(folder) << "not a folder";
    auto opened = DataFolder::open(folder, files, clock, openFake());
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().text().find(folder.string()), std::string::npos);
}

TEST_F(OwnerTest, AClientSeesWhatTheOwnersEngineSees) {
    auto owner = open();
    auto folderOfClient = open();
    auto& client = folderOfClient.engine();

    StartRequest request{
        "{\"weir\": 1}", "app-1", {{"threads", "2"}}, LogPosition{LogPosition::Kind::Offsets, {{0, 5}, {1, 9}}, 0}};
    EXPECT_EQ(*client.start(request), "app-1");
    EXPECT_EQ(engine->lastStart.topologyText, request.topologyText);
    EXPECT_EQ(engine->lastStart.settings, request.settings);
    EXPECT_EQ(engine->lastStart.to->offsets, request.to->offsets);
    const auto again = client.start(request);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::InUse);
    EXPECT_EQ(again.error().place.file, "app-1");
    EXPECT_EQ(*client.jobs(), std::vector<std::string>{"app-1"});
    EXPECT_TRUE(client.pause("app-1"));
    EXPECT_TRUE(client.resume("app-1"));
    EXPECT_EQ(client.pause("other").error().code, Errc::NotFound);
    EXPECT_TRUE(client.stop("app-1"));
    EXPECT_TRUE(client.jobs()->empty());
}

TEST_F(OwnerTest, ASnapshotArrivesWhole) {
    auto shown = std::make_shared<JobSnapshot>();
    shown->applicationId = "app-1";
    shown->sequence = 3;
    shown->monotonicNanos = 77;
    shown->state = JobState::Failed;
    shown->error =
        Error{Errc::RecordFailed, "division by zero", {.node = "big", .topic = "orders", .partition = 1, .offset = 7}};
    shown->nodes = {{"big", 10, 7, {{"late", 2}}, 1, "division by zero"}};
    shown->edges = {10, 7};
    shown->partitions = {{"orders", 1, "orders", false, 8, 20, 5, 1000, 2000}};
    shown->tasks = {{"0_1", 0, 1, 2, TaskState::Restoring, 0.25, 900, 4, 1500}};
    shown->stores = {{"revenue", "revenue", 12, 4096}};
    shown->processed = 10;
    shown->streamTime = 1000;
    shown->createdTopics = {"orders"};
    auto owner = open();
    engine->running.insert("app-1");
    engine->shown = shown;
    auto client = open();
    const auto seen = client.engine().snapshot("app-1");
    ASSERT_NE(seen, nullptr);
    EXPECT_EQ(snapshotToJson(*seen), snapshotToJson(*shown));
    EXPECT_EQ(seen->state, JobState::Failed);
    EXPECT_EQ(seen->error->place.offset, 7);
    EXPECT_EQ(seen->partitions.at(0).lag(), 12);
    EXPECT_EQ(seen->tasks.at(0).state, TaskState::Restoring);
    EXPECT_EQ(client.engine().snapshot("other"), nullptr);
}

TEST_F(OwnerTest, RecordsKeepEveryByteOnTheirWay) {
    auto owner = open();
    auto client = open();
    ProduceRecord record{2,
                         1700000000000,
                         std::string("\xff\x00k", 3),
                         "{\"a\":\"\\u00e9\"}",
                         false,
                         false,
                         {{"h", std::string("\x80")}, {"none", std::nullopt}}};
    ProduceRecord tombstone{-1, -1, "", "", true, true, {}};
    ASSERT_TRUE(client.engine().produce("t", {record, tombstone}));
    EXPECT_EQ(engine->records.at("t").at(0).partition, 2);
    const auto fetched = client.engine().fetch({"t"});
    ASSERT_TRUE(fetched);
    EXPECT_EQ(fetched->records.at(0).key, record.key);
    EXPECT_EQ(fetched->records.at(0).value, record.value);
    EXPECT_EQ(fetched->records.at(0).headers, record.headers);
    EXPECT_TRUE(fetched->records.at(1).keyNull);
    EXPECT_TRUE(fetched->records.at(1).valueNull);
    EXPECT_EQ(fetched->nextOffset, 2);
    EXPECT_EQ(*client.engine().offsetForTime("t", 2, 100), 102);
}

TEST_F(OwnerTest, TopicsAndStoresArriveWhole) {
    auto owner = open();
    auto client = open();
    const TopicSpec spec{"orders", 3,    Cleanup::CompactDelete, Durability::Buffered, Milliseconds(5000), 1 << 20,
                         1 << 16,  Milliseconds(7000), false};
    ASSERT_TRUE(client.engine().createTopic(spec));
    const auto topics = client.engine().topics();
    ASSERT_TRUE(topics);
    EXPECT_EQ(topics->at(0).spec, spec);
    EXPECT_EQ(topics->at(0).partitions.size(), 3U);
    const auto again = client.engine().createTopic(spec);
    EXPECT_EQ(again.error().code, Errc::Exists);
    EXPECT_EQ(again.error().place.topic, "orders");

    engine->page = {{{"orders", Type{TypeId::BigInt}}, {"tags", Type{TypeId::Text, true}}},
                    {{"eu", 0, 60000, 5, {"3", "[\"a\"]"}, 1}},
                    1,
                    9};
    const auto page = client.engine().storeRows({"app", "revenue"});
    ASSERT_TRUE(page);
    EXPECT_EQ(page->columns, engine->page.columns);
    EXPECT_EQ(page->rows.at(0).columns, engine->page.rows.at(0).columns);
    EXPECT_EQ(page->rows.at(0).windowEnd, 60000);
    EXPECT_EQ(page->total, 1U);
}

TEST_F(OwnerTest, TapsEndWithTheirConnection) {
    auto owner = open();
    {
        auto client = open();
        engine->sampled = {{{"orders", 1, 7, 1000, "eu", "{\"a\":1}", false, false, 0, 60000, {"7", "null"}}}, 5, 2};
        const auto tap = client.engine().tap({"app", 3, 50, "amount > 5", {"amount * 2"}});
        ASSERT_TRUE(tap);
        EXPECT_EQ(engine->lastTap.where, "amount > 5");
        EXPECT_EQ(engine->lastTap.values, std::vector<std::string>{"amount * 2"});
        const auto drained = client.engine().drain(*tap);
        EXPECT_EQ(drained.seen, 5U);
        EXPECT_EQ(drained.missed, 2U);
        EXPECT_EQ(drained.records.at(0).windowEnd, 60000);
        EXPECT_EQ(drained.records.at(0).values, (std::vector<std::string>{"7", "null"}));
        EXPECT_EQ(client.engine().drain(*tap + 1).records.size(), 0U);
    }
    while (owner.owner()->connections() > 0)
        std::this_thread::yield();
    EXPECT_TRUE(engine->taps.empty());
}

TEST_F(OwnerTest, AnEndlessLineIsAnsweredAndClosed) {
    auto owner = open();
    const int fd = connectRaw();
    std::thread writer([fd] {
        const std::string much(1U << 20U, 'x');
        for (int i = 0; i < 32 && ::send(fd, much.data(), much.size(), MSG_NOSIGNAL) > 0; ++i) {
        }
    });
    const auto said = readAll(fd);
    ::shutdown(fd, SHUT_RDWR);
    writer.join();
    ::close(fd);
    EXPECT_NE(said.find("The line is longer than 24MiB."), std::string::npos) << said;
    EXPECT_NE(open().client(), nullptr);
}

TEST_F(OwnerTest, WhatIsNoJsonIsAnsweredAndClosed) {
    auto owner = open();
    const int fd = connectRaw();
    const std::string line = "GET / HTTP/1.1\n";
    ASSERT_EQ(::send(fd, line.data(), line.size(), 0), static_cast<ssize_t>(line.size()));
    const auto said = readAll(fd);
    ::close(fd);
    EXPECT_NE(said.find("The line is not a JSON object."), std::string::npos) << said;
}

TEST(Conversation, AnswersABadRequestAndGoesOn) {
    FakeEngine engine;
    Conversation conversation(engine);
    EXPECT_NE(conversation.answer("{\"op\":\"fly\"}").find("knows no request \\\"fly\\\""), std::string::npos);
    EXPECT_NE(conversation.answer("{\"op\":7}").find("wrong type"), std::string::npos);
    EXPECT_NE(conversation.answer("{}").find("unsupported"), std::string::npos);
    EXPECT_NE(conversation.answer("{\"op\":\"stop\"}").find("invalid"), std::string::npos);
    EXPECT_NE(conversation.answer("{\"op\":\"fetch\",\"args\":{\"topic\":[]}}").find("invalid"), std::string::npos);
    EXPECT_NE(conversation.answer("{\"op\":\"fetch\",\"args\":5}").find("invalid"), std::string::npos);
    EXPECT_NE(conversation
                  .answer("{\"op\":\"produce\",\"args\":{\"topic\":\"t\",\"records\":[{\"key\":{\"base64\":\"*\"}}]}}")
                  .find("base64"),
              std::string::npos);
    EXPECT_FALSE(conversation.over());
    EXPECT_EQ(conversation.answer("{\"op\":\"jobs\"}"), "{\"ok\":[]}\n");
    EXPECT_NE(conversation.answer(std::string(100'000, '[')).find("not a JSON object"), std::string::npos);
    EXPECT_TRUE(conversation.over());
}

TEST_F(OwnerTest, AStolenFolderCanBeChangedByItsOldOwnerNoMore) {
    FileSystem* oldFiles = nullptr;
    auto old = Owner::open(folder, files, clock, [&](FileSystem& owned) -> Result<std::unique_ptr<EngineAccess>> {
        oldFiles = &owned;
        return std::make_unique<FakeEngine>();
    });
    ASSERT_TRUE(old) << old.error().text();
    const auto open = oldFiles->open(folder / "begun", OpenMode::CreateNew);
    ASSERT_TRUE(open);
    EXPECT_EQ(Owner::open(folder, files, clock, openFake()).error().code, Errc::InUse);
    auto thief = Owner::open(folder, files, clock, openFake(), Takeover::Steal);
    ASSERT_TRUE(thief) << thief.error().text();
    EXPECT_EQ((*open)->sync().error().code, Errc::InUse) << "nothing is called durable any more";
    EXPECT_EQ(oldFiles->open(folder / "more", OpenMode::CreateNew).error().code, Errc::InUse);
    EXPECT_EQ(oldFiles->rename(folder / "begun", folder / "LOCK").error().code, Errc::InUse);
    EXPECT_EQ(oldFiles->info(folder / "gone").error().code, Errc::InUse) << "what is missing, the thief may have taken away";
    EXPECT_EQ(oldFiles->open(folder / "gone", OpenMode::Read).error().code, Errc::InUse);
    EXPECT_EQ(oldFiles->list(folder).error().code, Errc::InUse);
    std::array<std::byte, 8> bytes{};
    EXPECT_EQ((*open)->readAt(0, bytes).error().code, Errc::InUse) << "nor does a file that was cut pass for damage";
    EXPECT_EQ(Owner::open(folder, files, clock, openFake()).error().code, Errc::InUse) << "it has an owner";
    old->reset();
    EXPECT_TRUE(EngineClient::connect(folder)) << "the thief's socket stays when the old owner leaves";
    EXPECT_EQ(stateFolderOf(folder, files), folder / "state-1");
}

} // namespace
} // namespace weir
