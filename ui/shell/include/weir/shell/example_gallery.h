// SPDX-License-Identifier: GPL-3.0-or-later
// ExampleGallery: the topologies that come with Weir (resources/examples), and their pictures.
#pragma once

#include "weir/topology/topology.h"

#include <QByteArray>
#include <QPixmap>
#include <QString>

#include <vector>

namespace weir {

class NodeRegistry;
class Theme;

struct Example {
    QString id;       ///< the file's name without .weir
    QString title;    ///< in the present language
    QString summary;
    QString category; ///< "Windows", "Tables", "Sources and files"
    QByteArray text;
};

/// In the gallery's order; those whose file is missing are left out.
std::vector<Example> examples();

/// The example's file with its titles and notes in the present language.
QByteArray translatedExample(const Example& example, const NodeRegistry& registry);

/// The topology as the canvas shows it from far away: blocks by kind, wires.
QPixmap topologyThumbnail(const Topology& topology, const NodeRegistry& registry, const Theme& theme, QSize size, double devicePixelRatio);

} // namespace weir
