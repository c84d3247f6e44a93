// SPDX-License-Identifier: GPL-3.0-or-later
// Restricted mode: a topology that names files asks once before it may read or write them. What counts is the text's hash: an
// edit of a path asks again.
#pragma once

#include "weir/topology/topology.h"

#include <QString>

#include <vector>

namespace weir {

class NodeRegistry;

struct PathUse {
    QString node;
    QString path;
    bool writes = false;
    bool operator==(const PathUse&) const = default;
};

std::vector<PathUse> pathsOf(const Topology& topology, const NodeRegistry& registry);
/// "reads /var/log/dpkg.log, writes /tmp/out.jsonl"
QString describePaths(const std::vector<PathUse>& uses);
/// A hash of the paths and of how they are used, together with the application id.
QByteArray consentHash(const Topology& topology, const std::vector<PathUse>& uses);

} // namespace weir
