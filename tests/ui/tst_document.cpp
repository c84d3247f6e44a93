// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry_for_tests.h"
#include "weir/document/autosave.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/document_file.h"
#include "weir/document/older_versions.h"
#include "weir/document/recent_files.h"
#include "weir/topology/topology_json.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace weir;

class TestDocument : public QObject {
    Q_OBJECT
    const NodeRegistry m_registry = registryForTests();

    static Node filterNode(const std::string& id) {
        Node node;
        node.id = id;
        node.type = "filter";
        node.setField("where", "qty > 1");
        return node;
    }

private Q_SLOTS:
    void everyEditUndoesAndRedoesToTheSameText_data();
    void everyEditUndoesAndRedoesToTheSameText();
    void typingIsOneStepUntilTheFieldIsLeft();
    void typingAfterSavingIsANewStep();
    void renamingFollowsEverywhere();
    void removingAndHealingReconnects();
    void pastingMakesFreeIds();
    void fieldPathsReachInsideObjectsAndLists();
    void openedAndSavedFileHasTheSameBytes();
    void savingKeepsAFileThatChangedOutside();
    void savingFollowsNoSymbolicLink();
    void fiveOlderVersionsAreKept();
    void cardsAlignAndSpreadOnTheGrid();
    void dirtyFollowsTheHistory();
    void aFileThatIsNoTopologyLeavesTheDocument();
    void autosaveIsFoundAfterACrash();
    void recentFilesKeepTheNewestFirst();
    void checkerSaysWhatIsWrong();
    void largeTopologiesAreCheckedOnAWorker();
};

namespace {
using EditMaker = std::function<Edit(const Topology&)>;
}
Q_DECLARE_METATYPE(EditMaker)

void TestDocument::everyEditUndoesAndRedoesToTheSameText_data() {
    QTest::addColumn<EditMaker>("make");
    const auto row = [](const char* name, EditMaker make) { QTest::newRow(name) << std::move(make); };
    row("add a node", [](const Topology& t) { return edits::addNode(t, filterNode("f"), {8, 16}, {{{"orders", "out"}, {"f", "in"}}}); });
    row("splice a node", [](const Topology& t) { return edits::spliceNode(t, filterNode("f"), {8, 16}, t.edges[1], "in", "out"); });
    row("remove", [](const Topology& t) { return edits::removeSelection(t, {{"big", "revenue"}, {t.edges[0]}, {0}, {0}}); });
    row("remove and heal", [](const Topology& t) { return edits::removeAndHeal(t, {"big", "revenue"}); });
    row("move", [](const Topology& t) { return edits::moveNodes(t, {"orders", "out"}, {16, -24}); });
    row("move with a note", [](const Topology& t) { return edits::moveSelection(t, {{"big"}, {}, {0}, {}}, {8, 8}); });
    row("place without a layout", [](const Topology& t) { return edits::arrangeNodes(t, {{"spare", {8, 8}}}, QStringLiteral("x")); });
    row("connect", [](const Topology& t) { return edits::connect(t, {{"big", "out"}, {"spare", "in"}}); });
    row("disconnect", [](const Topology& t) { return edits::disconnect(t, {t.edges[1], t.edges[0]}); });
    row("re-plug", [](const Topology& t) { return edits::replug(t, t.edges[0], {{"orders", "out"}, {"spare", "in"}}); });
    row("set a field", [](const Topology& t) { return edits::setField(t, "revenue", "window.size", "10m"); });
    row("remove a field", [](const Topology& t) { return edits::setField(t, "revenue", "window", {}); });
    row("set all fields", [](const Topology& t) { return edits::setFields(t, "big", {{"where", "qty = 2"}}); });
    row("title", [](const Topology& t) { return edits::setTitle(t, "big", "Large ones"); });
    row("disable", [](const Topology& t) { return edits::setEnabled(t, {"big", "spare"}, false); });
    row("rename", [](const Topology& t) { return edits::renameNode(t, "revenue", "income"); });
    row("header", [](const Topology& t) {
        TopologyHeader header = headerOf(t);
        header.name = "Other";
        header.guarantee = Guarantee::AtLeastOnce;
        return edits::setHeader(t, header);
    });
    row("add a note", [](const Topology& t) { return edits::addNote(t, {"Hello", {0, 200}, {200, 80}}); });
    row("change a note", [](const Topology& t) { return edits::setNote(t, 0, {"Changed", {0, 200}, {208, 80}}); });
    row("group", [](const Topology& t) { return edits::addGroup(t, {"New", {"big", "out"}, {}}); });
    row("change a group", [](const Topology& t) { return edits::setGroup(t, 0, {"Renamed", {"revenue"}, "red"}); });
    row("ungroup", [](const Topology& t) { return edits::removeGroup(t, 0); });
    row("paste", [](const Topology& t) { return edits::paste(t, edits::fragmentOf(t, {{"big", "revenue"}, {}, {0}, {}}), {80, 80}).edit; });
}

