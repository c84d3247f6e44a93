// SPDX-License-Identifier: Apache-2.0
// ExprFixture: a schema, one row of it, and expressions over them.
#pragma once

#include "weir/expr/compile.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

namespace weir::expr {

class ExprFixture : public ::testing::Test {
protected:
    void declare(std::string_view columns) {
        const auto parsed = parseSchema(columns);
        ASSERT_TRUE(parsed.schema) << (parsed.diagnostics.empty() ? "" : parsed.diagnostics.front().message);
        Side side;
        side.columns = parsed.schema;
        m_scope.sides.assign(1, side);
    }
    void row(std::vector<Datum> values) {
        m_values = std::move(values);
        m_row.columns = m_values.data();
        m_row.valueNull = false;
    }
    Program program(std::string_view text, Form form = Form::Scalar) {
        auto compiled = compile(text, form, m_scope);
        EXPECT_TRUE(compiled.program) << text << ": " << (compiled.diagnostics.empty() ? "" : compiled.diagnostics.front().message);
        return compiled.program;
    }
    Datum value(std::string_view text) {
        const auto compiled = program(text);
        Datum out;
        if (!compiled) return out;
        EXPECT_TRUE(m_machine.run(compiled, inputs(), m_arena, {&out, 1})) << text << ": " << m_machine.error().message;
        return out;
    }
    bool holds(std::string_view text) {
        const auto compiled = program(text, Form::Condition);
        return compiled && m_machine.test(compiled, inputs(), m_arena).value_or(false);
    }
    /// The condition of the run error.
    std::string fails(std::string_view text) {
        const auto compiled = program(text);
        Datum out;
        if (!compiled) return "not compiled";
        return m_machine.run(compiled, inputs(), m_arena, {&out, 1}) ? "no error" : m_machine.error().condition;
    }
    /// The first mistake found.
    Diagnostic refused(std::string_view text, Form form = Form::Scalar) {
        auto compiled = compile(text, form, m_scope);
        EXPECT_FALSE(compiled.program) << text.substr(0, 100);
        return compiled.diagnostics.empty() ? Diagnostic{} : compiled.diagnostics.front();
    }
    Inputs inputs() const {
        Inputs in;
        in.sides[0] = &m_row;
        return in;
    }

    Scope m_scope;
    std::vector<Datum> m_values;
    Row m_row;
    Arena m_arena;
    Machine m_machine;
};

} // namespace weir::expr
