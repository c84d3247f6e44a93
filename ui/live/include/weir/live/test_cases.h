// SPDX-License-Identifier: GPL-3.0-or-later
// TestCases: the saved cases of one topology file, in the folder "<file without .weir>.cases" beside it, and their runs. Files and runs
// are a worker's, so that neither a slow disk nor a long case holds the window.
// Threads  the GUI thread. The file system must outlive it.
#pragma once

#include "weir/core/file_system.h"
#include "weir/testing/test_case.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <vector>

namespace weir {

class TestCases : public QObject {
    Q_OBJECT
public:
    enum class State : std::uint8_t { NotRun, Running, Passed, Failed };
    struct Entry {
        TestCase testCase;
        State state = State::NotRun;
        TestOutcome outcome;
        std::vector<ComparedRecord> compared; ///< of the last run
    };

    explicit TestCases(FileSystem& files, QObject* parent = nullptr);
    ~TestCases() override;

    /// Reads the cases of a topology file; an empty path: there are none, and none can be kept.
    void open(const QString& topologyFile);
    static QString folderOf(const QString& topologyFile);
    bool canKeep() const { return !m_folder.isEmpty(); }
    const std::vector<Entry>& entries() const { return m_entries; }

    /// Adds and keeps it under a name of its own ("case-3"); its index.
    std::size_t add(TestCase testCase);
    void remove(std::size_t index);
    /// Replaces and keeps a case; what was known of its run is gone.
    void change(std::size_t index, TestCase testCase);
    void run(std::size_t index, std::shared_ptr<const Plan> plan);
    void runAll(const std::shared_ptr<const Plan>& plan);
    /// What the last run gave becomes what is expected.
    void acceptOutput(std::size_t index);
    /// Wait for the worker (tests, end of the program).
    void settle();

Q_SIGNALS:
    /// Cases came or went.
    void listChanged();
    void caseChanged(int index);
    /// A case could not be read or kept; a sentence of the engine.
    void failed(const weir::Error& error);

private:
    void keep(const TestCase& testCase);
    std::optional<std::size_t> indexOf(const std::string& name) const;
    void finish(const std::string& name, TestOutcome outcome);

    FileSystem& m_files;
    QString m_folder;
    std::vector<Entry> m_entries;
    QThreadPool m_pool;
};

} // namespace weir
