// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/tests_panel.h"

#include "table_look.h"
#include "weir/document/checker.h"
#include "weir/document/document.h"
#include "weir/document/engine_words.h"
#include "weir/document/theme.h"
#include "weir/shell/topology_run.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QResizeEvent>
#include <QSpinBox>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace weir {
namespace {

constexpr std::int64_t capturedOfPartition = 50;
constexpr std::size_t capturedMost = 200;

/// Records of several partitions on their way together.
struct Capture {
    std::vector<TestRecord> records;
    std::size_t open = 0;
};

TestRecord testRecord(const std::string& topic, const FetchedRecord& fetched) {
    TestRecord out;
    out.topic = topic;
    if (!fetched.keyNull) out.key = fetched.key;
    if (!fetched.valueNull) out.value = fetched.value;
    out.timestamp = fetched.timestamp;
    out.headers = fetched.headers;
    return out;
}

} // namespace

TestsPanel::TestsPanel(EngineBridge& bridge, FileSystem& files, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_bridge(bridge), m_cases(files), m_list(new QListWidget), m_capture(new QPushButton), m_add(new QPushButton), m_remove(new QPushButton),
      m_runOne(new QPushButton), m_runAll(new QPushButton), m_accept(new QPushButton), m_addRow(new QPushButton), m_removeRow(new QPushButton), m_compare(new QComboBox),
      m_partitions(new QSpinBox), m_partitionsLabel(new QLabel), m_message(new QLabel), m_inputTable(new QTableView), m_differenceTable(new QTableView),
      m_delegate(new WarmRowDelegate(TestDiffModel::DiffersRole, theme, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(8, 6, 8, 6);
    bar->setSpacing(6);
    for (auto* button : {m_capture, m_add, m_remove, m_runOne, m_runAll, m_accept, m_addRow, m_removeRow}) button->setObjectName(QStringLiteral("smallButton"));
    for (auto* button : {m_capture, m_add, m_remove, m_runOne, m_runAll}) bar->addWidget(button);
    bar->addStretch(1);
    m_compare->setProperty("look", QStringLiteral("small"));
    m_partitions->setRange(1, 64);
    bar->addWidget(m_compare);
    bar->addWidget(m_partitionsLabel);
    bar->addWidget(m_partitions);
    column->addLayout(bar);

    auto* split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumWidth(96);
    split->addWidget(m_list);
    for (const auto& [table, buttons] : {std::pair(m_inputTable, std::vector{m_addRow, m_removeRow}), std::pair(m_differenceTable, std::vector{m_accept})}) {
        auto* side = new QWidget;
        auto* rows = new QVBoxLayout(side);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(0);
        dressTable(*table);
        rows->addWidget(table, 1);
        auto* foot = new QHBoxLayout;
        foot->setContentsMargins(8, 4, 8, 4);
        foot->addStretch(1);
        for (auto* button : buttons) foot->addWidget(button);
        rows->addLayout(foot);
        split->addWidget(side);
    }
    split->setStretchFactor(1, 1);
    split->setStretchFactor(2, 1);
    split->setSizes({120, 400, 400});
    column->addWidget(split, 1);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // The style sheet takes a label's own margins away.
    auto* below = new QHBoxLayout;
    below->setContentsMargins(8, 4, 8, 6);
    below->addWidget(m_message);
    column->addLayout(below);

    m_inputTable->setModel(&m_input);
    m_inputTable->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_inputTable->horizontalHeader()->setStretchLastSection(false);
    m_inputTable->horizontalHeader()->setSectionResizeMode(TestInputModel::Value, QHeaderView::Stretch);
    m_inputTable->setColumnWidth(TestInputModel::Number, 36);
    m_differenceTable->setModel(&m_difference);
    m_differenceTable->setItemDelegate(m_delegate);
    m_differenceTable->horizontalHeader()->setSectionResizeMode(TestDiffModel::Expected, QHeaderView::Stretch);
    m_differenceTable->horizontalHeader()->setSectionResizeMode(TestDiffModel::Came, QHeaderView::Stretch);

    connect(m_capture, &QPushButton::clicked, this, &TestsPanel::capture);
    connect(m_add, &QPushButton::clicked, this, &TestsPanel::addEmpty);
    connect(m_remove, &QPushButton::clicked, this, &TestsPanel::removeCase);
    connect(m_runOne, &QPushButton::clicked, this, [this] {
        if (const auto checked = plan(); checked && m_current >= 0) m_cases.run(static_cast<std::size_t>(m_current), checked);
    });
    connect(m_runAll, &QPushButton::clicked, this, &TestsPanel::runAll);
    connect(m_accept, &QPushButton::clicked, this, [this] {
        if (m_current >= 0) m_cases.acceptOutput(static_cast<std::size_t>(m_current));
    });
    connect(m_addRow, &QPushButton::clicked, this, &TestsPanel::addRow);
    connect(m_removeRow, &QPushButton::clicked, this, &TestsPanel::removeRows);
    connect(m_list, &QListWidget::currentRowChanged, this, &TestsPanel::showCase);
    connect(&m_input, &TestInputModel::edited, this, &TestsPanel::takeEdits);
    connect(m_compare, &QComboBox::activated, this, &TestsPanel::takeEdits);
    connect(m_partitions, &QSpinBox::valueChanged, this, &TestsPanel::takeEdits);
    connect(&m_cases, &TestCases::listChanged, this, &TestsPanel::fillList);
    connect(&m_cases, &TestCases::caseChanged, this, &TestsPanel::showOutcome);
    connect(&m_cases, &TestCases::failed, this, [this](const Error& error) { say(engineWords(error), true); });
    setTheme(theme);
    retranslate();
    fillList();
}

void TestsPanel::setTheme(const Theme& theme) {
    m_delegate->setTheme(theme);
    m_passed = theme.icon(QStringLiteral("apply"), theme.ok());
    m_failed = theme.icon(QStringLiteral("error"), theme.error());
    m_inputTable->setFont(theme.font(12));
    m_differenceTable->setFont(theme.font(12));
    for (int i = 0; i < m_list->count(); ++i) showOutcome(i);
}

void TestsPanel::setRun(TopologyRun* run) {
    if (run == m_run) return;
    if (m_run) m_run->document().disconnect(this);
    m_run = run;
    if (m_run) connect(&m_run->document(), &Document::filePathChanged, this, &TestsPanel::followFile);
    followFile();
}

void TestsPanel::followFile() {
    m_cases.open(m_run ? m_run->document().filePath() : QString());
    enable();
}

std::shared_ptr<const Plan> TestsPanel::plan() {
    if (!m_run) return nullptr;
    const auto& checked = m_run->checker().ensureLatest();
    if (checked.ok()) return checked.plan;
    say(tr("Mend the problems of the topology first, then run its tests."), true);
    return nullptr;
}

std::vector<std::string> TestsPanel::sourceTopics() {
    std::vector<std::string> topics;
    if (!m_run) return topics;
    const auto& checked = m_run->checker().ensureLatest();
    if (!checked.plan) return topics;
    for (const auto& bound : checked.plan->typed.nodes)
        if (!bound.sourceTopic.empty() && std::find(topics.begin(), topics.end(), bound.sourceTopic) == topics.end()) topics.push_back(bound.sourceTopic);
    return topics;
}

void TestsPanel::fillList() {
    const int chosen = m_current;
    m_list->clear();
    for (const auto& entry : m_cases.entries()) m_list->addItem(QString::fromStdString(entry.testCase.name));
    for (int i = 0; i < m_list->count(); ++i) showOutcome(i);
    m_list->setCurrentRow(std::min(std::max(chosen, 0), m_list->count() - 1));
    if (m_list->count() == 0) showCase(-1);
}

void TestsPanel::showCase(int index) {
    m_current = index;
    m_showing = true;
    const bool any = index >= 0 && index < static_cast<int>(m_cases.entries().size());
    if (any) {
        const auto& entry = m_cases.entries()[static_cast<std::size_t>(index)];
        m_input.setLines(entry.testCase.input);
        m_compare->setCurrentIndex(static_cast<int>(entry.testCase.compare));
        m_partitions->setValue(entry.testCase.layout.partitions);
    } else {
        m_current = -1;
        m_input.setLines({});
        m_difference.setRows({});
    }
    m_showing = false;
    if (any) showOutcome(index);
    enable();
}

void TestsPanel::showOutcome(int index) {
    if (index < 0 || index >= static_cast<int>(m_cases.entries().size())) return;
    const auto& entry = m_cases.entries()[static_cast<std::size_t>(index)];
    if (auto* item = m_list->item(index))
        item->setIcon(entry.state == TestCases::State::Passed ? m_passed : entry.state == TestCases::State::Failed ? m_failed : QIcon());
    const bool ran = entry.state == TestCases::State::Passed || entry.state == TestCases::State::Failed;
    if (index == m_accepting && ran) {
        m_accepting = -1;
        const bool whole = entry.compared.size() > 0 || !entry.outcome.why;
        if (whole) {
            m_cases.acceptOutput(static_cast<std::size_t>(index));
            return say(tr("Made from the last records. What the topology gives now is taken as expected: look it over."));
        }
    }
    if (index != m_current) return;
    m_difference.setRows(entry.compared);
    if (const int first = m_difference.firstDifference(); first >= 0) m_differenceTable->scrollTo(m_difference.index(first, 0));
    switch (entry.state) {
    case TestCases::State::NotRun: say(tr("Not run yet.")); break;
    case TestCases::State::Running: say(tr("Running …")); break;
    case TestCases::State::Passed: say(tr("Passed: %n record(s) as expected.", nullptr, static_cast<int>(entry.compared.size()))); break;
    case TestCases::State::Failed: say(engineWords(entry.outcome.why.value_or(std::string())), true); break;
    }
    enable();
}

void TestsPanel::takeEdits() {
    if (m_showing || m_current < 0) return;
    auto testCase = m_cases.entries()[static_cast<std::size_t>(m_current)].testCase;
    testCase.input = m_input.lines();
    testCase.compare = static_cast<CompareBy>(m_compare->currentIndex());
    testCase.layout.partitions = m_partitions->value();
    m_cases.change(static_cast<std::size_t>(m_current), std::move(testCase));
}

void TestsPanel::addEmpty() {
    const auto index = m_cases.add({});
    m_list->setCurrentRow(static_cast<int>(index));
}

void TestsPanel::removeCase() {
    if (m_current >= 0) m_cases.remove(static_cast<std::size_t>(m_current));
}

void TestsPanel::addRow() {
    const auto topics = sourceTopics();
    const auto selected = m_inputTable->selectionModel()->selectedRows();
    const int row = selected.isEmpty() ? m_input.rowCount() : selected.last().row() + 1;
    m_input.insert(row, topics.empty() ? std::string() : topics.front());
    m_inputTable->selectRow(row);
}

void TestsPanel::removeRows() {
    std::vector<int> rows;
    for (const auto& index : m_inputTable->selectionModel()->selectedRows()) rows.push_back(index.row());
    m_input.removeAt(std::move(rows));
}

void TestsPanel::runAll() {
    if (const auto checked = plan()) m_cases.runAll(checked);
}

void TestsPanel::capture() {
    const auto topics = sourceTopics();
    if (topics.empty()) return say(tr("The topology reads no topic, so there is nothing to capture."), true);
    m_bridge.topics([this, topics](const Result<std::vector<TopicInfo>>& known) {
        if (!known) return say(engineWords(known.error()), true);
        auto capture = std::make_shared<Capture>();
        std::vector<FetchRequest> requests;
        for (const auto& topic : *known) {
            if (std::find(topics.begin(), topics.end(), topic.spec.name) == topics.end()) continue;
            for (std::size_t p = 0; p < topic.partitions.size(); ++p) {
                const auto& partition = topic.partitions[p];
                if (partition.end <= partition.start) continue;
                requests.push_back({.topic = topic.spec.name, .partition = static_cast<std::int32_t>(p), .offset = std::max(partition.start, partition.end - capturedOfPartition)});
            }
        }
        if (requests.empty()) return say(tr("There are no records yet: run the topology, or produce some, and capture again."), true);
        capture->open = requests.size();
        for (auto& request : requests) {
            const std::string topic = request.topic;
            m_bridge.fetch(std::move(request), [this, capture, topic](const Result<FetchResult>& fetched) {
                if (fetched)
                    for (const auto& record : fetched->records) capture->records.push_back(testRecord(topic, record));
                if (--capture->open == 0) keepCaptured(std::move(capture->records));
            });
        }
    });
}

void TestsPanel::keepCaptured(std::vector<TestRecord> records) {
    const auto checked = plan();
    if (!checked || !m_cases.canKeep()) return;
    std::stable_sort(records.begin(), records.end(), [](const TestRecord& a, const TestRecord& b) { return a.timestamp < b.timestamp; });
    if (records.size() > capturedMost) records.erase(records.begin(), records.end() - static_cast<std::ptrdiff_t>(capturedMost));
    TestCase testCase;
    for (const auto& record : records) testCase.input += inputLine(*checked, record) + '\n';
    const auto index = m_cases.add(std::move(testCase));
    m_list->setCurrentRow(static_cast<int>(index));
    m_accepting = static_cast<int>(index);
    m_cases.run(index, checked);
}

void TestsPanel::enable() {
    const bool keeps = m_cases.canKeep();
    const bool one = m_current >= 0;
    for (auto* button : {m_capture, m_add}) button->setEnabled(keeps);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_remove, m_runOne, m_addRow, m_removeRow, m_compare, m_partitions}) widget->setEnabled(one);
    m_runAll->setEnabled(!m_cases.entries().empty());
    const auto state = one ? m_cases.entries()[static_cast<std::size_t>(m_current)].state : TestCases::State::NotRun;
    m_accept->setEnabled(state == TestCases::State::Failed);
    if (!m_run) say({});
    else if (!keeps) say(tr("Save the topology first: its tests stand in a folder beside it."));
    else if (!one) say(tr("No tests yet. \"From records\" makes one of the last records of the source topics."));
}

