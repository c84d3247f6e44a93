// SPDX-License-Identifier: Apache-2.0
// Registry: how the families of functions enter the tables. Each family is one file with one add function; a signature is
// written as a reader would say it: "split_part(text, text, integer) -> text".
// Threads  used once, while the tables are built.
#pragma once

#include "kernel.h"

namespace weir::expr {

struct Traits {
    bool strict = true;
    bool variadic = false;
    bool stable = false;
    bool setReturning = false;
    bool foreign = false;
};
inline constexpr Traits calledOnNull{.strict = false};
inline constexpr Traits variadicOnNull{.strict = false, .variadic = true};
inline constexpr Traits readsClock{.stable = true};
inline constexpr Traits setOfRows{.setReturning = true};
inline constexpr Traits postgresOnly{.foreign = true};

using FunctionList = std::vector<FunctionEntry>;
using CastList = std::vector<CastEntry>;

/// Types by their short names (double, timestamptz, bigint[]), and anyelement, anyarray, any; json, box and the like are foreign.
void define(FunctionList& list, std::string_view signature, Kernel kernel, std::string_view summary, Traits traits = {});

void addArithmetic(FunctionList& list);
void addComparisons(FunctionList& list);
void addNumericFunctions(FunctionList& list);
void addMath(FunctionList& list);
void addTextFunctions(FunctionList& list);
void addTextSearch(FunctionList& list);
void addTextBuilding(FunctionList& list);
void addTextEncoding(FunctionList& list);
void addLike(FunctionList& list);
void addRegex(FunctionList& list);
void addTimestamps(FunctionList& list);
void addTimestampFields(FunctionList& list);
void addIntervals(FunctionList& list);
void addJsonb(FunctionList& list);
void addJsonbBuilding(FunctionList& list);
void addArrays(FunctionList& list);
void addForeign(FunctionList& list);

void addNumberCasts(CastList& list);
void addTextCasts(CastList& list);
void addTimeCasts(CastList& list);
void addJsonbCasts(CastList& list);

} // namespace weir::expr
