// SPDX-License-Identifier: Apache-2.0
// Text: finding, replacing and splitting by plain text.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/utf8.h"

#include <algorithm>

namespace weir::expr {
namespace {

bool give(KernelContext& context, std::string_view text, Datum& out) {
    if (!mayGrow(context, text.size())) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

bool position(KernelContext&, const Datum* in, Datum& out) {
    const auto at = utf8::find(in[0].bytes(), in[1].bytes());
    out = Datum::ofInt(at == std::string_view::npos ? 0 : static_cast<std::int64_t>(utf8::count(in[0].bytes().substr(0, at))) + 1);
    return true;
}

bool positionBytes(KernelContext&, const Datum* in, Datum& out) {
    const auto at = utf8::find(in[0].bytes(), in[1].bytes());
    out = Datum::ofInt(at == std::string_view::npos ? 0 : static_cast<std::int64_t>(at) + 1);
    return true;
}

bool startsWith(KernelContext&, const Datum* in, Datum& out) {
    out = Datum::ofBool(in[0].bytes().starts_with(in[1].bytes()));
    return true;
}

bool replace(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    const std::string_view from = in[1].bytes();
    const std::string_view to = in[2].bytes();
    out = in[0];
    if (from.empty() || utf8::find(text, from) == std::string_view::npos) return true;
    std::string replaced;
    std::size_t at = 0;
    for (std::size_t hit = utf8::find(text, from); hit != std::string_view::npos; hit = utf8::find(text, from, at)) {
        replaced += text.substr(at, hit - at);
        replaced += to;
        at = hit + from.size();
        if (replaced.size() > context.arena.limit()) return memoryLimit(context);
    }
    replaced += text.substr(at);
    return give(context, replaced, out);
}

bool splitPart(KernelContext& context, const Datum* in, Datum& out) {
    std::string_view text = in[0].bytes();
    const std::string_view separator = in[1].bytes();
    std::int64_t field = in[2].i;
    out = Datum::ofBytes("");
    if (field == 0) return context.fail("invalid_parameter_value", "field position must not be zero");
    if (text.empty()) return true;
    if (separator.empty()) {
        if (field == 1 || field == -1) out = in[0];
        return true;
    }
    if (field < 0) { // from the end: count first
        std::int64_t fields = 1;
        for (auto at = utf8::find(text, separator); at != std::string_view::npos; at = utf8::find(text, separator, at + separator.size())) ++fields;
        field += fields + 1;
        if (field <= 0) return true;
    }
    while (--field > 0) {
        const auto at = utf8::find(text, separator);
        if (at == std::string_view::npos) return true;
        text.remove_prefix(at + separator.size());
    }
    out = Datum::ofBytes(text.substr(0, utf8::find(text, separator)));
    return true;
}

bool translate(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view from = in[1].bytes();
    std::vector<std::string_view> targets;
    for (std::string_view rest = in[2].bytes(); !rest.empty();) targets.push_back(utf8::next(rest));
    std::string text;
    for (std::string_view rest = in[0].bytes(); !rest.empty();) {
        const std::string_view character = utf8::next(rest);
        const auto at = from.find(character);
        if (at == std::string_view::npos) {
            text += character;
        } else {
            const std::size_t index = utf8::count(from.substr(0, at));
            if (index < targets.size()) text += targets[index];
        }
    }
    return give(context, text, out);
}

/// string_to_array(text, delimiter [, text that stands for NULL])
bool toArray(KernelContext& context, const Datum* in, Datum& out) {
    out = Datum();
    if (in[0].null) return true;
    std::string_view text = in[0].bytes();
    const bool hasNull = context.argumentTypes.size() > 2 && !in[2].null;
    std::vector<Datum> parts;
    const auto add = [&](std::string_view part) { parts.push_back(hasNull && part == in[2].bytes() ? Datum() : Datum::ofBytes(part)); };
    if (text.empty()) {
    } else if (in[1].null) {
        while (!text.empty()) add(utf8::next(text));
    } else if (in[1].bytes().empty()) {
        add(text);
    } else {
        for (auto at = utf8::find(text, in[1].bytes()); at != std::string_view::npos; at = utf8::find(text, in[1].bytes())) {
            add(text.substr(0, at));
            text.remove_prefix(at + in[1].bytes().size());
        }
        add(text);
    }
    if (!mayGrow(context, parts.size() * sizeof(Datum))) return false;
    out = arrayDatum(context.arena, parts.data(), parts.size());
    return true;
}

} // namespace

void addTextSearch(FunctionList& list) {
    define(list, "position(text, text) -> integer", position, "Position of the second text in the first; 0 if it is not there.");
    define(list, "position(bytea, bytea) -> integer", positionBytes, "Position of the second bytes in the first; 0 if they are not there.");
    define(list, "strpos(text, text) -> integer", position, "Position of the second text in the first; 0 if it is not there.");
    define(list, "starts_with(text, text) -> boolean", startsWith, "Whether the first text begins with the second.");
    define(list, "^@(text, text) -> boolean", startsWith, "Whether the first text begins with the second.");
    define(list, "replace(text, text, text) -> text", replace, "Every occurrence of the second text replaced by the third.");
    define(list, "split_part(text, text, integer) -> text", splitPart, "The field at a position of a text split by a delimiter; negative: from the end.");
    define(list, "translate(text, text, text) -> text", translate, "Each character of the second text replaced by its partner in the third, or removed.");
    define(list, "string_to_array(text, text) -> text[]", toArray, "The fields of a text split by a delimiter; NULL: its characters.", calledOnNull);
    define(list, "string_to_array(text, text, text) -> text[]", toArray, "The fields of a text split by a delimiter, one text standing for NULL.", calledOnNull);
}

} // namespace weir::expr
