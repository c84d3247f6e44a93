// SPDX-License-Identifier: Apache-2.0
// Checkpoints: an application's state under a name: <data>/checkpoints/<application>/<name>/ (docs/adr/0011, docs/formats/checkpoint.md).
// Shape    made as tmp-<name>, synced and read again before it gets its name: a folder with a name is whole. What a crash left of one goes
//          at the next open. One that is in use is not deleted.
// Threads  thread-safe.
#pragma once

#include "applications.h"
#include "checkpoint_manifest.h"
#include "job.h"

#include "weir/runtime/checkpoint_control.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace weir {

class Checkpoints {
public:
    Checkpoints(Path folder, Applications& applications, Broker& broker, const Clock& clock) : m_folder(std::move(folder)), m_applications(applications), m_broker(broker), m_clock(clock) {}

    /// After a crash. What can't be removed stays until the next time.
    void removeUnfinished();
    /// Of a job that is at work, paused, or was started standing still. It stands still while its state is copied.
    Result<CheckpointInfo> create(const std::string& application, const CheckpointRequest& request, Job& job);
    /// The oldest first. `application` empty: of all.
    Result<std::vector<CheckpointInfo>> list(const std::string& application) const;
    Result<> remove(const std::string& application, const std::string& name);

    /// A checkpoint that stays while somebody has this.
    struct Open {
        Path folder;
        CheckpointManifest manifest;
        std::shared_ptr<void> pin;
    };
    Result<Open> open(const std::string& application, const std::string& name) const;
    /// Whose changelogs bear this state name; the oldest first.
    std::vector<Open> openAll(const std::string& application, const std::string& stateName) const;
    static Result<> checkName(const std::string& name);
    static Result<> checkNames(const std::string& application, const std::string& name);

    Applications& applications() const { return m_applications; }
    Broker& broker() const { return m_broker; }

private:
    Path folderOf(const std::string& application, const std::string& name) const { return m_folder / application / name; }
    Result<> take(const Path& unfinished, const std::string& application, const CheckpointRequest& request, Job& job);
    CheckpointInfo describe(const std::string& application, const std::string& name) const;
    std::shared_ptr<void> pin(const Path& folder) const;

    struct Pins {
        std::mutex mutex;
        std::map<Path, int> users;
    };
    Path m_folder;
    Applications& m_applications;
    Broker& m_broker;
    const Clock& m_clock;
    std::shared_ptr<Pins> m_pins = std::make_shared<Pins>();
};

} // namespace weir
