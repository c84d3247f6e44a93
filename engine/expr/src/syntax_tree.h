// SPDX-License-Identifier: Apache-2.0
// SyntaxTree: PostgreSQL's raw parse tree of one target list, as far as expressions need it.
// Life     nodes and texts live in the arena that parse() was given.
#pragma once

#include "weir/core/arena.h"
#include "weir/core/diagnostic.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace weir::expr {

enum class NodeKind : std::uint8_t {
    Other, ///< a construct outside the language; `text` names it
    IntegerConstant,
    FloatConstant,
    StringConstant,
    BitConstant,
    BooleanConstant,
    NullConstant,
    Name,   ///< String: a part of a dotted name
    Star,   ///< `*`
    Column, ///< `list`: Name parts, perhaps a Star at the end
    Operator, ///< A_Expr: `tag` OperatorForm, `name`, left, right
    Logic,    ///< `tag` LogicForm, `list`
    NullTest, ///< left, `flag`: IS NOT NULL
    BooleanTest, ///< left, `tag` BooleanTestForm
    Case,        ///< left: the tested value or null; `list`: When; right: ELSE or null
    When,        ///< left: condition; right: result
    Coalesce,    ///< `list`
    MinMax,      ///< `list`; `flag`: GREATEST
    Function,    ///< `name`, `list`, right: FILTER
    Cast,        ///< left, typeName
    TypeName,
    Array,       ///< ARRAY[list]
    Indirection, ///< left, `list`: Subscript, Name or Star
    Subscript,   ///< left: lower, right: upper (or the index); `flag`: a slice
    Row,         ///< `list`; `flag`: written without ROW
    List,        ///< `list`
    SessionValue, ///< CURRENT_TIMESTAMP, USER and their like: `tag` is PostgreSQL's SVFOP number
    Target,       ///< left: value; `text`: alias
    ColumnDefinition, ///< `text`: name; right: TypeName; `flag`: carries constraints or the like
};

enum class OperatorForm : std::uint8_t { None, Plain, Any, All, Distinct, NotDistinct, NullIf, In, Like, ILike, Similar, Between, NotBetween, BetweenSym, NotBetweenSym };
enum class LogicForm : std::uint8_t { None, And, Or, Not };
enum class BooleanTestForm : std::uint8_t { None, True, NotTrue, False, NotFalse, Unknown, NotUnknown };

/// What a function call carries besides arguments.
struct CallMarks {
    bool star = false;
    bool distinct = false;
    bool ordered = false;
    bool over = false;
    bool withinGroup = false;
    bool variadic = false;
    bool sqlSyntax = false; ///< written as EXTRACT(… FROM …), TRIM(…), AT TIME ZONE
};

struct Node {
    NodeKind kind = NodeKind::Other;
    std::uint8_t tag = 0;
    bool flag = false;
    CallMarks marks;
    std::int32_t location = -1; ///< byte in the expression's text
    std::int64_t number = 0;    ///< integer and boolean constants; a TypeName's array bounds
    std::string_view text;      ///< constants, names; the last part of a dotted name
    std::string_view schema;    ///< "pg_catalog" or the like; empty: none
    Node* left = nullptr;
    Node* right = nullptr;
    std::span<Node*> list;
};

struct ParseProblem {
    std::string condition;
    std::string message;
    Span span;
};

struct Parsed {
    std::span<Node*> targets;
    std::optional<ParseProblem> problem;
};

/// Nodes from the protobuf form of libpg_query's tree. `offset`: bytes put before the user's text. `isSchema`: a
/// CREATE TABLE whose columns become the targets. Null targets: the statement is something else.
struct TreeReading {
    std::span<Node*> targets;
    bool onlyTargets = false; ///< one statement, nothing but a target list (or a column list)
    std::int32_t depth = 0;
};
TreeReading readTree(std::string_view protobuf, std::int32_t offset, Arena& arena);

} // namespace weir::expr
