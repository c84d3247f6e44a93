// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/test_cases.h"

#include <algorithm>
#include <set>

namespace weir {
namespace {

Path pathOf(const QString& text) { return Path(text.toStdString()); }

/// "case-1", or the next number that is free.
std::string freeName(const std::vector<TestCases::Entry>& entries) {
    std::set<std::string> names;
    for (const auto& entry : entries) names.insert(entry.testCase.name);
    for (std::size_t n = entries.size() + 1;; ++n)
        if (auto name = "case-" + std::to_string(n); !names.contains(name)) return name;
}

} // namespace

TestCases::TestCases(FileSystem& files, QObject* parent) : QObject(parent), m_files(files) { m_pool.setMaxThreadCount(1); }

TestCases::~TestCases() { m_pool.waitForDone(); }

QString TestCases::folderOf(const QString& topologyFile) {
    if (topologyFile.isEmpty()) return {};
    const QString suffix = QStringLiteral(".weir");
    return (topologyFile.endsWith(suffix) ? topologyFile.chopped(suffix.size()) : topologyFile) + QStringLiteral(".cases");
}

void TestCases::open(const QString& topologyFile) {
    const QString folder = folderOf(topologyFile);
    if (folder == m_folder) return;
    m_folder = folder;
    m_entries.clear();
    Q_EMIT listChanged();
    if (m_folder.isEmpty()) return;
    m_pool.start([this, folder] {
        std::vector<TestCase> found;
        std::optional<Error> error;
        if (auto names = m_files.list(pathOf(folder))) {
            std::sort(names->begin(), names->end());
            for (const auto& name : *names) {
                if (!m_files.exists(pathOf(folder) / name / "input.jsonl")) continue;
                auto testCase = readTestCase(m_files, pathOf(folder) / name);
                if (testCase) found.push_back(std::move(*testCase));
                else error = testCase.error();
            }
        }
        QMetaObject::invokeMethod(
            this,
            [this, folder, found = std::move(found), error] {
                if (folder != m_folder) return;
                for (const auto& testCase : found) m_entries.push_back({testCase, State::NotRun, {}, {}});
                Q_EMIT listChanged();
                if (error) Q_EMIT failed(*error);
            },
            Qt::QueuedConnection);
    });
}

std::size_t TestCases::add(TestCase testCase) {
    testCase.name = freeName(m_entries);
    keep(testCase);
    m_entries.push_back({std::move(testCase), State::NotRun, {}, {}});
    Q_EMIT listChanged();
    return m_entries.size() - 1;
}

void TestCases::remove(std::size_t index) {
    const auto folder = pathOf(m_folder) / m_entries.at(index).testCase.name;
    m_pool.start([this, folder] {
        // Only what a case is made of: whatever else stands in the folder is somebody's.
        for (const auto* name : {"input.jsonl", "expected.jsonl", "case.json"})
            if (m_files.exists(folder / name)) static_cast<void>(m_files.remove(folder / name));
        if (const auto rest = m_files.list(folder); rest && rest->empty()) static_cast<void>(m_files.remove(folder));
    });
    m_entries.erase(m_entries.begin() + static_cast<std::ptrdiff_t>(index));
    Q_EMIT listChanged();
}

void TestCases::change(std::size_t index, TestCase testCase) {
    auto& entry = m_entries.at(index);
    testCase.name = entry.testCase.name;
    keep(testCase);
    entry = {std::move(testCase), State::NotRun, {}, {}};
    Q_EMIT caseChanged(static_cast<int>(index));
}

void TestCases::keep(const TestCase& testCase) {
    m_pool.start([this, folder = pathOf(m_folder) / testCase.name, testCase] {
        const auto written = writeTestCase(m_files, folder, testCase);
        if (written) return;
        QMetaObject::invokeMethod(this, [this, error = written.error()] { Q_EMIT failed(error); }, Qt::QueuedConnection);
    });
}

void TestCases::run(std::size_t index, std::shared_ptr<const Plan> plan) {
    auto& entry = m_entries.at(index);
    entry.state = State::Running;
    Q_EMIT caseChanged(static_cast<int>(index));
    m_pool.start([this, plan = std::move(plan), testCase = entry.testCase] {
        auto outcome = runTestCase(plan, testCase);
        QMetaObject::invokeMethod(this, [this, name = testCase.name, outcome = std::move(outcome)] { finish(name, outcome); }, Qt::QueuedConnection);
    });
}

void TestCases::runAll(const std::shared_ptr<const Plan>& plan) {
    for (std::size_t i = 0; i < m_entries.size(); ++i) run(i, plan);
}

std::optional<std::size_t> TestCases::indexOf(const std::string& name) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry& entry) { return entry.testCase.name == name; });
    if (found == m_entries.end()) return std::nullopt;
    return static_cast<std::size_t>(found - m_entries.begin());
}

void TestCases::finish(const std::string& name, TestOutcome outcome) {
    const auto index = indexOf(name);
    if (!index || m_entries[*index].state != State::Running) return; // gone, or changed while it ran
    auto& entry = m_entries[*index];
    entry.state = outcome.why ? State::Failed : State::Passed;
    entry.outcome = std::move(outcome);
    const auto compared = compareOutputs(entry.testCase.expected, entry.outcome.output, entry.testCase.compare);
    entry.compared = compared ? *compared : std::vector<ComparedRecord>();
    Q_EMIT caseChanged(static_cast<int>(*index));
}

void TestCases::acceptOutput(std::size_t index) {
    auto& entry = m_entries.at(index);
    if (entry.state != State::Passed && entry.state != State::Failed) return;
    entry.testCase.expected = entry.outcome.output;
    keep(entry.testCase);
    const auto compared = compareOutputs(entry.testCase.expected, entry.outcome.output, entry.testCase.compare);
    entry.compared = compared ? *compared : std::vector<ComparedRecord>();
    entry.outcome.why.reset();
    entry.state = State::Passed;
    Q_EMIT caseChanged(static_cast<int>(index));
}

void TestCases::settle() { m_pool.waitForDone(); }

} // namespace weir
