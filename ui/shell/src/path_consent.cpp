// SPDX-License-Identifier: GPL-3.0-or-later
#include "weir/shell/path_consent.h"

#include "weir/topology/node_spec.h"
#include "weir/topology/topology_json.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QStringList>

namespace weir {

std::vector<PathUse> pathsOf(const Topology& topology, const NodeRegistry& registry) {
    std::vector<PathUse> uses;
    for (const auto& node : topology.nodes) {
        const auto* spec = registry.find(node.type);
        if (!spec) continue;
        for (const auto& field : spec->fields) {
            if (field.kind != FieldKind::FilePath) continue;
            const auto* value = node.field(field.name);
            const auto* path = value ? value->text() : nullptr;
            if (path && !path->empty()) uses.push_back({QString::fromStdString(node.id), QString::fromStdString(*path), spec->shape == NodeShape::Sink});
        }
    }
    return uses;
}

QString describePaths(const std::vector<PathUse>& uses) {
    QStringList parts;
    for (const auto& use : uses)
        parts << (use.writes ? QCoreApplication::translate("PathConsent", "writes %1") : QCoreApplication::translate("PathConsent", "reads %1")).arg(use.path);
    return parts.join(QCoreApplication::translate("PathConsent", ", ", "between the parts of a list"));
}

QByteArray consentHash(const Topology& topology, const std::vector<PathUse>& uses) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // The whole meaning counts, the layout does not: another condition may write other content to the same path.
    Topology meaning = topology;
    meaning.layout.clear();
    meaning.notes.clear();
    meaning.groups.clear();
    hash.addData(QByteArray::fromStdString(saveTopology(meaning)));
    for (const auto& use : uses) hash.addData((use.path + (use.writes ? u'w' : u'r')).toUtf8());
    return hash.result().toHex();
}

} // namespace weir
