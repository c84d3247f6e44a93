// SPDX-License-Identifier: GPL-3.0-or-later
// FolderWatch: asks the engine from time to time what is wrong with its data folder, and tells each trouble once.
#pragma once

#include "weir/live/engine_bridge.h"

#include <QObject>
#include <QTimer>

#include <vector>

namespace weir {

class FolderWatch : public QObject {
    Q_OBJECT
public:
    /// `bridge` must outlive the watch. It asks at once, and then every ten seconds.
    explicit FolderWatch(EngineBridge& bridge, QObject* parent = nullptr);
    void ask();

Q_SIGNALS:
    /// One that was over is told again when it comes back.
    void found(const weir::Error& problem);

private:
    void take(std::vector<Error> problems);

    EngineBridge& m_bridge;
    QTimer m_timer;
    bool m_waiting = false;
    std::vector<Error> m_known;
};

} // namespace weir
