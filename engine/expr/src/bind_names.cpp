// SPDX-License-Identifier: Apache-2.0
// Columns, pseudo-columns and the session's values.
#include "binder.h"
#include "parse.h"

#include <algorithm>
#include <cctype>

namespace weir::expr {

namespace {

std::string lowered(std::string_view text) {
    std::string out(text);
    for (auto& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

/// Levenshtein's distance with swaps of neighbours, row by row.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above[b.size()];
}

} // namespace

std::string writtenName(std::string_view name) {
    bool plain = !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0;
    for (const char c : name) plain = plain && (std::islower(static_cast<unsigned char>(c)) != 0 || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '_');
    if (plain) return std::string(name);
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

Bound* Binder::columnOf(std::size_t side, std::string_view name, std::int32_t location) {
    const auto& offered = m_scope.sides[side];
    if (offered.columns != nullptr) {
        if (const auto at = offered.columns->find(name)) {
            Bound* made = make(BoundKind::Column, offered.columns->columns[*at].type, location);
            made->side = static_cast<std::uint8_t>(side);
            made->index = static_cast<std::uint32_t>(*at);
            made->type.modifier = -1;
            return made;
        }
    }
    const auto ofGroup = [](PseudoColumn p) { return p == PseudoColumn::Key || p == PseudoColumn::Timestamp || p == PseudoColumn::WindowStart || p == PseudoColumn::WindowEnd; };
    if (const auto pseudo = pseudoNamed(name); pseudo && (m_aggregates == nullptr || ofGroup(*pseudo))) {
        if (const auto type = pseudoType(*pseudo, offered)) {
            Bound* made = make(BoundKind::Pseudo, *type, location);
            made->side = static_cast<std::uint8_t>(side);
            made->index = static_cast<std::uint32_t>(*pseudo);
            return made;
        }
    }
    return nullptr;
}

Bound* Binder::column(const Node* node) {
    if (node->list.empty() || node->list.back()->kind == NodeKind::Star) {
        report("syntax_error", "\"*\" can only stand alone in a select list.", node->location);
        return nullptr;
    }
    const auto name = node->list.back()->text;
    if (node->list.size() > 2) {
        report("undefined_table", "There is no " + std::string(node->list[0]->text) + "." + std::string(node->list[1]->text) + " here; name a column alone or with its side.", node->location);
        return nullptr;
    }
    const std::string_view qualifier = node->list.size() == 2 ? node->list[0]->text : std::string_view();
    Bound* found = nullptr;
    bool sideSeen = false;
    for (std::size_t side = 0; side < m_scope.sides.size(); ++side) {
        const auto& offered = m_scope.sides[side];
        if (qualifier.empty() ? !offered.unqualified : offered.qualifier != qualifier) continue;
        sideSeen = true;
        Bound* here = columnOf(side, name, node->location);
        if (here == nullptr) continue;
        if (found != nullptr) {
            std::string message = "Both sides have a column " + std::string(name) + "; write";
            message += " " + m_scope.sides[found->side].qualifier + "." + writtenName(name) + " or " + offered.qualifier + "." + writtenName(name) + ".";
            report("ambiguous_column", std::move(message), node->location);
            return nullptr;
        }
        found = here;
    }
    if (found != nullptr) return found;
    if (m_aggregates != nullptr && qualifier.empty()) return outsideAggregate(name, node->location);
    if (!qualifier.empty() && !sideSeen) {
        report("undefined_table", "There is no side \"" + std::string(qualifier) + "\" here" + (m_scope.sides.size() == 2 ? "; a join's sides are l and r." : "."), node->location);
        return nullptr;
    }
    reportUnknownColumn(qualifier, name, node->location);
    return nullptr;
}

void Binder::reportUnknownColumn(std::string_view qualifier, std::string_view name, std::int32_t location) {
    std::string best;
    std::size_t bestDistance = std::max<std::size_t>(2, name.size() / 3) + 1;
    const auto wanted = lowered(name);
    const auto consider = [&](std::string_view candidate) {
        const auto d = candidate == name ? 0 : distance(wanted, lowered(candidate));
        if (d < bestDistance && d < std::max<std::size_t>(name.size(), 2)) {
            bestDistance = d;
            best = candidate;
        }
    };
    for (const auto& side : m_scope.sides) {
        if (!qualifier.empty() && side.qualifier != qualifier) continue;
        if (side.columns != nullptr)
            for (const auto& column : side.columns->columns) consider(column.name);
        if (side.pseudo && name.starts_with('_'))
            for (const auto* pseudo : {"_key", "_value", "_timestamp", "_topic", "_partition", "_offset", "_headers"}) consider(pseudo);
    }
    auto span = wordAt(m_text, location);
    if (!qualifier.empty() && span.known()) { // the name after the dot
        auto at = static_cast<std::size_t>(span.end);
        while (at < m_text.size() && (m_text[at] == '.' || std::isspace(static_cast<unsigned char>(m_text[at])) != 0)) ++at;
        span = wordAt(m_text, static_cast<std::int32_t>(at));
    }
    std::string message = "There is no column \"" + std::string(name) + "\"";
    if (qualifier.empty() && !best.empty()) {
        for (const auto& side : m_scope.sides)
            if (!side.unqualified && side.columns != nullptr && side.columns->find(best)) best.insert(0, side.qualifier + ".");
    }
    if (best.empty() && qualifier.empty() && span.known() && m_text[static_cast<std::size_t>(span.begin)] == '"') { // a text in the wrong quotes
        std::string text = "'";
        for (const char c : name) text += c == '\'' ? std::string("''") : std::string(1, c);
        text += "'";
        report("undefined_column", message + " here; if a text is meant, it stands in single quotes.", span, Fix{"Change to " + text, {ReplaceText{span, text}}});
        return;
    }
    if (best.empty()) {
        report("undefined_column", message + " here.", span);
        return;
    }
    const auto dot = best.find('.');
    const auto text = dot == std::string::npos ? writtenName(best) : best.substr(0, dot + 1) + writtenName(best.substr(dot + 1));
    report("undefined_column", message + "; did you mean " + text + "?", span, Fix{"Change to " + text, {ReplaceText{span, text}}});
}

/// A column named beside aggregates, where only the group's own pseudo-columns stand. It is bound all the same, so that
/// other mistakes come first.
Bound* Binder::outsideAggregate(std::string_view name, std::int32_t location) {
    Binder rows(m_text, *m_aggregates->input, m_arena, m_diagnostics);
    for (std::size_t side = 0; side < m_aggregates->input->sides.size(); ++side) {
        Bound* found = rows.columnOf(side, name, location);
        if (found == nullptr) continue;
        Diagnostic refused;
        refused.code = "grouping_error";
        refused.message = "The column " + writtenName(name) + " varies within a group; use it inside an aggregate function, such as max(" + writtenName(name) + "), or _key for the group.";
        refused.span = wordAt(m_text, location);
        m_aggregates->ungrouped.push_back(std::move(refused));
        return found;
    }
    rows.reportUnknownColumn({}, name, location);
    return nullptr;
}

std::vector<Bound*> Binder::star(const Node* column, std::vector<std::string>& names) {
    std::vector<Bound*> all;
    const std::string_view qualifier = column->list.size() == 2 ? column->list[0]->text : std::string_view();
    if (m_aggregates != nullptr) {
        report("grouping_error", "\"*\" can't be used beside aggregates; name what each group gives.", column->location);
        return all;
    }
    bool sideSeen = false;
    for (std::size_t side = 0; side < m_scope.sides.size(); ++side) {
        const auto& offered = m_scope.sides[side];
        if (qualifier.empty() ? (!offered.unqualified && m_scope.sides.size() == 1) : offered.qualifier != qualifier) continue;
        sideSeen = true;
        if (offered.columns == nullptr) continue;
        for (const auto& c : offered.columns->columns) {
            all.push_back(columnOf(side, c.name, column->location));
            names.push_back(c.name);
        }
    }
    if (!sideSeen)
        report("undefined_table", "There is no side \"" + std::string(qualifier) + "\" here.", column->location);
    else if (all.empty())
        report("undefined_column", "\"*\" stands for no column here: the input has no schema.", column->location);
    return all;
}

Bound* Binder::sessionValue(const Node* node) {
    constexpr std::uint8_t currentTimestamp = 4;
    constexpr std::uint8_t firstRole = 10;
    if (node->tag == currentTimestamp) {
        std::vector<Bound*> none;
        Node now;
        now.kind = NodeKind::Function;
        now.text = "now";
        now.location = node->location;
        return functionOf(&now, none);
    }
    const auto span = wordAt(m_text, node->location);
    if (node->tag >= firstRole) {
        const auto word = lowered(m_text.substr(static_cast<std::size_t>(std::max(span.begin, 0)), static_cast<std::size_t>(span.end - span.begin)));
        report("feature_not_supported", "In SQL, " + word + " means the session's own value, which Weir has not; for a column of this name write \"" + word + "\".", span,
               Fix{"Quote the name", {ReplaceText{span, "\"" + word + "\""}}});
        return nullptr;
    }
    report("feature_not_supported", "Dates and times of day without a time zone are not supported; use now() or current_timestamp.", span);
    return nullptr;
}

} // namespace weir::expr
