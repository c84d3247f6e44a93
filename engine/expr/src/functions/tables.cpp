// SPDX-License-Identifier: Apache-2.0
// The tables of all families, built once.
#include "functions/registry.h"

namespace weir::expr {

const std::vector<FunctionEntry>& functionTable() {
    static const FunctionList table = [] {
        FunctionList list;
        addArithmetic(list);
        addComparisons(list);
        addNumericFunctions(list);
        addMath(list);
        addTextFunctions(list);
        addTextSearch(list);
        addTextBuilding(list);
        addTextEncoding(list);
        addLike(list);
        addRegex(list);
        addTimestamps(list);
        addTimestampFields(list);
        addIntervals(list);
        addJsonb(list);
        addJsonbBuilding(list);
        addArrays(list);
        addForeign(list);
        return list;
    }();
    return table;
}

const std::vector<CastEntry>& castTable() {
    static const CastList table = [] {
        CastList list;
        addNumberCasts(list);
        addTextCasts(list);
        addTimeCasts(list);
        addJsonbCasts(list);
        return list;
    }();
    return table;
}

} // namespace weir::expr