void TestDocument::everyEditUndoesAndRedoesToTheSameText() {
    QFETCH(EditMaker, make);
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    document.push(edits::addNode(document.topology(), filterNode("spare"), {0, 160}));
    document.push(edits::addNote(document.topology(), {"A note", {0, 300}, {200, 80}}));
    document.push(edits::addGroup(document.topology(), {"Middle", {"big", "revenue"}, {}}));
    const Topology before = document.topology();
    const Edit edit = make(before);
    QVERIFY(!edit.empty());
    const int steps = document.undoStack().count();
    document.push(edit);
    QCOMPARE(document.undoStack().count(), steps + 1);
    const Topology after = document.topology();
    QVERIFY(after != before);
    for (int round = 0; round < 2; ++round) {
        document.undoStack().undo();
        QVERIFY(document.topology() == before);
        document.undoStack().redo();
        QVERIFY(document.topology() == after);
    }
    while (document.undoStack().canUndo()) document.undoStack().undo();
    while (document.undoStack().canRedo()) document.undoStack().redo();
    QVERIFY(document.topology() == after);
}

void TestDocument::typingIsOneStepUntilTheFieldIsLeft() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    for (const char* text : {"a", "am", "amo"}) document.push(edits::setField(document.topology(), "big", "where", text));
    QCOMPARE(document.undoStack().count(), 1);
    document.endGesture();
    document.push(edits::setField(document.topology(), "big", "where", "amou"));
    QCOMPARE(document.undoStack().count(), 2);
    document.push(edits::setField(document.topology(), "revenue", "group_by", "customer"));
    QCOMPARE(document.undoStack().count(), 3);
    document.undoStack().undo();
    document.undoStack().undo();
    QCOMPARE(*document.topology().find("big")->field("where")->text(), std::string("amo"));
    document.undoStack().undo();
    QCOMPARE(*document.topology().find("big")->field("where")->text(), std::string("amount > 100"));
}

void TestDocument::typingAfterSavingIsANewStep() {
    QTemporaryDir folder;
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    document.push(edits::setField(document.topology(), "big", "where", "a"));
    QVERIFY(document.saveAs(folder.filePath(QStringLiteral("a.weir"))));
    document.push(edits::setField(document.topology(), "big", "where", "ab"));
    QVERIFY(document.isDirty());
    document.undoStack().undo();
    QVERIFY(!document.isDirty());
}

void TestDocument::renamingFollowsEverywhere() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    document.push(edits::addGroup(document.topology(), {"G", {"big"}, {}}));
    document.push(edits::renameNode(document.topology(), "big", "large"));
    const Topology& t = document.topology();
    QVERIFY(t.find("large") && !t.find("big"));
    QCOMPARE(t.edges[0].to.node, std::string("large"));
    QCOMPARE(t.edges[1].from.node, std::string("large"));
    QVERIFY(t.position("large") == (CanvasPoint{256, 0}));
    QCOMPARE(t.groups[0].nodes[0], std::string("large"));
    QVERIFY(edits::renameNode(t, "large", "orders").empty()); // taken
    QVERIFY(edits::renameNode(t, "large", "no spaces").empty());
}

void TestDocument::removingAndHealingReconnects() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    document.push(edits::removeAndHeal(document.topology(), {"big"}));
    const std::vector<Edge> expected{{{"revenue", "out"}, {"out", "in"}}, {{"orders", "out"}, {"revenue", "in"}}};
    QVERIFY(document.topology().edges == expected);
}

void TestDocument::pastingMakesFreeIds() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    const Topology fragment = edits::fragmentOf(document.topology(), {{"big", "revenue"}, {}, {}, {}});
    const LoadedTopology read = fragmentFromJson(fragmentToJson(fragment), m_registry);
    QVERIFY(read.topology);
    const auto pasted = edits::paste(document.topology(), *read.topology, {80, 160});
    document.push(pasted.edit);
    QVERIFY((pasted.selection.nodes == std::vector<std::string>{"big-2", "revenue-2"}));
    QVERIFY(document.topology().position("big-2") == (CanvasPoint{80, 160}));
    QVERIFY(document.topology().position("revenue-2") == (CanvasPoint{336, 160}));
    QCOMPARE(document.topology().edges.size(), std::size_t{4}); // the wire among them, none to the outside
}

