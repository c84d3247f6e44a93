// SPDX-License-Identifier: Apache-2.0
#include "weir/expr/program.h"

#include "program_code.h"

namespace weir::expr {

Program::Program() = default;
Program::Program(std::shared_ptr<const Code> code) : m_code(std::move(code)) {}
const Schema& Program::outputs() const { return m_code->outputs; }
const std::vector<SideUse>& Program::uses() const { return m_code->uses; }
bool Program::deterministic() const { return m_code->deterministic; }

} // namespace weir::expr
