// SPDX-License-Identifier: Apache-2.0
// Program: an expression list compiled to a flat program over typed registers. Machine: runs programs.
// Shape    an instruction reads registers and writes one; jumps make CASE, COALESCE, AND and OR stop early. Evaluation
//          goes left to right, as PostgreSQL's does.
// Errors   run errors carry PostgreSQL's condition name ("division_by_zero"). Steps and memory are capped: an expression
//          never crashes, leaks or runs for ever.
// Threads  a Program is immutable and shared; a Machine belongs to one thread (one per stream thread).
#pragma once

#include "weir/core/arena.h"
#include "weir/core/diagnostic.h"
#include "weir/record/row.h"
#include "weir/record/schema.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace weir::expr {

/// What a program may read of one side; the planner prunes by it.
struct SideUse {
    std::vector<bool> columns; ///< by schema position
    bool key = false;
    bool value = false; ///< `_value`
    bool headers = false;
    bool origin = false;
};

struct Code; // instructions, constants, register types: program_code.h, private to the library

class Program {
public:
    Program();
    explicit Program(std::shared_ptr<const Code> code);
    /// The select list's columns: names and types. For a condition one boolean.
    const Schema& outputs() const;
    const std::vector<SideUse>& uses() const;
    /// The same value for the same rows: no now(), no _partition, _offset.
    bool deterministic() const;
    explicit operator bool() const { return m_code != nullptr; }
    const Code& code() const { return *m_code; }

private:
    std::shared_ptr<const Code> m_code;
};

struct Inputs {
    const Row* sides[2] = {nullptr, nullptr}; ///< a null row reads as NULL columns (a join's missing side)
    std::int64_t nowMicros = 0;               ///< now()
};

struct RunError {
    std::string condition; ///< PostgreSQL's name: "numeric_value_out_of_range"
    std::string message;
};

class Machine {
public:
    Machine();
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;
    /// Evaluate all outputs into `out` (its size is outputs().size()). Bytes made on the way live in `arena`.
    /// False: see error(); `out` is then undefined.
    bool run(const Program& program, const Inputs& inputs, Arena& arena, std::span<Datum> out);
    /// A condition: true only if it is true (NULL counts as false). nullopt: see error().
    std::optional<bool> test(const Program& program, const Inputs& inputs, Arena& arena);
    const RunError& error() const { return m_error; }

private:
    bool execute(const Program& program, const Inputs& inputs, Arena& arena);

    struct Registers;
    std::unique_ptr<Registers> m_registers;
    RunError m_error;
};

} // namespace weir::expr
