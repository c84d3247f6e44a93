// SPDX-License-Identifier: Apache-2.0
// Results: what is passed on, and how an error reads.
#include "weir/core/result.h"

#include <cerrno>
#include <gtest/gtest.h>

namespace weir {
namespace {

Result<int> half(int n) {
    if (n % 2 != 0) return fail(Errc::Invalid, "odd");
    return n / 2;
}
Result<> even(int n) {
    WEIR_CHECK(half(n));
    return {};
}
Result<int> quarter(int n) {
    WEIR_TRY(const auto h, half(n));
    WEIR_TRY(const auto q, half(h));
    return q;
}

TEST(Result, PassesTheFirstErrorOn) {
    EXPECT_EQ(quarter(12).value(), 3);
    EXPECT_EQ(quarter(6).error().detail, "odd");
    EXPECT_TRUE(even(2));
    EXPECT_EQ(even(3).error().code, Errc::Invalid);
}

TEST(Error, NamesOnlyThePlaceThatIsKnown) {
    EXPECT_EQ((Error{Errc::Io, "no luck", {}}.text()), "no luck");
    const Place place{.file = "flow.weir", .node = "big", .field = "where", .topic = "orders", .partition = 1, .offset = 7};
    EXPECT_EQ((Error{Errc::Invalid, "no luck", place}.text()), "flow.weir: node big: where: no luck (topic orders, partition 1, offset 7)");
}

TEST(Error, GivesErrnosTheirOwnCodes) {
    const auto code = [](int e) { return failErrno(e, "can't").value().code; };
    EXPECT_EQ(code(ENOSPC), Errc::NoSpace);
    EXPECT_EQ(code(EDQUOT), Errc::NoSpace);
    EXPECT_EQ(code(EACCES), Errc::Permission);
    EXPECT_EQ(code(ENOENT), Errc::NotFound);
    EXPECT_EQ(code(EEXIST), Errc::Exists);
    EXPECT_EQ(code(EIO), Errc::Io);
}

} // namespace
} // namespace weir
