// SPDX-License-Identifier: Apache-2.0
// Checkpoints (docs/adr/0011): what an application had under a name; who goes back to it writes what was written after it before; a store as it
// was at a place of its changelog; nothing half done.
#include "control_fixture.h"

#include <algorithm>
#include <fstream>
#include <set>

namespace weir {
namespace {

/// Fails every change from the n-th on: a process that died there has changed nothing more.
class DyingFiles final : public FileSystem {
public:
    explicit DyingFiles(FileSystem& below) : m_below(below) {}
    void dieAt(std::int64_t change) { m_left = change; }
    std::int64_t left() const { return m_left; }

    Result<std::unique_ptr<File>> open(const Path& path, OpenMode mode) override {
        if (mode != OpenMode::Read) WEIR_CHECK(change());
        WEIR_TRY(auto own, m_below.open(path, mode));
        return std::make_unique<Dying>(*this, std::move(own));
    }
    Result<> rename(const Path& from, const Path& to) override {
        WEIR_CHECK(change());
        return m_below.rename(from, to);
    }
    Result<> remove(const Path& path) override {
        WEIR_CHECK(change());
        return m_below.remove(path);
    }
    Result<> createDirectories(const Path& path) override {
        WEIR_CHECK(change());
        return m_below.createDirectories(path);
    }
    Result<> syncDirectory(const Path& path) override {
        WEIR_CHECK(change());
        return m_below.syncDirectory(path);
    }
    Result<std::vector<std::string>> list(const Path& path) const override { return m_below.list(path); }
    Result<FileInfo> info(const Path& path) const override { return m_below.info(path); }
    Result<DiskSpace> space(const Path& path) const override { return m_below.space(path); }
    Result<std::unique_ptr<FileLock>> lock(const Path& path) override { return m_below.lock(path); }

private:
    class Dying final : public File {
    public:
        Dying(DyingFiles& files, std::unique_ptr<File> own) : m_files(files), m_own(std::move(own)) {}
        Result<std::size_t> readAt(std::int64_t position, std::span<std::byte> into) const override { return m_own->readAt(position, into); }
        Result<> writeAt(std::int64_t position, std::span<const std::byte> bytes) override {
            WEIR_CHECK(m_files.change());
            return m_own->writeAt(position, bytes);
        }
        Result<> sync() override {
            WEIR_CHECK(m_files.change());
            return m_own->sync();
        }
        Result<> truncate(std::int64_t size) override {
            WEIR_CHECK(m_files.change());
            return m_own->truncate(size);
        }
        Result<std::int64_t> size() const override { return m_own->size(); }

