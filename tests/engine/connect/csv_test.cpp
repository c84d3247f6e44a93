// SPDX-License-Identifier: Apache-2.0
#include "csv.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace weir;

namespace {

std::string split(std::string_view record, const CsvDialect& dialect = {}) {
    std::vector<CsvField> fields;
    std::size_t count = 0;
    if (!splitCsv(record, dialect, fields, count)) return "broken";
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += "[" + fields[i].text + "]";
    return out;
}

std::string json(const SchemaPtr& schema, std::string_view record, const CsvDialect& dialect = {}) {
    std::vector<CsvField> fields;
    std::size_t count = 0;
    std::string out;
    if (splitCsv(record, dialect, fields, count)) appendCsvJson(CsvColumns::inOrder(schema), fields, count, out);
    return out;
}

SchemaPtr columns(std::vector<Column> list) { return std::make_shared<const Schema>(Schema{std::move(list)}); }

} // namespace

TEST(Csv, SplitsAsRfc4180Says) {
    EXPECT_EQ(split("a,b,c"), "[a][b][c]");
    EXPECT_EQ(split(",,"), "[][][]");
    EXPECT_EQ(split(R"("a,b","say ""hi""","x
y")"), "[a,b][say \"hi\"][x\ny]");
    EXPECT_EQ(split(R"(5" pipe,b)"), "[5\" pipe][b]");
    EXPECT_EQ(split(R"("open)"), "broken");
    EXPECT_EQ(split(R"("a"b,c)"), "broken");
    EXPECT_EQ(split("a|'b|c'", {'|', '\'', false}), "[a][b|c]");
    EXPECT_EQ(split(R"("a" b)", {' ', '\0', false}), R"(["a"][b])");
}

TEST(Csv, TypesItsValuesByTheSchema) {
    const auto schema = columns({{"id", {TypeId::BigInt}}, {"name", {TypeId::Text}}, {"price", {TypeId::Numeric}}, {"ok", {TypeId::Boolean}}, {"more", {TypeId::Jsonb}}});
    EXPECT_EQ(json(schema, R"(7,Ann,1.50,true,"{""a"":[1]}")"), R"({"id":7,"name":"Ann","price":1.50,"ok":true,"more":{"a":[1]}})");
    EXPECT_EQ(json(schema, R"( 7,"",x,yes,{)"), R"({"id":" 7","name":"","price":"x","ok":"yes","more":"{"})");
    EXPECT_EQ(json(schema, R"(,,,,)"), R"({"id":null,"name":null,"price":null,"ok":null,"more":null})");
    EXPECT_EQ(json(schema, R"(007,5)"), R"({"id":"007","name":"5","price":null,"ok":null,"more":null})");
}

TEST(Csv, FindsColumnsByTheHeader) {
    std::vector<CsvField> fields;
    std::size_t count = 0;
    ASSERT_TRUE(splitCsv("b,x,a", {}, fields, count));
    const auto declared = CsvColumns::byHeader(columns({{"a", {TypeId::BigInt}}, {"b", {TypeId::Text}}, {"c", {TypeId::Text}}}), fields, count);
    const auto undeclared = CsvColumns::byHeader(nullptr, fields, count);
    ASSERT_TRUE(splitCsv("B,X,1", {}, fields, count));
    std::string out;
    appendCsvJson(declared, fields, count, out);
    EXPECT_EQ(out, R"({"a":1,"b":"B","c":null})");
    out.clear();
    appendCsvJson(undeclared, fields, count, out);
    EXPECT_EQ(out, R"({"b":"B","x":"X","a":"1"})");
}

RC_GTEST_PROP(Csv, ReadsBackTheFieldsThatItWrote, (const std::vector<std::string>& texts)) {
    RC_PRE(!texts.empty());
    std::string record;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0) record += ',';
        appendCsvField(texts[i], {}, record);
    }
    std::vector<CsvField> fields;
    std::size_t count = 0;
    RC_ASSERT(splitCsv(record, {}, fields, count));
    RC_ASSERT(count == texts.size());
    for (std::size_t i = 0; i < count; ++i) RC_ASSERT(fields[i].text == texts[i]);
}
