// SPDX-License-Identifier: GPL-3.0-or-later
// Aligning and spreading cards. All cards have one size, so their upper left corners tell.
#include "weir/document/edits.h"

#include <QCoreApplication>

#include <algorithm>

namespace weir::edits {

namespace {

constexpr int GRID = 8;

int onGrid(int value) { return (value >= 0 ? value + GRID / 2 : value - GRID / 2) / GRID * GRID; }

QString textOf(Alignment how) {
    switch (how) {
    case Alignment::Left: return QCoreApplication::translate("edits", "Align left");
    case Alignment::Centre: return QCoreApplication::translate("edits", "Align centres");
    case Alignment::Right: return QCoreApplication::translate("edits", "Align right");
    case Alignment::Top: return QCoreApplication::translate("edits", "Align tops");
    case Alignment::Middle: return QCoreApplication::translate("edits", "Align middles");
    case Alignment::Bottom: return QCoreApplication::translate("edits", "Align bottoms");
    case Alignment::SpreadAcross: return QCoreApplication::translate("edits", "Spread across");
    case Alignment::SpreadDown: return QCoreApplication::translate("edits", "Spread down");
    }
    return {};
}

} // namespace

Edit alignNodes(const Topology& topology, const std::vector<std::string>& nodes, Alignment how) {
    std::vector<std::pair<std::string, CanvasPoint>> places;
    for (const std::string& id : nodes)
        if (const auto at = topology.position(id)) places.emplace_back(id, *at);
    if (places.size() < 2) return {};
    const bool across = how == Alignment::Left || how == Alignment::Centre || how == Alignment::Right || how == Alignment::SpreadAcross;
    const auto coordinate = [across](CanvasPoint& at) -> int& { return across ? at.x : at.y; };
    std::stable_sort(places.begin(), places.end(), [&](auto a, auto b) { return coordinate(a.second) < coordinate(b.second); });
    const int least = coordinate(places.front().second);
    const int most = coordinate(places.back().second);
    const auto gaps = static_cast<int>(places.size()) - 1;
    for (int i = 0; i <= gaps; ++i) {
        int& value = coordinate(places[static_cast<std::size_t>(i)].second);
        switch (how) {
        case Alignment::Left:
        case Alignment::Top: value = least; break;
        case Alignment::Right:
        case Alignment::Bottom: value = most; break;
        case Alignment::Centre:
        case Alignment::Middle: value = onGrid(least + (most - least) / 2); break;
        case Alignment::SpreadAcross:
        case Alignment::SpreadDown: value = i == gaps ? most : onGrid(least + (most - least) * i / gaps); break;
        }
    }
    return arrangeNodes(topology, places, textOf(how));
}

} // namespace weir::edits