void TestsPanel::say(const QString& sentence, bool wrong) {
    m_message->setProperty("look", wrong ? QStringLiteral("error") : QStringLiteral("muted"));
    m_message->style()->unpolish(m_message);
    m_message->style()->polish(m_message);
    m_message->setText(sentence);
}

void TestsPanel::retranslate() {
    m_capture->setText(tr("From records"));
    m_capture->setToolTip(tr("Make a test of the last records of the source topics"));
    m_add->setText(tr("Empty test"));
    m_remove->setText(tr("Delete"));
    m_runOne->setText(tr("Run"));
    m_runAll->setText(tr("Run all"));
    m_accept->setText(tr("Accept"));
    m_accept->setToolTip(tr("Take what came as expected"));
    m_addRow->setText(tr("Add"));
    m_addRow->setToolTip(tr("Add record"));
    m_removeRow->setText(tr("Delete"));
    m_removeRow->setToolTip(tr("Delete records"));
    m_partitionsLabel->setText(tr("Partitions"));
    m_list->setAccessibleName(tr("Tests"));
    m_inputTable->setAccessibleName(tr("Records that go in"));
    m_differenceTable->setAccessibleName(tr("Records expected and records that came"));
    m_compare->setAccessibleName(tr("Compare"));
    const int chosen = m_compare->currentIndex();
    m_compare->clear();
    m_compare->addItems({tr("Exactly"), tr("By key"), tr("Final tables")});
    m_compare->setCurrentIndex(std::max(chosen, 0));
    m_input.retranslate();
    m_difference.retranslate();
    if (m_current >= 0) showOutcome(m_current);
    enable();
}

void TestsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // How a case is run and compared stands on the right where there is room.
    const bool roomy = event->size().width() >= 620;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_compare, m_partitionsLabel, m_partitions}) widget->setVisible(roomy);
}

void TestsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

} // namespace weir
