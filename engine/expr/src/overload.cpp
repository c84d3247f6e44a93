// SPDX-License-Identifier: Apache-2.0
#include "overload.h"

#include <algorithm>
#include <array>

namespace weir::expr {

namespace {

struct Candidate {
    const Routine* routine = nullptr;
    std::vector<ArgumentType> arguments; ///< variadic ones repeated
};

bool isUnknown(const Type& type) { return type.id == TypeId::Unknown && !type.array; }

/// PostgreSQL declares these over the anycompatible family: their arguments may differ and meet in a common type.
bool isCompatible(const FunctionEntry& entry) {
    static constexpr std::array<std::string_view, 9> names{"||",          "array_append",   "array_prepend", "array_cat", "array_position", "array_positions",
                                                           "array_remove", "array_replace", "width_bucket"};
    return std::find(names.begin(), names.end(), entry.name) != names.end();
}

/// `text || anything` takes no array: that is the array operator's.
bool refusesArrays(const FunctionEntry& entry) {
    return entry.name == "||" && std::any_of(entry.arguments.begin(), entry.arguments.end(), [](const auto& a) { return a.poly == Poly::No && a.type.isText(); });
}

bool isForeign(const ArgumentType& argument) { return argument.poly == Poly::ForeignUser || argument.poly == Poly::ForeignOther; }

/// Fix the polymorphic types of a call. False: the arguments don't agree.
bool settle(const Candidate& candidate, std::span<const Type> types, std::vector<Type>& arguments, Type& result, Outcome& outcome) {
    const auto& entry = *candidate.routine->entry;
    std::vector<Type> elements;
    bool polymorphic = false;
    outcome = Outcome::Found;
    for (std::size_t i = 0; i < types.size(); ++i) {
        const auto poly = candidate.arguments[i].poly;
        if (isForeign(candidate.arguments[i])) {
            if (!isUnknown(types[i])) return false;
            continue;
        }
        if (poly == Poly::No || poly == Poly::Any) {
            if (poly == Poly::Any && types[i].array && refusesArrays(entry)) return false;
            continue;
        }
        polymorphic = true;
        if (poly == Poly::AnyElement && types[i].array && refusesArrays(entry)) return false;
        if (isUnknown(types[i])) continue;
        if (poly == Poly::AnyArray && !types[i].array) return false;
        elements.push_back(poly == Poly::AnyArray ? types[i].element() : types[i]);
    }
    Type element;
    if (polymorphic) {
        if (elements.empty()) {
            if (!isCompatible(entry)) outcome = Outcome::Indeterminate;
            element = Type{TypeId::Text};
        } else if (isCompatible(entry)) {
            const auto common = commonType(elements);
            if (!common) return false;
            element = *common;
            for (const auto& type : elements)
                if (!canCoerce(type, element, CastContext::Implicit)) return false;
        } else {
            element = elements.front();
            for (const auto& type : elements)
                if (!sameType(type, element)) return false;
        }
        element.modifier = -1;
    }
    const bool wantsArray = std::any_of(candidate.arguments.begin(), candidate.arguments.end(), [](const auto& a) { return a.poly == Poly::AnyArray; });
    if (element.array && wantsArray) outcome = Outcome::ArrayOfArrays;
    if (element.array && !wantsArray && entry.result.poly == Poly::AnyArray) return false;
    const auto fix = [&](const ArgumentType& declared) {
        if (declared.poly == Poly::AnyElement) return element;
        if (declared.poly == Poly::AnyArray) return Type{element.id, true, -1};
        return declared.type;
    };
    arguments.clear();
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (candidate.arguments[i].poly != Poly::Any) {
            arguments.push_back(fix(candidate.arguments[i]));
        } else {
            arguments.push_back(isUnknown(types[i]) ? Type{TypeId::Text} : Type{types[i].id, types[i].array, -1});
        }
    }
    result = fix(entry.result);
    return true;
}

std::vector<Candidate> withArity(std::span<const Routine> routines, std::size_t count) {
    std::vector<Candidate> found;
    for (const auto& routine : routines) {
        const auto& declared = routine.entry->arguments;
        if (declared.size() != count && !(routine.entry->variadic && count > declared.size())) continue;
        Candidate candidate{&routine, declared};
        while (candidate.arguments.size() < count) candidate.arguments.push_back(declared.back());
        found.push_back(std::move(candidate));
    }
    return found;
}

bool matchesExactly(const Candidate& candidate, std::span<const Type> types) {
    for (std::size_t i = 0; i < types.size(); ++i)
        if (candidate.arguments[i].poly != Poly::No || !sameType(candidate.arguments[i].type, types[i])) return false;
    return true;
}

bool accepts(const Candidate& candidate, std::span<const Type> types) {
    for (std::size_t i = 0; i < types.size(); ++i) {
        const auto& argument = candidate.arguments[i];
        if (argument.poly == Poly::No && !canCoerce(types[i], argument.type, CastContext::Implicit)) return false;
    }
    std::vector<Type> arguments;
    Type result;
    Outcome outcome{};
    return settle(candidate, types, arguments, result, outcome);
}

/// Keep the candidates with the highest score.
template <class Score>
void keepBest(std::vector<Candidate>& candidates, Score score) {
    int best = -1;
    std::vector<Candidate> kept;
    for (auto& candidate : candidates) {
        const int s = score(candidate);
        if (s > best) {
            best = s;
            kept.clear();
        }
        if (s == best) kept.push_back(candidate);
    }
    candidates = std::move(kept);
}

/// The category of a parameter as pg_type has it; polymorphic ones have one of their own.
int slotCategory(const ArgumentType& argument) {
    if (argument.poly == Poly::ForeignUser) return static_cast<int>(TypeCategory::User);
    if (argument.poly == Poly::ForeignOther) return 101;
    return argument.poly == Poly::No ? static_cast<int>(categoryOf(argument.type)) : 100;
}
bool slotPreferred(const ArgumentType& argument) { return argument.poly == Poly::No && isPreferred(argument.type); }

/// 10.2 step 3.e, 10.3 step 4.e: categories for the untyped literals.
void resolveUnknowns(std::vector<Candidate>& candidates, std::span<const Type> types) {
    std::vector<int> category(types.size(), -1);
    std::vector<bool> preferred(types.size(), false);
    for (std::size_t i = 0; i < types.size(); ++i) {
        if (!isUnknown(types[i])) continue;
        bool conflict = false;
        for (const auto& candidate : candidates) {
            const int mine = slotCategory(candidate.arguments[i]);
            const bool mineIsPreferred = slotPreferred(candidate.arguments[i]);
            if (category[i] < 0) {
                category[i] = mine;
                preferred[i] = mineIsPreferred;
            } else if (category[i] == mine) {
                preferred[i] = preferred[i] || mineIsPreferred;
            } else if (mine == static_cast<int>(TypeCategory::String)) {
                category[i] = mine;
                preferred[i] = mineIsPreferred;
            } else {
                conflict = true;
            }
        }
        if (conflict && category[i] != static_cast<int>(TypeCategory::String)) return;
    }
    std::vector<Candidate> kept;
    for (const auto& candidate : candidates) {
        bool keep = true;
        for (std::size_t i = 0; i < types.size() && keep; ++i)
            if (isUnknown(types[i])) keep = slotCategory(candidate.arguments[i]) == category[i] && (!preferred[i] || slotPreferred(candidate.arguments[i]));
        if (keep) kept.push_back(candidate);
    }
    if (!kept.empty()) candidates = std::move(kept);
}

/// Literals take the one type that the typed arguments share, if that leaves a single candidate.
void assumeKnownType(std::vector<Candidate>& candidates, std::span<const Type> types) {
    std::optional<Type> known;
    for (const auto& type : types) {
        if (isUnknown(type)) continue;
        if (known && !sameType(*known, type)) return;
        known = type;
    }
    if (!known) return;
    const std::vector<Type> assumed(types.size(), *known);
    std::vector<Candidate> kept;
    for (const auto& candidate : candidates)
        if (accepts(candidate, assumed)) kept.push_back(candidate);
    if (kept.size() == 1) candidates = std::move(kept);
}

Resolution resolved(const Candidate& candidate, std::span<const Type> types) {
    Resolution resolution;
    resolution.routine = candidate.routine;
    if (!settle(candidate, types, resolution.arguments, resolution.result, resolution.outcome)) return {};
    if (candidate.routine->entry->foreign) resolution.outcome = Outcome::Foreign;
    return resolution;
}

Resolution choose(std::vector<Candidate> candidates, std::span<const Type> types) {
    std::erase_if(candidates, [&](const Candidate& c) { return !accepts(c, types); });
    if (candidates.empty()) return {};
    if (candidates.size() > 1)
        keepBest(candidates, [&](const Candidate& c) {
            int score = 0;
            for (std::size_t i = 0; i < types.size(); ++i)
                if (!isUnknown(types[i]) && c.arguments[i].poly == Poly::No && sameType(c.arguments[i].type, types[i])) ++score;
            return score;
        });
    if (candidates.size() > 1)
        keepBest(candidates, [&](const Candidate& c) {
            int score = 0;
            for (std::size_t i = 0; i < types.size(); ++i) {
                if (isUnknown(types[i]) || c.arguments[i].poly != Poly::No) continue;
                const auto& slot = c.arguments[i].type;
                if (sameType(slot, types[i]) || (isPreferred(slot) && categoryOf(slot) == categoryOf(types[i]))) ++score;
            }
            return score;
        });
    const bool unknowns = std::any_of(types.begin(), types.end(), isUnknown);
    if (candidates.size() > 1 && unknowns) resolveUnknowns(candidates, types);
    if (candidates.size() > 1 && unknowns) assumeKnownType(candidates, types);
    if (candidates.size() > 1) {
        Resolution ambiguous;
        ambiguous.outcome = Outcome::Ambiguous;
        return ambiguous;
    }
    return resolved(candidates.front(), types);
}

} // namespace