    private:
        DyingFiles& m_files;
        std::unique_ptr<File> m_own;
    };
    Result<> change() {
        if (--m_left >= 0) return {};
        return fail(Errc::Io, "the process is dead");
    }
    FileSystem& m_below;
    std::atomic<std::int64_t> m_left{std::int64_t{1} << 60};
};

class CheckpointTest : public ControlFixture {
protected:
    /// A batch run of all that is there.
    StartRequest toEnd(const std::string& text, int threads = 2) {
        auto out = request(text, threads);
        out.to = latest();
        return out;
    }
    StartRequest from(const std::string& checkpoint, const std::string& text, int threads = 2) {
        auto out = toEnd(text, threads);
        out.checkpoint = checkpoint;
        return out;
    }
    CheckpointInfo create(const std::string& name, const std::string& text = {}, const std::string& app = "flow") {
        const auto made = engine->createCheckpoint({app, name, text, "t.weir"});
        EXPECT_TRUE(made) << made.error().text();
        return made.value_or(CheckpointInfo{});
    }
    std::optional<Error> refusal(const StartRequest& what) {
        const auto started = engine->start(what);
        EXPECT_FALSE(started);
        return started ? std::nullopt : std::optional(started.error());
    }
    void feed(int from, int to) {
        for (int i = from; i < to; ++i) produce(i % 2, 1'000'000 + i * 700 - (i % 5) * 2000, "k" + std::to_string(i % 7), i);
    }
    std::map<std::string, std::int64_t> positions(const std::string& app = "flow") {
        std::map<std::string, std::int64_t> out;
        const auto report = engine->offsets({.kind = OffsetsRequest::Kind::Show, .applicationId = app});
        if (report)
            for (const auto& p : report->partitions) out[fmt::format("{}-{}", p.topic, p.partition)] = p.current;
        return out;
    }
    /// Each key's results behind a place, in their order. (Several tasks write one partition; a key has one task.)
    std::map<std::string, Values> behind(const std::vector<std::size_t>& sizes) {
        std::map<std::string, Values> out;
        for (std::size_t p = 0; p < sizes.size(); ++p) {
            const auto all = records("out", static_cast<std::int32_t>(p));
            for (std::size_t i = sizes[p]; i < all.size(); ++i) out[all[i].key].push_back(all[i].value + "@" + std::to_string(all[i].timestamp));
        }
        return out;
    }
    std::vector<std::size_t> sizes() { return {records("out", 0).size(), records("out", 1).size()}; }
    static Values textOf(const StorePage& page) {
        Values out;
        for (const auto& row : page.rows) {
            auto text = fmt::format("{}@{}", row.key, row.windowStart);
            for (const auto& column : row.columns) text += " " + column;
            out.push_back(std::move(text));
        }
        return out;
    }
    Values rowsNow(const std::string& store = "w", const std::string& app = "flow") {
        const auto page = engine->storeRows({.applicationId = app, .store = store, .keyPrefix = {}, .limit = 100'000});
        EXPECT_TRUE(page) << page.error().text();
        return page ? textOf(*page) : Values{};
    }
    Result<Values> rowsAt(const StateQuery& query) {
        auto wanted = query;
        wanted.applicationId = "flow";
        if (wanted.store.empty()) wanted.store = "w";
        wanted.limit = 100'000;
        WEIR_TRY(const auto reply, engine->stateAt(wanted));
        return textOf(reply.page);
    }
    Values checkpointNames() {
        Values out;
        const auto all = engine->checkpoints({});
        EXPECT_TRUE(all);
        if (all)
            for (const auto& each : *all) out.push_back(each.name);
        return out;
    }
    Path pathOf(const std::string& checkpoint) const { return folder.path() / "checkpoints" / "flow" / checkpoint; }
};

TEST_F(CheckpointTest, WhoGoesBackWritesWhatWasWrittenAfterIt) {
    const std::string in = R"({"id": "in", "type": "source", "topic": "in", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}})";
    const std::string other = R"({"id": "other", "type": "source", "topic": "other", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}})";
    const std::string table = R"({"id": "t", "type": "source", "topic": "other", "as": "table", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}})";
    const std::string left = R"({"id": "l", "type": "source", "topic": "in", "as": "table", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}})";
    const std::string out = R"({"id": "out", "type": "sink", "topic": "out", "partitions": 2, "value": {"format": "json"}})";
    const auto flow = [](const std::string& nodes, const std::string& edges) { return R"({"weir": 1, "application_id": "flow", "nodes": [)" + nodes + R"(], "edges": [)" + edges + "]}"; };
    const auto grouped = [&](const std::string& more) {
        return flow(in + R"(, {"id": "w", "type": "aggregate", "group_by": "k", "select": "count(*) AS n, sum(a) AS s", )" + more + "}, " + out, R"(["in", "w"], ["w", "out"])");
    };
    const auto joined = [&](const std::string& a, const std::string& b, const std::string& more) {
        const auto id = [](const std::string& node) { return node.substr(8, node.find('"', 8) - 8); };
        return flow(a + ", " + b + R"(, {"id": "w", "type": "join", )" + more + "}, " + out, R"([")" + id(a) + R"(", "w:left"], [")" + id(b) + R"(", "w:right"], ["w", "out"])");
    };
    const std::vector<std::string> flows{
        grouped(R"("window": {"type": "tumbling", "size": "20s", "grace": "5s"}, "emit": "final")"),
        grouped(R"("window": {"type": "hopping", "size": "20s", "advance": "5s", "grace": "5s"})"),
        grouped(R"("window": {"type": "sliding", "size": "10s", "grace": "5s"})"),
        grouped(R"("window": {"type": "session", "gap": "3s", "grace": "5s"})"),
        flow(in + R"(, {"id": "w", "type": "deduplicate", "by": "k", "within": "10s"}, )" + out, R"(["in", "w"], ["w", "out"])"),
        joined(in, other, R"("how": "outer", "within": "5s", "grace": "2s", "select": "l.a AS a, r.a AS b")"),
        joined(in, table, R"("how": "left", "select": "l.a AS a, r.a AS b")"),
        joined(left, table, R"("how": "left", "foreign_key": "l.k", "select": "l.a AS a, r.a AS b")"),
    };
    for (const auto& text : flows) {
        SCOPED_TRACE(text);
        std::filesystem::remove_all(folder.path());
        reopen();
        makeTopic();
        makeTopic("other");
        const auto fill = [&](int begin, int end) {
            std::vector<ProduceRecord> one, two;
            for (int i = begin; i < end; ++i) {
                const auto record = [&](int n) {
                    return ProduceRecord{.partition = n % 2, .timestamp = 1'000'000 + i * 700 - (i % 5) * 2000, .key = "k" + std::to_string(n % 2 + 2 * (n % 3)), .value = fmt::format(R"({{"k":"k{}","a":{}}})", n % 5, n), .keyNull = false};
                };
                one.push_back(record(i));
                if (i % 3 != 0) two.push_back(record(i + 1));
            }
            ASSERT_TRUE(engine->produce("in", one));
            ASSERT_TRUE(engine->produce("other", two));
        };
        fill(0, 90);
        run(toEnd(text));
        const auto made = create("half", text);
        EXPECT_TRUE(made.current);
        EXPECT_EQ(made.positions.at("in-0"), 45);
        const auto atCheckpoint = sizes();
        fill(90, 180);
        run(toEnd(text));
        const auto first = behind(atCheckpoint);
        EXPECT_FALSE(first.empty());
        for (const int threads : {1, 3}) {
            const auto before = sizes();
            run(from("half", text, threads));
            EXPECT_EQ(behind(before), first);
            reopen(); // it has gone on from where that ended
            const auto again = sizes();
            run(toEnd(text));
            EXPECT_EQ(sizes(), again);
        }
        EXPECT_EQ(stateFolders().size(), 1U);
    }
}

TEST_F(CheckpointTest, OfARunningJobIsAMomentBetweenTwoRecords) {
    makeTopic();
    const auto text = R"({"weir": 1, "application_id": "flow", "nodes": [
        {"id": "in", "type": "source", "topic": "in", "partitions": 2, "key": {"format": "string"}, "value": {"format": "json", "schema": "k text, a bigint"}},
        {"id": "w", "type": "aggregate", "group_by": "k", "select": "count(*) AS n"},
        {"id": "out", "type": "sink", "topic": "out", "partitions": 2, "value": {"format": "json"}}],
        "edges": [["in", "w"], ["w", "out"]]})";
    ASSERT_TRUE(engine->start(request(text)));
    std::atomic<bool> stop{false};
    int fed = 0;
    std::thread load([&] {
        for (; !stop; fed += 10) feed(fed, fed + 10);
    });
    for (int i = 0; i < 5; ++i) {
        const auto before = fed;
        ASSERT_TRUE(until([&] { return sizes()[0] + sizes()[1] > static_cast<std::size_t>(before); })); // it takes records, between them too
        create("c" + std::to_string(i));
    }
    stop = true;
    load.join();
    ASSERT_TRUE(until([&] { return sizes()[0] + sizes()[1] == static_cast<std::size_t>(fed); }));
    ASSERT_TRUE(engine->stop("flow"));
    const auto final = rowsAt({.topologyText = text}).value();
    ASSERT_EQ(checkpointNames().size(), 5U);
    for (int i = 4; i >= 0; --i) {
        const auto name = "c" + std::to_string(i);
        const auto held = rowsAt({.checkpoint = name});
        ASSERT_TRUE(held) << held.error().text();
        std::map<std::string, int> counts;
        for (const auto& row : *held) counts[row.substr(0, row.find('@'))] = std::stoi(row.substr(row.find(' ') + 1));
        const auto before = sizes();
        run(from(name, text));
        EXPECT_EQ(rowsAt({.topologyText = text}).value(), final);
        for (std::size_t p = 0; p < 2; ++p) { // each key's counts go on without a gap
            const auto all = records("out", static_cast<std::int32_t>(p));
            for (std::size_t r = before[p]; r < all.size(); ++r) EXPECT_EQ(all[r].value, fmt::format(R"({{"n":{}}})", ++counts[all[r].key]));
        }
        for (const auto& row : final) EXPECT_EQ(counts[row.substr(0, row.find('@'))], std::stoi(row.substr(row.find(' ') + 1)));
    }
}

TEST_F(CheckpointTest, AStoreIsAsItWasAtAnyPlace) {
    makeTopic();
    const auto text = windows();
    std::vector<std::pair<LogPosition, Values>> seen;
    for (int i = 0; i < 8; ++i) {
        feed(i * 20, i * 20 + 20);
        ASSERT_TRUE(engine->start(request(text)));
        ASSERT_TRUE(until([&] { return sizes()[0] + sizes()[1] == static_cast<std::size_t>(i * 20 + 20); }));
        const auto info = i == 2 || i == 5 ? create("c" + std::to_string(i)) : CheckpointInfo{};
        ASSERT_TRUE(engine->stop("flow"));
        LogPosition end{LogPosition::Kind::Offsets, {}, 0};
        create("here", text); // only to hear where the changelogs stand
        const auto all = engine->checkpoints("flow");
        for (const auto& [name, offset] : all->back().changelogs) end.offsets.emplace_back(name.back() - '0', offset);
        ASSERT_TRUE(engine->deleteCheckpoint("flow", "here"));
        ASSERT_TRUE(engine->start(request(text)));
        ASSERT_TRUE(reaches("flow", JobState::Running));
        seen.emplace_back(end, rowsNow());
        ASSERT_TRUE(engine->stop("flow"));
    }
    const auto check = [&](const char* when) {
        SCOPED_TRACE(when);
        for (const auto& [at, rows] : seen) {
            const auto then = rowsAt({.at = at, .topologyText = text});
            ASSERT_TRUE(then) << then.error().text();
            EXPECT_EQ(*then, rows);
        }
    };
    check("from the nearest checkpoint");
    const auto nearest = engine->stateAt({.applicationId = "flow", .store = "w", .at = seen[3].first, .topologyText = text});
    ASSERT_TRUE(nearest);
    EXPECT_EQ(nearest->places.at(0).checkpoint, "c2");
    const auto inCheckpoint = rowsAt({.checkpoint = "c5"});
    ASSERT_TRUE(inCheckpoint) << inCheckpoint.error().text();
    EXPECT_EQ(*inCheckpoint, seen[5].second);
    const auto beyond = rowsAt({.at = offset(1'000'000), .topologyText = text});
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().code, Errc::OutOfRange);
    ASSERT_TRUE(engine->deleteCheckpoint("flow", "c2"));
    ASSERT_TRUE(engine->deleteCheckpoint("flow", "c5"));
    check("from the changelog alone");
    const auto empty = rowsAt({.at = LogPosition{}, .topologyText = text});
    ASSERT_TRUE(empty) << empty.error().text();
    EXPECT_TRUE(empty->empty());
}

