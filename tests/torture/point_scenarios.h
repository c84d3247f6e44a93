// SPDX-License-Identifier: Apache-2.0
// Scenarios: the roads on which the kill points lie, for the form `points`: each is a folder, a command that is to die on it, and what must
// hold behind that.
#pragma once

#include "disk_job.h"
#include "frame.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace weir::torture {

struct Scenario {
    using Prepare = std::function<Result<Path>(const std::string& folder)>;
    using Command = std::function<std::vector<std::string>(const Path& data)>;
    using Judge = std::function<std::string(const Path& data)>;
    std::string name;
    Prepare prepare; ///< makes a data folder of this name
    Command command;
    Judge judge; ///< what is wrong with what is there now, and with what becomes of it; empty: nothing
};

/// How often each point is passed in a file that WEIR_KILLPOINT_LOG named.
std::map<std::string, std::int64_t> passesIn(const Path& log);
/// A copy of a folder that nobody owns, without the socket of whoever was killed there.
Result<Path> copyOfFolder(const Path& from, const Path& to);
/// Ends with 0 within a minute; else a sentence.
std::string runs(const std::vector<std::string>& command, const Path& errors);
/// The command, with the data folder as its last option.
Scenario::Command onFolder(std::vector<std::string> words);

class Scenarios {
public:
    /// `want`: of an undisturbed run.
    Scenarios(const DiskJob& job, Outcome want, Verdict& verdict, bool few) : m_job(job), m_want(std::move(want)), m_verdict(verdict), m_few(few) {}
    Result<> make();
    const std::vector<Scenario>& all() const { return m_all; }

    // For those who add some.
    void add(Scenario scenario) { m_all.push_back(std::move(scenario)); }
    const DiskJob& job() const { return m_job; }
    Verdict& verdict() const { return m_verdict; }
    /// The inputs, and topics whose segments are so small that they are followed, sealed and trimmed all the time.
    Result<Path> fresh(const std::string& name) const { return copyOfFolder(m_job.work() / base, m_job.work() / name); }
    std::vector<std::string> run(const Path& data) const { return {m_job.weir().string(), "run", m_job.flow().string(), "--to", "latest", "--data-dir", data.string()}; }

private:
    static constexpr const char* base = "small-segments";

    Result<> makeBase() const;
    Result<> addRuns();
    void addPowerLoss();
    void addTopics();
    void addApplications();
    Result<> addChangelogs();
    /// The run, to its end, and the outcome.
    std::string judgeRun(const Path& data) const;
    /// A folder in which the run was killed halfway through its passes of a point, made once.
    Result<Path> killedAt(const std::string& point);

    const DiskJob& m_job;
    Outcome m_want;
    Verdict& m_verdict;
    bool m_few;
    std::vector<Scenario> m_all;
    std::map<std::string, std::int64_t> m_passes; ///< of a first run
};

} // namespace weir::torture
