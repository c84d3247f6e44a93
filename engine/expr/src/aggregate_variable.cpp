// SPDX-License-Identifier: Apache-2.0
// Accumulators whose size changes: they are rewritten when they change.
#include "aggregate_code.h"
#include "hyper_log_log.h"
#include "kernel.h"
#include "machine_arrays.h"
#include "quantile_sketch.h"

#include "weir/record/numeric.h"
#include "weir/record/row_codec.h"

#include <xxhash.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <new>
#include <vector>

namespace weir::expr {

namespace {

std::int64_t loadCount(const char* at) {
    std::int64_t count = 0;
    std::memcpy(&count, at, sizeof count);
    return count;
}
void storeCount(char* at, std::int64_t count) { std::memcpy(at, &count, sizeof count); }

bool fail(RunError& error, std::string_view condition, std::string_view message) {
    error.condition = condition;
    error.message = message;
    return false;
}
bool damaged(RunError& error) { return fail(error, "data_corrupted", "an accumulator can't be read"); }

Numeric takeNumeric(std::string_view& part) {
    std::uint64_t size = 0;
    if (!readVarint(part, size) || size > part.size()) return Numeric(0);
    auto value = Numeric::read(part.substr(0, size));
    part.remove_prefix(size);
    return value;
}
void putNumeric(std::string& out, const Numeric& value, Arena& arena) {
    const auto bytes = value.write(arena);
    appendVarint(out, bytes.size());
    out += bytes;
}

/// sum, and for a deviation the sum of squares.
bool numericSums(const AggregateCall& call, std::string_view part, const Numeric& value, bool adding, Arena& arena, std::string_view& out, RunError& error) {
    auto sum = takeNumeric(part);
    sum = adding ? sum + value : sum - value;
    std::string made;
    if (!sum.fits()) return fail(error, "numeric_value_out_of_range", "value overflows numeric format");
    putNumeric(made, sum, arena);
    if (call.kind == Accumulator::StddevNumeric) {
        auto squares = takeNumeric(part);
        squares = squares + value * value;
        if (!squares.fits()) return fail(error, "numeric_value_out_of_range", "value overflows numeric format");
        putNumeric(made, squares, arena);
    }
    out = arena.copy(made);
    return true;
}

/// PostgreSQL's: sqrt((N·Σx² − (Σx)²) / (N·(N−1))), to the scale of the division.
bool deviation(std::int64_t count, std::string_view part, Arena& arena, Datum& out, RunError& error) {
    if (count < 2) return true;
    const auto sum = takeNumeric(part);
    const auto squares = takeNumeric(part);
    if (!sum.finite() || !squares.finite()) {
        out = Datum::ofBytes(Numeric(Numeric::Kind::NaN).write(arena));
        return true;
    }
    const Numeric n(count);
    auto difference = n * squares - sum * sum;
    difference.round(std::max(sum.scale() * 2, 0));
    if (difference.sign() <= 0) {
        out = Datum::ofBytes(Numeric(0).write(arena));
        return true;
    }
    const Type numeric{TypeId::Numeric};
    Datum variance;
    if (!applyOperator("/", numeric, numeric, Datum::ofBytes(difference.write(arena)), Datum::ofBytes((n * Numeric(count - 1)).write(arena)), arena, variance, error)) return false;
    auto root = Numeric::read(variance.bytes());
    const auto scale = root.scale();
    // units / 10^scale, taken to 2 · (scale + 1) digits: its root has scale + 1, and is rounded to scale
    Numeric exact;
    exact.setScale(scale + 1);
    mpz_ui_pow_ui(exact.units(), 10, static_cast<unsigned long>(scale) + 2);
    mpz_mul(exact.units(), exact.units(), root.units());
    mpz_sqrt(exact.units(), exact.units());
    exact.round(scale);
    out = Datum::ofBytes(exact.write(arena));
    return true;
}

std::string valueText(const Type& type, const Datum& value) {
    std::string out;
    appendValue(out, type, value);
    return out;
}

/// Equal values have equal hashes: numerics without trailing zeros, intervals as PostgreSQL compares them.
std::uint64_t hashOf(const Type& type, const Datum& value) {
    std::string bytes;
    if (type.is(TypeId::Numeric)) {
        Numeric::read(value.bytes()).appendText(bytes);
        if (bytes.find('.') != std::string::npos) {
            while (bytes.back() == '0') bytes.pop_back();
            if (bytes.back() == '.') bytes.pop_back();
        }
    } else if (type.is(TypeId::Double) || type.is(TypeId::Real)) {
        const double d = std::isnan(value.d) ? std::nan("") : value.d == 0 ? 0.0 : value.d;
        appendValue(bytes, Type{TypeId::Double}, Datum::ofDouble(d));
    } else if (type.is(TypeId::Interval)) {
        const auto& interval = intervalOf(value);
        const std::int64_t days = std::int64_t{interval.months} * 30 + interval.days + interval.micros / 86'400'000'000;
        appendValue(bytes, Type{TypeId::BigInt}, Datum::ofInt(days));
        appendValue(bytes, Type{TypeId::BigInt}, Datum::ofInt(interval.micros % 86'400'000'000));
    } else {
        appendValue(bytes, type, value);
    }
    return XXH3_64bits(bytes.data(), bytes.size());
}

bool readAll(std::string_view part, const Type& type, std::int64_t count, Arena& arena, std::vector<Datum>& out) {
    for (std::int64_t i = 0; i < count; ++i) {
        Datum& value = out.emplace_back();
        if (!readValue(part, type, arena, value)) return false;
    }
    return true;
}

bool keepLargest(const AggregateCall& call, char* at, std::vector<Datum>& values, Arena& arena, std::string_view& out) {
    std::stable_sort(values.begin(), values.end(), [&](const Datum& a, const Datum& b) { return compareValues(call.argument, a, b) > 0; });
    if (values.size() > static_cast<std::size_t>(call.count)) values.resize(static_cast<std::size_t>(call.count));
    std::string made;
    for (const auto& value : values) appendValue(made, call.argument, value);
    storeCount(at, static_cast<std::int64_t>(values.size()));
    out = arena.copy(made);
    return true;
}

/// A list's elements, each behind one byte: 1 for NULL.
void appendElement(std::string& out, const Type& type, const Datum& value) {
    out += value.null ? '\1' : '\0';
    if (!value.null) appendValue(out, type, value);
}

} // namespace

bool addVariable(const AggregateCall& call, char* at, std::string_view part, const Datum& value, Arena& arena, std::string_view& out, RunError& error) {
    out = part;
    if (call.kind == Accumulator::ArrayAgg) {
        std::string made(part);
        appendElement(made, call.argument, value);
        storeCount(at, loadCount(at) + 1);
        out = arena.copy(made);
        return true;
    }
    if (value.null) return true;
    switch (call.kind) {
    case Accumulator::SumNumeric:
    case Accumulator::AvgNumeric:
    case Accumulator::StddevNumeric:
        storeCount(at, loadCount(at) + 1);
        return numericSums(call, part, call.argument.isInteger() ? Numeric(value.i) : Numeric::read(value.bytes()), true, arena, out, error);
    case Accumulator::First:
        if (part.empty()) out = arena.copy("v" + valueText(call.argument, value));
        return true;
    case Accumulator::Last: out = arena.copy("v" + valueText(call.argument, value)); return true;
    case Accumulator::MinValue:
    case Accumulator::MaxValue: {
        if (!part.empty()) {
            auto rest = part.substr(1);
            Datum best;
            if (!readValue(rest, call.argument, arena, best)) return damaged(error);
            const int order = compareValues(call.argument, value, best);
            if (call.kind == Accumulator::MinValue ? order >= 0 : order <= 0) return true;
        }
        out = arena.copy("v" + valueText(call.argument, value));
        return true;
    }
    case Accumulator::DistinctSketch: {
        std::string made;
        if (addHash(part, hashOf(call.argument, value), made)) out = arena.copy(made);
        return true;
    }
    case Accumulator::QuantileSketch: {
        auto sketch = QuantileSketch::read(part);
        sketch.add(value.d);
        out = arena.copy(sketch.write());
        return true;
    }
    case Accumulator::TopK: {
        std::vector<Datum> values;
        if (!readAll(part, call.argument, loadCount(at), arena, values)) return damaged(error);
        if (static_cast<std::int64_t>(values.size()) >= call.count && compareValues(call.argument, value, values.back()) <= 0) return true;
        values.push_back(value);
        return keepLargest(call, at, values, arena, out);
    }
    default: return true;
    }
}

bool subtractVariable(const AggregateCall& call, char* at, std::string_view part, const Datum& value, Arena& arena, std::string_view& out, RunError& error) {
    out = part;
    if (value.null) return true;
    if (call.kind != Accumulator::SumNumeric && call.kind != Accumulator::AvgNumeric) return fail(error, "feature_not_supported", "this aggregate has no inverse");
    const auto count = loadCount(at) - 1;
    storeCount(at, count);
    if (count == 0) {
        out = {};
        return true;
    }
    return numericSums(call, part, Numeric::read(value.bytes()), false, arena, out, error);
}

bool mergeVariable(const AggregateCall& call, char* at, const char* newerAt, std::string_view older, std::string_view newer, Arena& arena, std::string_view& out, RunError& error) {
    out = older;
    switch (call.kind) {
    case Accumulator::SumNumeric:
    case Accumulator::AvgNumeric:
    case Accumulator::StddevNumeric: {
        storeCount(at, loadCount(at) + loadCount(newerAt));
        if (older.empty() || newer.empty()) {
            out = older.empty() ? newer : older;
            return true;
        }
        std::string made;
        for (int i = 0; i < (call.kind == Accumulator::StddevNumeric ? 2 : 1); ++i) {
            const auto sum = takeNumeric(older) + takeNumeric(newer);
            if (!sum.fits()) return fail(error, "numeric_value_out_of_range", "value overflows numeric format");
            putNumeric(made, sum, arena);
        }
        out = arena.copy(made);
        return true;
    }
    case Accumulator::ArrayAgg: {
        storeCount(at, loadCount(at) + loadCount(newerAt));
        std::string made(older);
        made += newer;
        out = arena.copy(made);
        return true;
    }
    case Accumulator::First: out = older.empty() ? newer : older; return true;
    case Accumulator::Last: out = newer.empty() ? older : newer; return true;
    case Accumulator::MinValue:
    case Accumulator::MaxValue: {
        if (newer.empty()) return true;
        auto rest = newer.substr(1);
        Datum value;
        if (!readValue(rest, call.argument, arena, value)) return damaged(error);
        return addVariable(call, at, older, value, arena, out, error);
    }
    case Accumulator::DistinctSketch: out = arena.copy(mergeSketches(older, newer)); return true;
    case Accumulator::QuantileSketch: {
        auto sketch = QuantileSketch::read(older);
        sketch.merge(QuantileSketch::read(newer));
        out = sketch.empty() ? std::string_view() : arena.copy(sketch.write());
        return true;
    }
    case Accumulator::TopK: {
        std::vector<Datum> values;
        if (!readAll(older, call.argument, loadCount(at), arena, values) || !readAll(newer, call.argument, loadCount(newerAt), arena, values)) return damaged(error);
        return keepLargest(call, at, values, arena, out);
    }
    default: return true;
    }
}

bool resultVariable(const AggregateCall& call, const char* at, std::string_view part, Arena& arena, Datum& out, RunError& error) {
    out = Datum{};
    const auto count = fixedBytesOf(call.kind) > 0 ? loadCount(at) : 0;
    switch (call.kind) {
    case Accumulator::SumNumeric:
        if (count > 0) out = Datum::ofBytes(takeNumeric(part).write(arena));
        return true;
    case Accumulator::AvgNumeric:
        if (count > 0) out = Datum::ofDouble(takeNumeric(part).toDouble() / static_cast<double>(count));
        return true;
    case Accumulator::StddevNumeric: return deviation(count, part, arena, out, error);
    case Accumulator::First:
    case Accumulator::Last:
    case Accumulator::MinValue:
    case Accumulator::MaxValue:
        if (part.empty()) return true;
        part.remove_prefix(1);
        return readValue(part, call.argument, arena, out) || damaged(error);
    case Accumulator::ArrayAgg: {
        if (count == 0) return true;
        auto* elements = arena.allocateArray<Datum>(static_cast<std::size_t>(count));
        for (std::int64_t i = 0; i < count; ++i) {
            auto* element = new (elements + i) Datum;
            if (part.empty()) return damaged(error);
            const bool null = part.front() != '\0';
            part.remove_prefix(1);
            if (!null && !readValue(part, call.argument, arena, *element)) return damaged(error);
        }
        out = arrayOver(arena, elements, static_cast<std::size_t>(count));
        return true;
    }
    case Accumulator::DistinctSketch: out = Datum::ofInt(estimate(part)); return true;
    case Accumulator::QuantileSketch:
        if (const auto sketch = QuantileSketch::read(part); !sketch.empty()) out = Datum::ofDouble(sketch.at(call.fraction));
        return true;
    case Accumulator::TopK: {
        if (count == 0) return true;
        std::vector<Datum> values;
        if (!readAll(part, call.argument, count, arena, values)) return damaged(error);
        auto* elements = arena.allocateArray<Datum>(values.size());
        for (std::size_t i = 0; i < values.size(); ++i) new (elements + i) Datum(values[i]);
        out = arrayOver(arena, elements, values.size());
        return true;
    }
    default: return true;
    }
}

} // namespace weir::expr
