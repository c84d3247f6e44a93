// SPDX-License-Identifier: Apache-2.0
// The tables of all families, built once.
#include "functions/registry.h"

namespace weir::expr {

const std::vector<FunctionEntry>& functionTable() {
    static const FunctionList table = [] {
        FunctionList list;
        addArithmetic(list);
        addComparisons(list);
        return list;
    }();
    return table;
}

const std::vector<CastEntry>& castTable() {
    static const CastList table = [] {
        CastList list;
        addNumberCasts(list);
        addTextCasts(list);
        return list;
    }();
    return table;
}

} // namespace weir::expr