TEST_F(CheckpointTest, NoStateIsToldThatCompactionHasTaken) {
    makeTopic();
    const auto text = windows("count(*) AS n", "flow", R"("size": "1h", "grace": "24h")");
    const auto pass = [&](int i) {
        feed(i * 60, i * 60 + 60);
        run(toEnd(text));
    };
    pass(0);
    const auto topics = engine->topics().value();
    for (const auto& topic : topics) {
        if (topic.spec.cleanup == Cleanup::Delete) continue;
        auto spec = topic.spec;
        spec.segmentBytes = 1024;
        ASSERT_TRUE(engine->alterTopic(spec));
    }
    std::vector<LogPosition> ends;
    std::vector<Values> rows;
    const auto note = [&](const std::string& name) {
        LogPosition end{LogPosition::Kind::Offsets, {}, 0};
        for (const auto& [changelog, at] : create(name, text).changelogs) end.offsets.emplace_back(changelog.back() - '0', at);
        ends.push_back(end);
        rows.push_back(rowsAt({.checkpoint = name}).value());
    };
    for (int i = 1; i < 6; ++i) {
        pass(i);
        note("c" + std::to_string(i));
    }
    for (int i = 6; i < 12; ++i) pass(i);
    note("last");
    ASSERT_TRUE(engine->deleteCheckpoint("flow", "last"));
    ASSERT_TRUE(engine->deleteCheckpoint("flow", "c1"));
    ASSERT_TRUE(engine->deleteCheckpoint("flow", "c2"));
    ASSERT_EQ(rowsAt({.at = ends[1], .topologyText = text}).value(), rows[1]);
    bool compacted = false;
    for (const auto& topic : topics)
        if (topic.spec.cleanup != Cleanup::Delete) compacted = engine->compactTopic(topic.spec.name)->recordsDropped > 0 || compacted;
    ASSERT_TRUE(compacted);
    const auto gone = rowsAt({.at = ends[1], .topologyText = text});
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, Errc::OutOfRange);
    EXPECT_NE(gone.error().detail.find("compaction has removed"), std::string::npos) << gone.error().detail;
    for (const std::size_t i : {2U, 3U, 4U}) EXPECT_EQ(rowsAt({.at = ends[i], .topologyText = text}).value(), rows[i]); // at a checkpoint
    for (const auto* name : {"c3", "c4", "c5"}) ASSERT_TRUE(engine->deleteCheckpoint("flow", name));
    EXPECT_FALSE(rowsAt({.at = ends[4], .topologyText = text}));
    EXPECT_EQ(rowsAt({.at = ends[5], .topologyText = text}).value(), rows[5]); // behind all that was compacted
}

