// SPDX-License-Identifier: Apache-2.0
// The expression parser and binder: any text, in each form that a node has. The first byte chooses the form.
#include "fuzz_scope.h"

#include "weir/expr/compile.h"

using namespace weir;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const expr::Scope scope = fuzz::scopeOfAllTypes();
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    constexpr expr::Form forms[] = {expr::Form::Condition, expr::Form::Scalar, expr::Form::SelectList, expr::Form::GroupBy, expr::Form::FlatSelect};
    const auto choice = data[0] % 8;
    if (choice < 5) fuzz::mustSayWhy(static_cast<bool>(expr::compile(text, forms[choice], scope).program), expr::compile(text, forms[choice], scope).diagnostics);
    else if (choice == 5) expr::compileAggregate(text, scope, Type{TypeId::Text}, true);
    else if (choice == 6) expr::parseSchema(text);
    else expr::scan(text);
    return 0;
}
