// SPDX-License-Identifier: Apache-2.0
// JoinConfig: what bind found out about a join, for the operator of its kind.
#pragma once

#include "weir/processors/operator.h"

#include <cstdint>
#include <memory>
#include <string>

namespace weir {

struct JoinConfig : BoundConfig {
    enum class Kind : std::uint8_t { StreamTable, StreamGlobal, StreamStream, TableTable, ForeignKey } kind = Kind::StreamTable;
    enum class How : std::uint8_t { Inner, Left, Outer } how = How::Inner;
    expr::Program select; ///< over l and r
    EdgeType leftType;
    EdgeType rightType;
    expr::SideUse leftUse;
    expr::SideUse rightUse;
    // Two streams: right.timestamp in [left.timestamp - before, left.timestamp + after].
    std::int64_t beforeMs = 0;
    std::int64_t afterMs = 0;
    std::int64_t graceMs = 0;
    bool lateRaw = false; ///< the late port carries whole values, since the sides' columns differ
    // A global table or a foreign key: the right row's key, over l.
    expr::Program lookup;
    expr::Program lookupCast; ///< to the right key's type; null: it has it
    std::int64_t retentionMs = -1; ///< windowed tables

    /// A row of this side gives a result without a partner.
    bool alone(int port) const { return how == How::Outer || (how == How::Left && port == 0); }
};

std::unique_ptr<Operator> makeStreamTableJoin(OperatorContext& context);
std::unique_ptr<Operator> makeStreamGlobalJoin(OperatorContext& context);
std::unique_ptr<Operator> makeStreamStreamJoin(OperatorContext& context);
std::unique_ptr<Operator> makeTableTableJoin(OperatorContext& context);
std::unique_ptr<Operator> makeForeignKeyJoin(OperatorContext& context);

} // namespace weir