TEST_F(CheckpointTest, WhatDoesNotFitIsRefused) {
    makeTopic();
    const auto text = windows();
    feed(0, 40);
    EXPECT_FALSE(engine->createCheckpoint({"flow", "early", text, "t.weir"}));
    EXPECT_FALSE(engine->createCheckpoint({"flow", "early", {}, {}}));
    run(toEnd(text));
    create("a", text);
    const auto twice = engine->createCheckpoint({"flow", "a", text, "t.weir"});
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, Errc::Exists);
    for (const auto* bad : {"", ".", "..", "tmp-a", "a/b", "ä"}) {
        EXPECT_EQ(engine->createCheckpoint({"flow", bad, text, "t.weir"}).error().code, Errc::Invalid) << bad;
        EXPECT_EQ(engine->deleteCheckpoint("flow", bad).error().code, Errc::Invalid) << bad;
    }
    EXPECT_EQ(engine->deleteCheckpoint("../flow", "a").error().code, Errc::Invalid);
    EXPECT_EQ(engine->deleteCheckpoint("flow", "b").error().code, Errc::NotFound);
    EXPECT_EQ(refusal(from("b", text))->code, Errc::NotFound);
    feed(40, 60);
    run(toEnd(text));
    const auto there = positions();
    // Another select list, another name of the store, another window: not this state.
    for (const auto& [changed, word] : {std::pair(windows("count(*) AS n, min(a) AS s"), "another shape"), std::pair(windows("count(*) AS n, sum(a) AS s", "flow", R"("size": "2m", "grace": "10m")"), "another shape")}) {
        const auto error = refusal(from("a", changed));
        EXPECT_EQ(error->code, Errc::Invalid);
        EXPECT_NE(error->detail.find("its store w holds rows of " + std::string(word)), std::string::npos) << error->detail;
    }
    auto renamed = text;
    for (auto at = renamed.find("\"w\""); at != std::string::npos; at = renamed.find("\"w\"", at + 1)) renamed.replace(at, 3, "\"v\"");
    EXPECT_NE(refusal(from("a", renamed))->detail.find("it has no store w"), std::string::npos);
    auto both = from("a", text);
    both.from = latest();
    EXPECT_EQ(refusal(both)->code, Errc::Invalid);
    EXPECT_EQ(positions(), there);
    // What holds no state may be changed.
    auto filtered = text;
    filtered.replace(filtered.find(R"("edges")"), 0, R"("name": "Other", )");
    run(from("a", filtered));
    ASSERT_TRUE(engine->start(request(text)));
    EXPECT_EQ(refusal(from("a", text))->code, Errc::InUse);
    ASSERT_TRUE(engine->stop("flow"));
    // The input is another one now.
    ASSERT_TRUE(engine->deleteTopic("in"));
    makeTopic();
    EXPECT_EQ(refusal(from("a", text))->code, Errc::OutOfRange);
    ASSERT_TRUE(engine->deleteCheckpoint("flow", "a"));
    EXPECT_TRUE(checkpointNames().empty());
    EXPECT_EQ(engine->start({.topologyText = windows("count(*) AS n", "flow.from-1"), .file = "t.weir", .settings = {}, .to = std::nullopt}).error().code, Errc::Invalid);
}