void TestDocument::fieldPathsReachInsideObjectsAndLists() {
    FieldValue::Object fields;
    setFieldAt(fields, "window.size", "5m");
    setFieldAt(fields, "branches[1].where", "x > 1");
    QCOMPARE(*fieldAt(fields, "window.size")->text(), std::string("5m"));
    QVERIFY(!fieldAt(fields, "branches[0].where"));
    QCOMPARE(*fieldAt(fields, "branches[1].where")->text(), std::string("x > 1"));
    setFieldAt(fields, "window.size", {});
    QVERIFY(!fieldAt(fields, "window")); // an empty object goes too
    setFieldAt(fields, "branches[0]", {});
    QCOMPARE(*fieldAt(fields, "branches[0].where")->text(), std::string("x > 1"));
}

void TestDocument::openedAndSavedFileHasTheSameBytes() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("flow.weir"));
    Document first(m_registry);
    QVERIFY(first.openText(ordersText(), {}, false));
    QVERIFY(first.saveAs(path));
    const QByteArray bytes = *readDocumentFile(path);
    Document second(m_registry);
    QVERIFY(second.open(path));
    QVERIFY(second.topology() == first.topology());
    QVERIFY(second.save());
    QCOMPARE(*readDocumentFile(path), bytes);
    second.push(edits::moveNodes(second.topology(), {"big"}, {8, 8}));
    second.undoStack().undo();
    QCOMPARE(second.text(), bytes);
}

void TestDocument::savingKeepsAFileThatChangedOutside() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("flow.weir"));
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    QVERIFY(document.saveAs(path));
    QVERIFY(writeDocumentFile(path, "{\"other\": 1}\n"));
    const auto refused = document.save();
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Errc::InUse);
    QCOMPARE(*readDocumentFile(path), QByteArray("{\"other\": 1}\n"));
    QVERIFY(document.save(true));
    QCOMPARE(*readDocumentFile(path), document.text());
}

void TestDocument::savingFollowsNoSymbolicLink() {
    QTemporaryDir folder;
    const QString real = folder.filePath(QStringLiteral("real.weir"));
    const QString link = folder.filePath(QStringLiteral("link.weir"));
    QVERIFY(writeDocumentFile(real, "x"));
    QVERIFY(QFile::link(real, link));
    QVERIFY(!writeDocumentFile(link, "y"));
    QCOMPARE(*readDocumentFile(real), QByteArray("x"));
}

void TestDocument::fiveOlderVersionsAreKept() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("flow.weir"));
    const OlderVersions versions(folder.filePath(QStringLiteral("versions")));
    Document document(m_registry);
    document.keepVersionsIn(folder.filePath(QStringLiteral("versions")));
    QVERIFY(document.openText(ordersText(), {}, false));
    QVERIFY(document.saveAs(path));
    QVERIFY(versions.of(path).empty()); // nothing stood there before
    QByteArrayList texts;
    for (int i = 0; i < 8; ++i) {
        texts.prepend(*readDocumentFile(path));
        document.push(edits::moveNodes(document.topology(), {"big"}, {8, 0}));
        QVERIFY(document.save());
        QVERIFY(document.save()); // the same text again is no version
    }
    const auto kept = versions.of(path);
    QCOMPARE(kept.size(), std::size_t{5});
    QVERIFY(*readDocumentFile(kept[0].path) == texts[0] || *readDocumentFile(kept[0].path) == document.text());
    QVERIFY(kept[0].savedOver >= kept[4].savedOver);
    QVERIFY(versions.of(folder.filePath(QStringLiteral("other.weir"))).empty());
}

void TestDocument::cardsAlignAndSpreadOnTheGrid() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    const auto at = [&](const char* id) { return *document.topology().position(id); };
    document.push(edits::moveNodes(document.topology(), {"big"}, {8, 80}));
    document.push(edits::alignNodes(document.topology(), {"orders", "big", "revenue"}, edits::Alignment::Bottom));
    QCOMPARE(at("orders").y, 80);
    QCOMPARE(at("revenue").y, 80);
    QCOMPARE(at("out").y, 0);
    document.push(edits::alignNodes(document.topology(), {"orders", "big", "revenue"}, edits::Alignment::SpreadAcross));
    QCOMPARE(at("big").x, 256);
    document.push(edits::alignNodes(document.topology(), {"orders", "big", "revenue"}, edits::Alignment::Centre));
    QCOMPARE(at("orders").x, 256);
    QCOMPARE(document.undoStack().count(), 4);
    QVERIFY(edits::alignNodes(document.topology(), {"orders"}, edits::Alignment::Left).empty());
    while (document.undoStack().canUndo()) document.undoStack().undo();
    QCOMPARE(at("revenue").x, 512);
}

void TestDocument::dirtyFollowsTheHistory() {
    QTemporaryDir folder;
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    QSignalSpy spy(&document, &Document::dirtyChanged);
    QVERIFY(!document.isDirty());
    document.push(edits::moveNodes(document.topology(), {"big"}, {8, 0}));
    QVERIFY(document.isDirty());
    document.undoStack().undo();
    QVERIFY(!document.isDirty());
    document.undoStack().redo();
    QVERIFY(document.saveAs(folder.filePath(QStringLiteral("a.weir"))));
    QVERIFY(!document.isDirty());
    document.undoStack().undo();
    QVERIFY(document.isDirty());
    QCOMPARE(spy.count(), 5);
}

