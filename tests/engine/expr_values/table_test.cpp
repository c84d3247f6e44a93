// SPDX-License-Identifier: Apache-2.0
#include "kernel.h"
#include "values/regex.h"

#include <gtest/gtest.h>
#include <set>

namespace weir::expr::test {
namespace {

std::string signatureOf(const FunctionEntry& entry) {
    std::string text(entry.name);
    for (const ArgumentType& argument : entry.arguments) text += "|" + typeName(argument.type) + std::to_string(static_cast<int>(argument.poly));
    return text;
}

TEST(FunctionTable, DescribesEveryEntryInASentence) {
    for (const FunctionEntry& entry : functionTable()) {
        if (entry.foreign) continue; // only there so that calls are as ambiguous as PostgreSQL's
        EXPECT_NE(entry.kernel, nullptr) << signatureOf(entry);
        EXPECT_TRUE(entry.summary.ends_with('.')) << signatureOf(entry);
        EXPECT_TRUE(!entry.variadic || !entry.arguments.empty()) << signatureOf(entry);
    }
}

TEST(FunctionTable, HasEachSignatureOnce) {
    std::set<std::string> seen;
    for (const FunctionEntry& entry : functionTable())
        EXPECT_TRUE(entry.foreign || seen.insert(signatureOf(entry)).second) << signatureOf(entry);
}

TEST(CastTable, HasEachPairOnce) {
    std::set<std::pair<TypeId, TypeId>> seen;
    for (const CastEntry& entry : castTable()) EXPECT_TRUE(seen.insert({entry.from, entry.to}).second);
}

struct Modified {
    TypeId type;
    std::int32_t modifier;
    CastContext context;
    std::string_view text;
    std::string_view answer;
};

TEST(Modifiers, CutRoundOrRefuse) {
    constexpr std::int32_t hours = (1 << 10) << 16 | 0xFFFF;
    constexpr std::int32_t yearToMonth = (1 << 2 | 1 << 1) << 16 | 0xFFFF;
    for (const Modified& one : {Modified{TypeId::Varchar, 2, CastContext::Explicit, "中文字", "中文"},
                                Modified{TypeId::Varchar, 2, CastContext::Assignment, "中文字", "!string_data_right_truncation"},
                                Modified{TypeId::Varchar, 2, CastContext::Assignment, "ab  ", "ab"},
                                Modified{TypeId::Numeric, 5 << 16 | 1, CastContext::Explicit, "-12.345", "-12.3"},
                                Modified{TypeId::Numeric, 3 << 16 | 1, CastContext::Explicit, "99.95", "!numeric_value_out_of_range"},
                                Modified{TypeId::Numeric, 2 << 16 | 5, CastContext::Explicit, "0.00012", "0.00012"},
                                Modified{TypeId::Numeric, 2 << 16 | 5, CastContext::Explicit, "0.001", "!numeric_value_out_of_range"},
                                Modified{TypeId::Numeric, 3 << 16 | 0xFFFE, CastContext::Explicit, "12345", "12300"},
                                Modified{TypeId::Numeric, 3 << 16, CastContext::Explicit, "Infinity", "!numeric_value_out_of_range"},
                                Modified{TypeId::TimestampTz, 0, CastContext::Explicit, "2024-01-02 03:04:05.5", "2024-01-02 03:04:06+00"},
                                Modified{TypeId::Interval, hours, CastContext::Explicit, "1 day 02:03:04", "1 day 02:00:00"},
                                Modified{TypeId::Interval, yearToMonth, CastContext::Explicit, "1 year 2 mons 3 days 04:00", "1 year 2 mons"}}) {
        Arena arena;
        RunError error;
        const Type type{one.type, false, one.modifier};
        KernelContext context{.arena = arena, .error = error, .argumentTypes = {}, .resultType = type};
        Datum plain;
        ASSERT_TRUE(fromText(context, Type{one.type}, one.text, plain));
        const Kernel kernel = modifierKernel(type, one.context);
        ASSERT_NE(kernel, nullptr);
        Datum out;
        std::string text;
        if (kernel(context, &plain, out)) toText(context, type, out, text);
        else text = "!" + error.condition;
        EXPECT_EQ(text, one.answer) << one.text;
    }
}

TEST(Regex, IsCompiledOncePerCallSite) {
    Arena arena;
    RunError error;
    std::unique_ptr<CallCache> cache;
    KernelContext context{.arena = arena, .error = error, .argumentTypes = {}, .resultType = {}, .cache = &cache};
    const auto first = compiledRegex(context, "a+", {});
    EXPECT_EQ(compiledRegex(context, "a+", {}), first);
    EXPECT_NE(compiledRegex(context, "b+", {}), first);
}

TEST(Regex, IsReportedAtCheckOnlyWhereItIsUnsupported) {
    EXPECT_TRUE(unsupportedRegex("(.)\\1"));
    EXPECT_FALSE(unsupportedRegex("a{2,1}"));
    EXPECT_FALSE(unsupportedRegex("a+"));
}

} // namespace
} // namespace weir::expr::test
