// SPDX-License-Identifier: Apache-2.0
// parseSchema: a SQL column list to a Schema. scan: the tokens of an editor's text. functions: the reference of all names.
#include "weir/expr/compile.h"

#include "binder.h"
#include "function_examples.h"
#include "parse.h"
#include "wire.h"

#include <pg_query.h>

#include <algorithm>
#include <cctype>

namespace weir::expr {

namespace {

/// Words with capitals outside quotes: SQL folds them to lower case, JSON does not.
void warnOfCapitals(std::string_view text, const Node* column, Diagnostics& diagnostics) {
    const auto span = wordAt(text, column->location);
    if (!span.known()) return;
    const auto word = text.substr(static_cast<std::size_t>(span.begin), static_cast<std::size_t>(span.end - span.begin));
    if (word.starts_with('"') || std::none_of(word.begin(), word.end(), [](char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; })) return;
    Diagnostic warning;
    warning.severity = Severity::Warning;
    warning.code = "folded_name";
    warning.span = span;
    const auto quoted = "\"" + std::string(word) + "\"";
    warning.message = "The unquoted name " + std::string(word) + " is the column " + std::string(column->text) + "; for a JSON field " + std::string(word) + " write " + quoted + ".";
    warning.fix = Fix{"Quote the name", {ReplaceText{span, quoted}}};
    diagnostics.push_back(std::move(warning));
}

} // namespace

ParsedSchema parseSchema(std::string_view text) {
    ParsedSchema out;
    Arena arena;
    const Scope scope;
    Binder binder(text, scope, arena, out.diagnostics);
    const auto caps = checkCaps(text);
    std::optional<ParseProblem> problem = caps.problem;
    const auto work = [&] {
        const auto parsed = parse(text, Grammar::ColumnList, arena);
        if (parsed.problem) {
            problem = parsed.problem;
            return;
        }
        auto schema = std::make_shared<Schema>();
        for (const Node* column : parsed.targets) {
            if (column->kind != NodeKind::ColumnDefinition || column->flag || column->right == nullptr) {
                binder.report("feature_not_supported", "A schema takes columns without constraints: a name and a type each.", column->location);
                continue;
            }
            const auto type = binder.typeOf(column->right);
            if (!type) continue;
            if (type->id == TypeId::Timestamp) {
                binder.report("feature_not_supported", "A column can't be a timestamp without a time zone; use timestamptz.", wordAt(text, column->right->location),
                              Fix{"Change to timestamptz", {ReplaceText{itemAt(text, column->right->location), "timestamptz"}}});
                continue;
            }
            if (schema->find(column->text)) {
                std::string fresh = std::string(column->text) + "_2";
                for (int n = 3; schema->find(fresh); ++n) fresh = std::string(column->text) + "_" + std::to_string(n);
                const auto span = wordAt(text, column->location);
                binder.report("duplicate_column", "The column " + std::string(column->text) + " is declared twice; remove it here or give it another name.", span,
                              Fix{"Rename to " + fresh, {ReplaceText{span, writtenName(fresh)}}});
                continue;
            }
            warnOfCapitals(text, column, out.diagnostics);
            schema->columns.push_back({std::string(column->text), *type});
        }
        if (!hasErrors(out.diagnostics)) out.schema = std::move(schema);
    };
    if (!problem) {
        if (!caps.large) work();
        else if (!onLargeStack(work)) problem = ParseProblem{"out_of_memory", "There is no memory for a stack that can hold this schema.", {}};
    }
    if (problem) binder.report(problem->condition, problem->message, problem->span);
    return out;
}

std::vector<Token> scan(std::string_view text) {
    std::vector<Token> tokens;
    if (text.size() > textBytesMax || text.find('\0') != std::string_view::npos) return tokens;
    const std::string copy(text);
    const PgQueryScanResult scanned = pg_query_scan(copy.c_str());
    if (scanned.error == nullptr)
        for (Wire wire({scanned.pbuf.data, scanned.pbuf.len}); wire.next();) {
            if (wire.field() != 2) continue;
            Token token;
            token.span = {0, 0};
            std::int64_t kind = 0;
            std::int64_t keyword = 0;
            for (Wire field(wire.text()); field.next();) {
                if (field.field() == 1) token.span.begin = field.integer();
                if (field.field() == 2) token.span.end = field.integer();
                if (field.field() == 4) kind = field.number();
                if (field.field() == 5) keyword = field.number();
            }
            // pg_query.proto: IDENT 258, UIDENT 259, FCONST 260, SCONST 261, USCONST 262, BCONST 263, XCONST 264, ICONST 266, comments 275, 276
            if (kind == 258 || kind == 259) token.kind = Token::Kind::Identifier;
            else if (kind == 260 || kind == 266) token.kind = Token::Kind::Number;
            else if (kind >= 261 && kind <= 264) token.kind = Token::Kind::String;
            else if (kind == 275 || kind == 276) token.kind = Token::Kind::Comment;
            else token.kind = keyword > 0 ? Token::Kind::Keyword : Token::Kind::Operator;
            tokens.push_back(token);
        }
    pg_query_free_scan_result(scanned);
    return tokens;
}

const std::vector<FunctionInfo>& functions() {
    static const std::vector<FunctionInfo> all = [] {
        std::vector<FunctionInfo> made;
        const auto shown = [](const ArgumentType& argument) -> std::string {
            switch (argument.poly) {
            case Poly::AnyElement: return "anyelement";
            case Poly::AnyArray: return "anyarray";
            case Poly::Any: return "any";
            default: break;
            }
            return typeName(argument.type);
        };
        const auto add = [&](const FunctionEntry& entry, bool aggregate) {
            if (std::isalpha(static_cast<unsigned char>(entry.name.front())) == 0 || entry.foreign) return;
            std::string signature(entry.name);
            signature += '(';
            for (std::size_t i = 0; i < entry.arguments.size(); ++i) signature += (i == 0 ? "" : ", ") + shown(entry.arguments[i]);
            if (entry.variadic) signature += ", …";
            signature += ") → " + shown(entry.result);
            made.push_back({std::string(entry.name), std::move(signature), std::string(entry.summary), std::string(functionExample(entry.name)), aggregate});
        };
        for (const auto& entry : functionTable()) add(entry, false);
        for (const auto& entry : aggregateTable()) add(entry, true);
        std::stable_sort(made.begin(), made.end(), [](const FunctionInfo& a, const FunctionInfo& b) { return a.name < b.name; });
        return made;
    }();
    return all;
}

} // namespace weir::expr