void TestDocument::aFileThatIsNoTopologyLeavesTheDocument() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bad.weir"));
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    const Topology before = document.topology();
    QVERIFY(!document.open(path)); // no such file
    for (const QByteArray& text : {QByteArray("hello"), QByteArray("[1, 2]"), QByteArray("{\"weir\": 99}"), QByteArray()}) {
        QVERIFY(writeDocumentFile(path, text));
        const auto opened = document.open(path);
        QVERIFY(!opened);
        QVERIFY(!opened.error().detail.empty());
        QVERIFY(document.topology() == before);
    }
}

void TestDocument::autosaveIsFoundAfterACrash() {
    QTemporaryDir folder;
    const QString state = folder.filePath(QStringLiteral("autosave"));
    const QString path = folder.filePath(QStringLiteral("flow.weir"));
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    QVERIFY(document.saveAs(path));
    auto autosave = std::make_unique<Autosave>(document, state);
    document.push(edits::moveNodes(document.topology(), {"big"}, {8, 0}));
    autosave->flush();
    QVERIFY(findRecovered(state).empty()); // its owner lives
    // A crash leaves the text; a lock file whose process is gone counts for nothing.
    const QString crashed = folder.filePath(QStringLiteral("crashed"));
    QVERIFY(QDir().mkpath(crashed));
    for (const QString& name : QDir(state).entryList({QStringLiteral("*.weir-autosave")}, QDir::Files))
        QVERIFY(QFile::copy(state + QLatin1Char('/') + name, crashed + QLatin1Char('/') + name));
    const auto recovered = findRecovered(crashed);
    QCOMPARE(recovered.size(), std::size_t{1});
    QCOMPARE(recovered[0].filePath, path);
    QCOMPARE(recovered[0].text, document.text());
    QVERIFY(!recovered[0].fileChanged);
    Document again(m_registry);
    QVERIFY(again.openText(recovered[0].text, recovered[0].filePath, true));
    QVERIFY(again.isDirty());
    QVERIFY(again.save());
    QVERIFY(!again.isDirty());
    discardRecovered(recovered[0]);
    QVERIFY(findRecovered(crashed).empty());
    // Saved: nothing is left to recover.
    QVERIFY(document.save(true));
    QVERIFY(QDir(state).entryList({QStringLiteral("*.weir-autosave")}, QDir::Files).isEmpty());
}

void TestDocument::recentFilesKeepTheNewestFirst() {
    QTemporaryDir folder;
    const QString list = folder.filePath(QStringLiteral("recent"));
    RecentFiles recent(list);
    QStringList files;
    for (int i = 0; i < 14; ++i) {
        files.prepend(folder.filePath(QStringLiteral("%1.weir").arg(i)));
        QVERIFY(writeDocumentFile(files.front(), "x"));
        recent.add(files.front());
    }
    QCOMPARE(recent.paths(), files.mid(0, 12));
    recent.add(files[3]);
    QCOMPARE(recent.paths().front(), files[3]);
    QVERIFY(QFile::remove(files[0]));
    QCOMPARE(RecentFiles(list).paths().size(), 11);
}

void TestDocument::checkerSaysWhatIsWrong() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    Checker checker(document);
    QVERIFY2(checker.latest().ok(), checker.latest().diagnostics.empty() ? "" : toText(checker.latest().diagnostics[0]).c_str());
    QSignalSpy spy(&checker, &Checker::checked);
    document.push(edits::setField(document.topology(), "big", "where", "amuont > 100"));
    QVERIFY(spy.wait());
    QVERIFY(!checker.latest().ok());
    const auto mine = checker.latest().of("big");
    QVERIFY(!mine.empty());
    QCOMPARE(mine[0]->field, std::string("where"));
    QCOMPARE(mine[0]->span.begin, 0);
    QCOMPARE(mine[0]->span.end, 6);
    document.undoStack().undo();
    QVERIFY(checker.ensureLatest().ok());
    QVERIFY(checker.latest().bound("revenue"));
}

void TestDocument::largeTopologiesAreCheckedOnAWorker() {
    Document document(m_registry);
    QVERIFY(document.openText(ordersText(), {}, false));
    Checker checker(document);
    QSignalSpy spy(&checker, &Checker::checked);
    for (int i = 0; i < 100; ++i) document.push(edits::addNode(document.topology(), filterNode("f" + std::to_string(i)), {0, i * 8}));
    QTRY_COMPARE(checker.latest().revision, document.revision());
    QCOMPARE(checker.latest().plan->typed.topology.nodes.size(), std::size_t{104});
}

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
