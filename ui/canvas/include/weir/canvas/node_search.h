// SPDX-License-Identifier: GPL-3.0-or-later
// NodeSearch: what can be added, found by name, keyword or Kafka Streams' name, in English and in the present language.
#pragma once

#include "weir/topology/node_spec.h"

#include <QString>

#include <string>
#include <vector>

namespace weir {

/// One line of the palette. `source` read as a table or a global table are lines of their own.
struct PaletteEntry {
    QString id; ///< the type, or "source/table", "source/global-table", "note", "group": what a drag carries
    std::string type;
    FieldValue::Object fields; ///< that it starts with
    QString title;             ///< in the present language
    QString englishTitle;
    QString dsl; ///< Kafka Streams' name: "groupByKey"
    QString category;
    QString icon;
    NodeShape shape = NodeShape::Stateless;
    QString summary;
    std::vector<QString> keywords;
};

/// In the palette's order: categories together.
std::vector<PaletteEntry> paletteEntries(const NodeRegistry& registry);
/// 0: does not match; larger is better. Empty text matches all with 1.
int matchScore(const PaletteEntry& entry, const QString& text);
/// A new node of this entry, with a free id.
Node nodeOf(const PaletteEntry& entry, const Topology& topology);

} // namespace weir