TEST_F(CheckpointTest, ADamagedOneIsRefused) {
    makeTopic();
    const auto text = windows();
    feed(0, 200);
    run(toEnd(text));
    create("a", text);
    feed(200, 220);
    run(toEnd(text));
    const auto there = positions();
    std::vector<Path> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(pathOf("a")))
        if (entry.is_regular_file() && entry.file_size() > 0) all.push_back(entry.path());
    ASSERT_GT(all.size(), 4U);
    for (const auto& path : all) {
        SCOPED_TRACE(path.string());
        const auto whole = std::string(std::istreambuf_iterator<char>(std::ifstream(path, std::ios::binary).rdbuf()), {});
        auto flipped = whole;
        flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 4);
        const auto write = [&](const std::string& bytes) { // its file may be linked with the store's own: another takes its place
            std::filesystem::remove(path);
            std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        };
        for (const auto& bytes : {flipped, whole.substr(0, whole.size() - 1), std::string()}) {
            write(bytes);
            EXPECT_EQ(refusal(from("a", text))->code, Errc::Corrupt);
        }
        write(whole);
    }
    std::ofstream(pathOf("a") / "more") << "x";
    EXPECT_EQ(refusal(from("a", text))->code, Errc::Corrupt);
    std::filesystem::remove(pathOf("a") / "more");
    EXPECT_EQ(positions(), there);
    std::filesystem::remove(pathOf("a") / "manifest.json");
    const auto listed = engine->checkpoints("flow");
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->size(), 1U);
    EXPECT_TRUE(listed->at(0).error);
    EXPECT_TRUE(engine->deleteCheckpoint("flow", "a"));
    EXPECT_EQ(stateFolders(), Values{"flow"});
}

