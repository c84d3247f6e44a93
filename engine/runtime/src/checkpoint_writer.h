// SPDX-License-Identifier: Apache-2.0
// CheckpointWriter: fills the folder of a checkpoint under way with what a job that stands still has: copies of its databases, the changes
// that no database has, the records that wait in its repartition topics, and where each task stood.
// Threads  one; the job stands still meanwhile (Job::standStill), so it is brief: hashes and syncs come afterwards.
#pragma once

#include "applications.h"
#include "checkpoint_manifest.h"
#include "job.h"

namespace weir {

class CheckpointWriter {
public:
    CheckpointWriter(Path folder, const Applications& applications, Broker& broker) : m_folder(std::move(folder)), m_applications(applications), m_broker(broker) {}
    Result<> take(const Job& job, CheckpointManifest& into) const;

private:
    Result<SavedTask> takeTask(const Plan& plan, const Task& task) const;
    Result<> takeChanges(const SavedTask& saved, const SavedStore& store, std::int64_t from) const;
    Result<> takeWaiting(const SavedTask& saved, const std::string& topic, const std::string& place) const;

    Path m_folder;
    const Applications& m_applications;
    Broker& m_broker;
};

} // namespace weir
