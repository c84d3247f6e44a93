// SPDX-License-Identifier: Apache-2.0
// ComputedKey: a key from an expression list: one expression gives that value's bytes, several a JSON object of them
// (topology-format.md 2 and 3).
// Threads  one task.
#pragma once

#include "weir/processors/operator.h"

#include <string>
#include <vector>

namespace weir {

/// Format and type of a key computed by these outputs.
Format computedKeyFormat(const Schema& outputs);
Type computedKeyType(const Schema& outputs);

class ComputedKey {
public:
    explicit ComputedKey(const expr::Program& program);
    /// Sets key and keyNull of `out` (bytes in the task's arena). False: a run error, or a key that can't be (NaN); see error.
    bool compute(TaskContext& task, const Row& row, Row& out, expr::RunError& error);

private:
    const expr::Program& m_program;
    Format m_format;
    std::vector<Datum> m_values;
    std::string m_scratch;
};

} // namespace weir
