// SPDX-License-Identifier: Apache-2.0
// Accumulators of fixed size, updated where they stand. They are read and written by memcpy: a state has no alignment.
#include "aggregate_code.h"
#include "overload.h"

#include <cmath>
#include <cstring>
#include <new>

namespace weir::expr {

namespace {

__extension__ using Wide = __int128;

template <class T>
T load(const char* at) {
    T value;
    std::memcpy(&value, at, sizeof value);
    return value;
}
template <class T>
void store(char* at, T value) {
    std::memcpy(at, &value, sizeof value);
}

struct IntSum {
    std::int64_t sum;
    std::int64_t count;
};
struct WideSum {
    Wide sum;
    std::int64_t count;
    std::int64_t unused; // the size of a type with 16-byte alignment, made visible
};
struct DoubleSum {
    double sum;
    std::int64_t count;
};
struct IntervalTotal {
    IntervalValue sum;
    std::int64_t count;
};
struct PlainValue {
    std::int64_t bits;
    std::int64_t present;
};
struct DoubleValue {
    double value;
    std::int64_t present;
};
struct BoolCounts {
    std::int64_t trues;
    std::int64_t falses;
};
/// Youngs and Cramer: count, sum, and the sum of squared differences.
struct Moments {
    double count;
    double sum;
    double squares;
};

bool fail(RunError& error, std::string_view condition, std::string_view message) {
    error.condition = condition;
    error.message = message;
    return false;
}
bool bigintOverflow(RunError& error) { return fail(error, "numeric_value_out_of_range", "bigint out of range"); }
bool doubleOverflow(RunError& error) { return fail(error, "numeric_value_out_of_range", "value out of range: overflow"); }

bool addDouble(double& sum, double value, RunError& error) {
    const double total = sum + value;
    if (std::isinf(total) && !std::isinf(sum) && !std::isinf(value)) return doubleOverflow(error);
    sum = total;
    return true;
}

bool above(double a, double b) { return a > b || (std::isnan(a) && !std::isnan(b)); } // NaN stands above all

bool addMoment(Moments& moments, double value, RunError& error) {
    moments.count += 1;
    const double sum = moments.sum + value;
    if (moments.count > 1) {
        const double difference = value * moments.count - sum;
        double squares = moments.squares + difference * difference / (moments.count * (moments.count - 1));
        if (std::isinf(sum) || std::isinf(squares)) {
            if (!std::isinf(moments.sum) && !std::isinf(value)) return doubleOverflow(error);
            squares = std::nan("");
        }
        moments.squares = squares;
    } else if (!std::isfinite(value)) {
        moments.squares = std::nan("");
    }
    moments.sum = sum;
    return true;
}

bool mergeMoments(Moments& a, const Moments& b, RunError& error) {
    if (b.count == 0) return true;
    if (a.count == 0) {
        a = b;
        return true;
    }
    const double difference = a.sum / a.count - b.sum / b.count;
    const double count = a.count + b.count;
    const double squares = a.squares + b.squares + a.count * b.count * difference * difference / count;
    const double sum = a.sum + b.sum;
    if ((std::isinf(sum) && !std::isinf(a.sum) && !std::isinf(b.sum)) || (std::isinf(squares) && !std::isinf(a.squares) && !std::isinf(b.squares))) return doubleOverflow(error);
    a = {count, sum, squares};
    return true;
}

bool addInterval(char* at, const IntervalValue& value, std::int64_t count, RunError& error) {
    auto total = load<IntervalTotal>(at);
    const bool added = count > 0;
    IntervalValue sum;
    const bool overflow = added ? __builtin_add_overflow(total.sum.months, value.months, &sum.months) || __builtin_add_overflow(total.sum.days, value.days, &sum.days) ||
                                      __builtin_add_overflow(total.sum.micros, value.micros, &sum.micros)
                                : __builtin_sub_overflow(total.sum.months, value.months, &sum.months) || __builtin_sub_overflow(total.sum.days, value.days, &sum.days) ||
                                      __builtin_sub_overflow(total.sum.micros, value.micros, &sum.micros);
    if (overflow) return fail(error, "datetime_field_overflow", "interval out of range");
    store(at, IntervalTotal{sum, total.count + count});
    return true;
}

Datum intervalDatum(const IntervalValue& value, Arena& arena) {
    Datum out;
    out.p = reinterpret_cast<const char*>(new (arena.allocate(sizeof(IntervalValue), alignof(IntervalValue))) IntervalValue(value));
    out.null = false;
    return out;
}

} // namespace

std::size_t fixedBytesOf(Accumulator kind) {
    switch (kind) {
    case Accumulator::CountRows:
    case Accumulator::Count: return sizeof(std::int64_t);
    case Accumulator::SumInterval:
    case Accumulator::AvgInterval: return sizeof(IntervalTotal);
    case Accumulator::AvgInt: return sizeof(WideSum);
    case Accumulator::StddevDouble: return sizeof(Moments);
    case Accumulator::SumNumeric:
    case Accumulator::AvgNumeric:
    case Accumulator::StddevNumeric:
    case Accumulator::ArrayAgg:
    case Accumulator::TopK: return sizeof(std::int64_t); // how many
    case Accumulator::MinValue:
    case Accumulator::MaxValue:
    case Accumulator::First:
    case Accumulator::Last:
    case Accumulator::DistinctSketch:
    case Accumulator::QuantileSketch: return 0;
    default: return 2 * sizeof(std::int64_t);
    }
}

bool addFixed(const AggregateCall& call, char* at, const Datum& value, RunError& error) {
    if (call.kind == Accumulator::CountRows) {
        store(at, load<std::int64_t>(at) + 1);
        return true;
    }
    if (value.null) return true;
    switch (call.kind) {
    case Accumulator::Count: store(at, load<std::int64_t>(at) + 1); return true;
    case Accumulator::SumInt: {
        auto total = load<IntSum>(at);
        if (__builtin_add_overflow(total.sum, value.i, &total.sum)) [[unlikely]] return bigintOverflow(error);
        ++total.count;
        store(at, total);
        return true;
    }
    case Accumulator::SumDouble:
    case Accumulator::AvgDouble: {
        auto total = load<DoubleSum>(at);
        if (!addDouble(total.sum, value.d, error)) [[unlikely]] return false;
        ++total.count;
        store(at, total);
        return true;
    }
    case Accumulator::SumReal: {
        auto total = load<DoubleSum>(at);
        const auto sum = static_cast<float>(total.sum) + static_cast<float>(value.d);
        if (std::isinf(sum) && !std::isinf(total.sum) && !std::isinf(value.d)) return doubleOverflow(error);
        store(at, DoubleSum{static_cast<double>(sum), total.count + 1});
        return true;
    }
    case Accumulator::SumInterval:
    case Accumulator::AvgInterval: return addInterval(at, intervalOf(value), 1, error);
    case Accumulator::AvgInt: {
        auto total = load<WideSum>(at);
        total.sum += value.i;
        ++total.count;
        store(at, total);
        return true;
    }
    case Accumulator::MinInt:
    case Accumulator::MaxInt: {
        const auto best = load<PlainValue>(at);
        if (best.present == 0 || (call.kind == Accumulator::MinInt ? value.i < best.bits : value.i > best.bits)) store(at, PlainValue{value.i, 1});
        return true;
    }
    case Accumulator::MinDouble:
    case Accumulator::MaxDouble: {
        const auto best = load<DoubleValue>(at);
        if (best.present == 0 || (call.kind == Accumulator::MinDouble ? above(best.value, value.d) : above(value.d, best.value))) store(at, DoubleValue{value.d, 1});
        return true;
    }
    case Accumulator::FirstPlain:
        if (load<PlainValue>(at).present == 0) store(at, PlainValue{value.i, 1});
        return true;
    case Accumulator::LastPlain: store(at, PlainValue{value.i, 1}); return true;
    case Accumulator::BoolAnd:
    case Accumulator::BoolOr: {
        auto counts = load<BoolCounts>(at);
        ++(value.b ? counts.trues : counts.falses);
        store(at, counts);
        return true;
    }
    case Accumulator::StddevDouble: {
        auto moments = load<Moments>(at);
        if (!addMoment(moments, value.d, error)) return false;
        store(at, moments);
        return true;
    }
    default: return true;
    }
}

bool subtractFixed(const AggregateCall& call, char* at, const Datum& value, RunError& error) {
    if (call.kind == Accumulator::CountRows) {
        store(at, load<std::int64_t>(at) - 1);
        return true;
    }
    if (value.null) return true;
    switch (call.kind) {
    case Accumulator::Count: store(at, load<std::int64_t>(at) - 1); return true;
    case Accumulator::SumInt: {
        auto total = load<IntSum>(at);
        if (__builtin_sub_overflow(total.sum, value.i, &total.sum)) return bigintOverflow(error);
        --total.count;
        store(at, total);
        return true;
    }
    case Accumulator::SumDouble:
    case Accumulator::SumReal:
    case Accumulator::AvgDouble: {
        auto total = load<DoubleSum>(at);
        if (call.kind == Accumulator::SumReal) total.sum = static_cast<double>(static_cast<float>(total.sum) - static_cast<float>(value.d));
        else if (!addDouble(total.sum, -value.d, error)) return false;
        if (--total.count == 0) total.sum = 0; // an emptied group starts anew, without the rounding of what went through it
        store(at, total);
        return true;
    }
    case Accumulator::SumInterval:
    case Accumulator::AvgInterval: return addInterval(at, intervalOf(value), -1, error);
    case Accumulator::AvgInt: {
        auto total = load<WideSum>(at);
        total.sum -= value.i;
        --total.count;
        store(at, total);
        return true;
    }
    default: return fail(error, "feature_not_supported", "this aggregate has no inverse");
    }
}

bool mergeFixed(const AggregateCall& call, char* at, const char* newer, RunError& error) {
    switch (call.kind) {
    case Accumulator::CountRows:
    case Accumulator::Count:
    case Accumulator::SumNumeric:
    case Accumulator::AvgNumeric:
    case Accumulator::StddevNumeric:
    case Accumulator::ArrayAgg: store(at, load<std::int64_t>(at) + load<std::int64_t>(newer)); return true;
    case Accumulator::SumInt: {
        auto total = load<IntSum>(at);
        const auto more = load<IntSum>(newer);
        if (__builtin_add_overflow(total.sum, more.sum, &total.sum)) return bigintOverflow(error);
        total.count += more.count;
        store(at, total);
        return true;
    }
    case Accumulator::SumDouble:
    case Accumulator::SumReal:
    case Accumulator::AvgDouble: {
        auto total = load<DoubleSum>(at);
        const auto more = load<DoubleSum>(newer);
        if (!addDouble(total.sum, more.sum, error)) return false;
        if (call.kind == Accumulator::SumReal) total.sum = static_cast<double>(static_cast<float>(total.sum));
        total.count += more.count;
        store(at, total);
        return true;
    }
    case Accumulator::SumInterval:
    case Accumulator::AvgInterval: {
        const auto more = load<IntervalTotal>(newer);
        return more.count == 0 || addInterval(at, more.sum, more.count, error);
    }
    case Accumulator::AvgInt: {
        auto total = load<WideSum>(at);
        const auto more = load<WideSum>(newer);
        total.sum += more.sum;
        total.count += more.count;
        store(at, total);
        return true;
    }
    case Accumulator::MinInt:
    case Accumulator::MaxInt:
    case Accumulator::FirstPlain:
    case Accumulator::LastPlain: {
        const auto more = load<PlainValue>(newer);
        return more.present == 0 || addFixed(call, at, Datum::ofInt(more.bits), error);
    }
    case Accumulator::MinDouble:
    case Accumulator::MaxDouble: {
        const auto more = load<DoubleValue>(newer);
        return more.present == 0 || addFixed(call, at, Datum::ofDouble(more.value), error);
    }
    case Accumulator::BoolAnd:
    case Accumulator::BoolOr: {
        auto counts = load<BoolCounts>(at);
        const auto more = load<BoolCounts>(newer);
        store(at, BoolCounts{counts.trues + more.trues, counts.falses + more.falses});
        return true;
    }
    case Accumulator::StddevDouble: {
        auto moments = load<Moments>(at);
        if (!mergeMoments(moments, load<Moments>(newer), error)) return false;
        store(at, moments);
        return true;
    }
    default: return true;
    }
}

bool resultFixed(const AggregateCall& call, const char* at, Arena& arena, Datum& out, RunError& error) {
    out = Datum{};
    switch (call.kind) {
    case Accumulator::CountRows:
    case Accumulator::Count: out = Datum::ofInt(load<std::int64_t>(at)); return true;
    case Accumulator::SumInt:
        if (const auto total = load<IntSum>(at); total.count != 0) out = Datum::ofInt(total.sum);
        return true;
    case Accumulator::SumDouble:
    case Accumulator::SumReal:
        if (const auto total = load<DoubleSum>(at); total.count != 0) out = Datum::ofDouble(total.sum);
        return true;
    case Accumulator::AvgDouble:
        if (const auto total = load<DoubleSum>(at); total.count != 0) out = Datum::ofDouble(total.sum / static_cast<double>(total.count));
        return true;
    case Accumulator::AvgInt:
        if (const auto total = load<WideSum>(at); total.count != 0) {
            const auto whole = total.sum / total.count; // split, so that the quotient is right to the last bit where it is exact
            const auto rest = total.sum % total.count;
            out = Datum::ofDouble(static_cast<double>(whole) + static_cast<double>(rest) / static_cast<double>(total.count));
        }
        return true;
    case Accumulator::SumInterval:
        if (const auto total = load<IntervalTotal>(at); total.count != 0) out = intervalDatum(total.sum, arena);
        return true;
    case Accumulator::AvgInterval:
        if (const auto total = load<IntervalTotal>(at); total.count != 0)
            return applyOperator("/", Type{TypeId::Interval}, Type{TypeId::Double}, intervalDatum(total.sum, arena), Datum::ofDouble(static_cast<double>(total.count)), arena, out, error);
        return true;
    case Accumulator::MinInt:
    case Accumulator::MaxInt:
    case Accumulator::FirstPlain:
    case Accumulator::LastPlain:
        if (const auto value = load<PlainValue>(at); value.present != 0) out = Datum::ofInt(value.bits);
        return true;
    case Accumulator::MinDouble:
    case Accumulator::MaxDouble:
        if (const auto value = load<DoubleValue>(at); value.present != 0) out = Datum::ofDouble(value.value);
        return true;
    case Accumulator::BoolAnd:
    case Accumulator::BoolOr:
        if (const auto counts = load<BoolCounts>(at); counts.trues + counts.falses != 0) out = Datum::ofBool(call.kind == Accumulator::BoolAnd ? counts.falses == 0 : counts.trues != 0);
        return true;
    case Accumulator::StddevDouble:
        if (const auto moments = load<Moments>(at); moments.count > 1) out = Datum::ofDouble(std::sqrt(moments.squares / (moments.count - 1)));
        return true;
    default: return true;
    }
}

bool applyOperator(std::string_view name, const Type& left, const Type& right, const Datum& a, const Datum& b, Arena& arena, Datum& out, RunError& error) {
    const Type types[] = {left, right};
    const auto resolution = resolveOperator(routinesNamed(name), types);
    if (resolution.outcome != Outcome::Found) return fail(error, "undefined_function", "the operator is missing");
    KernelContext context{.arena = arena, .error = error, .argumentTypes = types, .resultType = resolution.result};
    const Datum arguments[] = {a, b};
    return resolution.routine->entry->kernel(context, arguments, out);
}

} // namespace weir::expr
