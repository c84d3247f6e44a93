// SPDX-License-Identifier: GPL-3.0-or-later
// NodeView, EdgeView: what a card and a wire show, as plain values. An item's sync(view) is its only way to change.
#pragma once

#include "weir/canvas/live_figures.h"
#include "weir/topology/node_spec.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace weir {

enum class PortMark : std::uint8_t { Stream, Table, Windowed };

struct PortView {
    std::string name;
    QString label; ///< "l", "r", a branch's name; empty: none
    QString toolTip;
    PortMark mark = PortMark::Stream;
    bool output = false;
    bool quiet = false; ///< seldom used ("late"): drawn only while the card is selected, hovered or wired to
    double y = 28; ///< centre, from the card's top
    bool operator==(const PortView&) const = default;
};

struct NodeView {
    std::string id;
    NodeShape shape = NodeShape::Stateless;
    QString icon;
    QString title;
    QString settings; ///< line 2
    QString live;     ///< line 3; empty: two lines, centred
    bool liveIsError = false;
    bool liveIsMuted = false;
    std::optional<CardState> state; ///< the dot before line 3
    QString store;                  ///< the chip; empty: none
    QString storeRows;
    int errors = 0;
    int warnings = 0;
    bool enabled = true;
    bool notApplied = false;
    std::optional<int> heat;
    std::optional<int> restoringPercent;
    std::optional<int> bufferPercent;
    std::vector<PortView> ports;
    QString toolTip;
    QString accessibleName;
    bool operator==(const NodeView&) const = default;
};

struct EdgeView {
    Edge edge;
    bool repartition = false;
    QString label; ///< a branch's name
    QString rate;
    QString lag;
    std::optional<int> heat;
    QString toolTip;
    bool operator==(const EdgeView&) const = default;
};

/// "1,236/s", "4.1 s", "2 m 08 s": the numbers as the canvas prints them.
QString rateText(double recordsPerSecond);
QString lagText(double seconds);
QString countText(std::int64_t count);

} // namespace weir