TEST_F(CheckpointTest, ADeathAnywhereLeavesAllOrNothing) {
    makeTopic();
    const auto text = windows();
    feed(0, 60);
    run(toEnd(text));
    create("a", text);
    feed(60, 100);
    run(toEnd(text));
    const auto final = table();
    const auto now = positions();
    const auto topicsNow = topicNames().size();
    engine.reset();
    const auto template_ = folder.path().string() + "-template";
    std::filesystem::rename(folder.path(), template_);
    DyingFiles dying(files);
    constexpr auto never = std::int64_t{1} << 60;
    bool backOld = false, backNew = false;
    // Dies at its n-th change; how many there were.
    const auto round = [&](std::int64_t change, bool create) {
        std::filesystem::remove_all(folder.path());
        std::filesystem::copy(template_, folder.path(), std::filesystem::copy_options::recursive);
        std::int64_t changes = 0;
        {
            dying.dieAt(never);
            auto opened = Engine::open(folder.path(), dying, clock, registry);
            EXPECT_TRUE(opened);
            dying.dieAt(change);
            if (create) (void)(*opened)->createCheckpoint({"flow", "b", text, "t.weir"});
            else (void)(*opened)->start(from("a", text));
            changes = change - dying.left();
        }
        reopen();
        for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "checkpoints" / "flow")) {
            const auto name = entry.path().filename().string();
            EXPECT_TRUE(name == "a" || name == "b") << name;
        }
        EXPECT_LE(stateFolders().size(), 1U);
        EXPECT_EQ(topicNames().size(), topicsNow);
        if (create) {
            EXPECT_EQ(positions(), now);
            if (checkpointNames().size() == 2) run(from("b", text));
        } else {
            (positions() == now ? backOld : backNew) = true;
        }
        run(toEnd(text));
        EXPECT_EQ(table(), final);
        EXPECT_EQ(positions(), now);
        return changes;
    };
    for (const bool create : {true, false}) {
        const auto changes = round(never, create);
        ASSERT_GT(changes, 20);
        constexpr std::int64_t rounds = 12;
        for (std::int64_t i = 0; i < rounds; ++i) {
            const auto change = 1 + changes * i / rounds;
            SCOPED_TRACE(fmt::format("{} dies at change {} of {}", create ? "create" : "start", change, changes));
            round(change, create);
        }
    }
    EXPECT_TRUE(backOld);
    EXPECT_TRUE(backNew);
    std::filesystem::remove_all(template_);
}

} // namespace
} // namespace weir
