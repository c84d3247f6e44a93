// SPDX-License-Identifier: Apache-2.0
#include "weir/record/json_out.h"
#include "weir/record/numeric.h"
#include "weir/record/row_codec.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace weir;

namespace {

SchemaPtr everyType() {
    return std::make_shared<const Schema>(Schema{{{"flag", {TypeId::Boolean}},
                                                  {"small", {TypeId::SmallInt}},
                                                  {"int", {TypeId::Integer}},
                                                  {"big", {TypeId::BigInt}},
                                                  {"real", {TypeId::Real}},
                                                  {"double", {TypeId::Double}},
                                                  {"numeric", {TypeId::Numeric}},
                                                  {"text", {TypeId::Text}},
                                                  {"bytes", {TypeId::Bytea}},
                                                  {"at", {TypeId::TimestampTz}},
                                                  {"span", {TypeId::Interval}},
                                                  {"json", {TypeId::Jsonb}},
                                                  {"texts", {TypeId::Text, true}},
                                                  {"bigs", {TypeId::BigInt, true}}}});
}

Datum arrayIn(Arena& arena, const std::vector<Datum>& elements) {
    auto* const copies = arena.allocateArray<Datum>(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) copies[i] = elements[i];
    auto* const array = arena.allocateArray<ArrayValue>(1);
    *array = {static_cast<std::uint32_t>(elements.size()), copies};
    return Datum::ofBytes({reinterpret_cast<const char*>(array), sizeof *array});
}

std::vector<Datum> anyRow(Arena& arena) {
    const auto integer = [] { return *rc::gen::arbitrary<std::int64_t>(); };
    const auto text = [&] { return Datum::ofBytes(arena.copy(*rc::gen::arbitrary<std::string>())); };
    auto* const interval = arena.allocateArray<IntervalValue>(1);
    *interval = {integer(), *rc::gen::arbitrary<std::int32_t>(), *rc::gen::arbitrary<std::int32_t>()};
    std::vector<Datum> texts(*rc::gen::inRange<std::size_t>(0, 20));
    std::vector<Datum> bigs(*rc::gen::inRange<std::size_t>(0, 20));
    for (auto& element : texts)
        if (*rc::gen::arbitrary<bool>()) element = text();
    for (auto& element : bigs)
        if (*rc::gen::arbitrary<bool>()) element = Datum::ofInt(integer());
    std::vector<Datum> row{Datum::ofBool(*rc::gen::arbitrary<bool>()),
                           Datum::ofInt(*rc::gen::arbitrary<std::int16_t>()),
                           Datum::ofInt(*rc::gen::arbitrary<std::int32_t>()),
                           Datum::ofInt(integer()),
                           Datum::ofDouble(static_cast<double>(*rc::gen::arbitrary<float>())),
                           Datum::ofDouble(*rc::gen::arbitrary<double>()),
                           Datum::ofBytes(numericOf(integer(), arena)),
                           text(),
                           text(),
                           Datum::ofInt(integer()),
                           Datum::ofBytes({reinterpret_cast<const char*>(interval), sizeof *interval}),
                           Datum::ofBytes(arena.copy(R"({"a": 1})")),
                           arrayIn(arena, texts),
                           arrayIn(arena, bigs)};
    for (auto& column : row)
        if (*rc::gen::inRange(0, 4) == 0) column = Datum();
    return row;
}

std::string shown(const Schema& schema, const Datum* columns) {
    std::string out;
    appendJsonRow(out, schema, columns);
    return out;
}

} // namespace

RC_GTEST_PROP(RowCodec, ReadsBackWhatItWrote, ()) {
    const RowCodec codec(everyType());
    Arena arena;
    const auto row = anyRow(arena);
    std::string bytes;
    codec.encode(row.data(), bytes);
    std::vector<Datum> back(row.size());
    RC_ASSERT(codec.decode(bytes, arena, back.data()));
    RC_ASSERT(shown(codec.schema(), back.data()) == shown(codec.schema(), row.data()));
    for (std::size_t i = 0; i < row.size(); ++i) RC_ASSERT(back[i].null == row[i].null);
}

RC_GTEST_PROP(RowCodec, RefusesCutAndLengthenedRowsAndSurvivesDamage, ()) {
    const RowCodec codec(everyType());
    Arena arena;
    const auto row = anyRow(arena);
    std::string bytes;
    codec.encode(row.data(), bytes);
    std::vector<Datum> back(row.size());
    RC_ASSERT(!codec.decode(bytes + "x", arena, back.data()));
    RC_ASSERT(!codec.decode(std::string_view(bytes).substr(0, *rc::gen::inRange<std::size_t>(0, bytes.size())), arena, back.data()));
    for (auto i = *rc::gen::inRange(1, 4); i > 0; --i)
        bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    static_cast<void>(codec.decode(bytes, arena, back.data())); // any answer, no crash
}

TEST(RowCodec, LeavesOutColumnsThatDoNotTravel) {
    const auto schema = std::make_shared<const Schema>(Schema{{{"a", {TypeId::BigInt}}, {"b", {TypeId::Text}}, {"c", {TypeId::Boolean}}}});
    const RowCodec codec(schema, {false, true, true});
    const Datum row[] = {Datum::ofInt(7), Datum::ofBytes("xy"), Datum()};
    std::string bytes;
    codec.encode(row, bytes);
    EXPECT_EQ(bytes, std::string("\2\2xy", 4)); // the bitmap says that the second column that travels is NULL
    Arena arena;
    Datum back[3];
    ASSERT_TRUE(codec.decode(bytes, arena, back));
    EXPECT_EQ(shown(*schema, back), R"({"a":null,"b":"xy","c":null})");
}

TEST(RowCodec, RefusesAnArrayLongerThanItsBytes) {
    const RowCodec codec(std::make_shared<const Schema>(Schema{{{"a", {TypeId::BigInt, true}}}}));
    std::string bytes(1, '\0');
    appendVarint(bytes, std::uint64_t{1} << 40U);
    Arena arena;
    Datum out;
    EXPECT_FALSE(codec.decode(bytes, arena, &out));
}

RC_GTEST_PROP(Varint, ReadsBack, (std::uint64_t value)) {
    std::string bytes;
    appendVarint(bytes, value);
    std::string_view rest = bytes;
    std::uint64_t back = 0;
    RC_ASSERT(readVarint(rest, back) && rest.empty());
    RC_ASSERT(back == value);
    rest = std::string_view(bytes).substr(0, bytes.size() - 1);
    RC_ASSERT(!readVarint(rest, back));
}

TEST(Varint, RefusesMoreThan64Bits) {
    std::string_view bytes("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10);
    std::uint64_t out = 0;
    EXPECT_FALSE(readVarint(bytes, out));
}
