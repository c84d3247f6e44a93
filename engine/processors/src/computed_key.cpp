// SPDX-License-Identifier: Apache-2.0
#include "computed_key.h"

#include "weir/record/json_out.h"
#include "weir/record/key.h"

namespace weir {

Format computedKeyFormat(const Schema& outputs) { return outputs.size() == 1 ? formatOfKeyType(outputs.columns[0].type) : Format::Json; }
Type computedKeyType(const Schema& outputs) { return outputs.size() == 1 ? outputs.columns[0].type : Type{TypeId::Jsonb}; }

ComputedKey::ComputedKey(const expr::Program& program) : m_program(program), m_format(computedKeyFormat(program.outputs())), m_values(program.outputs().size()) {}

bool ComputedKey::compute(TaskContext& task, const Row& row, Row& out, expr::RunError& error) {
    if (!task.machine.run(m_program, task.inputs(row), task.arena, m_values)) {
        error = task.machine.error();
        return false;
    }
    const auto& outputs = m_program.outputs();
    if (m_values.size() == 1) {
        const auto& value = m_values[0];
        out.keyNull = value.null;
        out.key = {};
        if (value.null) return true;
        if (m_format == Format::String) {
            out.key = value.bytes(); // text keys are their own bytes
            return true;
        }
        m_scratch.clear();
        if (!encodeKey(m_format, outputs.columns[0].type, value, m_scratch)) {
            error = {"invalid_parameter_value", "NaN can't be a key"};
            return false;
        }
    } else {
        m_scratch.clear();
        appendJsonRow(m_scratch, outputs, m_values.data());
    }
    out.keyNull = false;
    out.key = task.arena.copy(m_scratch);
    return true;
}

} // namespace weir
