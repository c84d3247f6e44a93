// SPDX-License-Identifier: GPL-3.0-or-later
// WireFit: would a wire from a port fit there, and if not, why? A snapshot of the checked topology, taken when a wire is
// picked up; a wire that is being re-plugged is left out of it.
#pragma once

#include "weir/canvas/canvas_view.h"
#include "weir/canvas/node_search.h"
#include "weir/topology/bind.h"

#include <optional>
#include <string>

namespace weir {

class WireFit {
public:
    WireFit(const TypedTopology& typed, const NodeRegistry& registry, WireStart start, const std::optional<Edge>& without = {});

    const WireStart& start() const { return m_start; }
    /// The wire if its loose end is put into `end`.
    Edge wireTo(const PortRef& end) const;
    /// nullopt: it fits.
    std::optional<std::string> refusal(const PortRef& end) const;
    /// Would a new node of this entry take the wire, at which of its ports? Else the reason.
    struct Offer {
        std::string port;
        std::optional<std::string> refusal;
    };
    Offer offer(const PaletteEntry& entry) const;

private:
    TypedTopology m_typed;
    const NodeRegistry& m_registry;
    WireStart m_start;
};

} // namespace weir