Resolution resolveOperator(std::span<const Routine> routines, std::span<const Type> types) {
    auto candidates = withArity(routines, types.size());
    std::vector<Type> assumed(types.begin(), types.end());
    if (assumed.size() == 2) { // an untyped literal is first taken for the other side's type
        if (isUnknown(assumed[0])) assumed[0] = assumed[1];
        else if (isUnknown(assumed[1])) assumed[1] = assumed[0];
    }
    for (const auto& candidate : candidates)
        if (matchesExactly(candidate, assumed)) return resolved(candidate, assumed);
    return choose(std::move(candidates), types);
}

Resolution resolveFunction(std::span<const Routine> routines, std::span<const Type> types) {
    auto candidates = withArity(routines, types.size());
    for (const auto& candidate : candidates)
        if (matchesExactly(candidate, types)) return resolved(candidate, types);
    return choose(std::move(candidates), types);
}

std::optional<Type> commonType(std::span<const Type> types, std::size_t* clash) {
    Type chosen = types.empty() ? Type{} : types.front();
    for (std::size_t i = 1; i < types.size(); ++i) {
        const auto& type = types[i];
        if (isUnknown(type) || sameType(type, chosen)) continue;
        if (isUnknown(chosen)) {
            chosen = type;
        } else if (categoryOf(type) != categoryOf(chosen)) {
            if (clash != nullptr) *clash = i;
            return std::nullopt;
        } else if (!isPreferred(chosen) && canCoerce(chosen, type, CastContext::Implicit) && !canCoerce(type, chosen, CastContext::Implicit)) {
            chosen = type;
        }
    }
    if (isUnknown(chosen)) chosen = Type{TypeId::Text};
    chosen.modifier = -1;
    return chosen;
}

} // namespace weir::expr
