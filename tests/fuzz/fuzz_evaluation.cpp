// SPDX-License-Identifier: Apache-2.0
// The evaluator: an expression on the first line, a record's JSON behind it. Twice the same must give the same.
#include "fuzz_scope.h"

#include "weir/expr/compile.h"
#include "weir/expr/json_value.h"
#include "weir/expr/program.h"
#include "weir/record/json_in.h"
#include "weir/record/json_out.h"

#include <cstring>

using namespace weir;

namespace {

std::string evaluated(const expr::Program& program, const SchemaPtr& columns, std::string_view json) {
    Arena arena;
    constexpr std::size_t padding = 64;
    char* text = arena.allocate(json.size() + padding, 8);
    std::memcpy(text, json.data(), json.size());
    std::memset(text + json.size(), 0, padding);
    JsonRowReader reader(columns, {}, &expr::convertJson);
    std::vector<Datum> values(columns->size());
    Row row;
    if (reader.read({text, json.size()}, arena, values.data())) {
        row.columns = values.data();
        row.value = {text, json.size()};
        row.valueNull = false;
        row.valueRaw = true;
    }
    expr::Inputs inputs;
    inputs.sides[0] = row.columns != nullptr ? &row : nullptr;
    expr::Machine machine;
    Datum value;
    if (!machine.run(program, inputs, arena, {&value, 1})) {
        fuzz::must(!machine.error().condition.empty());
        return machine.error().condition;
    }
    std::string out;
    appendJson(out, program.outputs().columns.front().type, value);
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const expr::Scope scope = fuzz::scopeOfAllTypes();
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto line = input.find('\n');
    const auto compiled = expr::compile(input.substr(0, line), expr::Form::Scalar, scope);
    if (!compiled.program) return 0;
    const auto json = line == std::string_view::npos ? std::string_view("{}") : input.substr(line + 1);
    const auto& columns = scope.sides.front().columns;
    fuzz::must(evaluated(compiled.program, columns, json) == evaluated(compiled.program, columns, json));
    return 0;
}
