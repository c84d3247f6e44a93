// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/live/folder_watch.h"

#include <algorithm>
#include <chrono>

namespace weir {

FolderWatch::FolderWatch(EngineBridge& bridge, QObject* parent) : QObject(parent), m_bridge(bridge) {
    connect(&m_timer, &QTimer::timeout, this, &FolderWatch::ask);
    m_timer.start(std::chrono::seconds(10));
    QTimer::singleShot(0, this, &FolderWatch::ask); // once somebody is connected
}

void FolderWatch::ask() {
    if (m_waiting) return; // a slow engine is not asked twice
    m_waiting = true;
    m_bridge.problems([this](const Result<std::vector<Error>>& problems) {
        m_waiting = false;
        if (problems) take(*problems);
    });
}

void FolderWatch::take(std::vector<Error> problems) {
    const auto before = std::exchange(m_known, std::move(problems));
    const auto now = m_known; // who is told may ask again
    for (const auto& problem : now)
        if (std::none_of(before.begin(), before.end(), [&](const Error& known) { return known.text() == problem.text(); })) Q_EMIT found(problem);
}

} // namespace weir
