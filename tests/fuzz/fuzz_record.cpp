// SPDX-License-Identifier: Apache-2.0
// The JSON record decoder: any bytes as a record with columns of every type; all columns wanted, or some only checked.
// Whether a record is good must not depend on what is wanted.
#include "fuzz_scope.h"

#include "weir/expr/json_value.h"
#include "weir/record/json_in.h"
#include "weir/record/json_out.h"

#include <cstring>

using namespace weir;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const expr::Scope scope = fuzz::scopeOfAllTypes();
    const auto& columns = scope.sides.front().columns;
    const auto decode = [&](std::vector<bool> wanted, std::string* out) {
        Arena arena;
        constexpr std::size_t padding = 64;
        char* text = arena.allocate(size + padding, 8);
        if (size > 0) std::memcpy(text, data, size);
        std::memset(text + size, 0, padding);
        JsonRowReader reader(columns, std::move(wanted), &expr::convertJson);
        std::vector<Datum> values(columns->size());
        if (!reader.read({text, size}, arena, values.data())) {
            fuzz::must(!reader.error().condition.empty());
            return false;
        }
        if (out != nullptr)
            for (std::size_t i = 0; i < values.size(); ++i) appendJson(*out, columns->columns[i].type, values[i]);
        return true;
    };
    std::string text;
    std::vector<bool> some(columns->size());
    for (std::size_t i = 0; i < some.size(); i += 3) some[i] = true;
    const bool good = decode({}, &text);
    fuzz::must(good == decode(some, nullptr));
    return 0;
}
