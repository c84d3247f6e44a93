// SPDX-License-Identifier: Apache-2.0
#include "windows.h"

#include "weir/core/time.h"
#include "weir/record/key.h"

#include <fmt/format.h>

namespace weir {

FieldSpec windowField(std::vector<std::string> types) {
    FieldSpec window{.name = "window", .kind = FieldKind::Object, .label = "Window", .help = "Group by time too. Tumbling and hopping windows are aligned to the epoch; a sliding window holds records at most its size apart; a session ends with a pause. A record that comes later than the grace is dropped and counted."};
    window.members = {
        {.name = "type", .kind = FieldKind::Choice, .required = true, .choices = std::move(types), .label = "Type"},
        {.name = "size", .kind = FieldKind::Duration, .required = true, .label = "Size", .help = "How long a window is; of a sliding one the largest time between two of its records.", .onlyWhen = "type", .onlyValues = {"tumbling", "hopping", "sliding"}},
        {.name = "advance", .kind = FieldKind::Duration, .required = true, .label = "Advance", .help = "How far each window starts after the one before.", .onlyWhen = "type", .onlyValues = {"hopping"}},
        {.name = "gap", .kind = FieldKind::Duration, .required = true, .label = "Gap", .help = "A pause longer than this ends a session.", .onlyWhen = "type", .onlyValues = {"session"}},
        {.name = "grace", .kind = FieldKind::Duration, .fallback = "24h", .label = "Grace", .help = "How long after its end a window still takes late records."}};
    return window;
}

std::optional<Windows> bindWindows(BindContext& context) {
    if (context.field("window") == nullptr) return std::nullopt;
    const auto type = context.text("window.type").value_or("");
    const bool session = type == "session";
    const auto size = context.durationMs(session ? "window.gap" : "window.size");
    const auto grace = context.durationMs("window.grace");
    const auto advance = type == "hopping" ? context.durationMs("window.advance") : size;
    if (!size || !advance || !grace) return std::nullopt;
    const Windows windows{.type = session ? Windows::Type::Session : type == "sliding" ? Windows::Type::Sliding : Windows::Type::Time, .sizeMs = *size, .advanceMs = *advance, .graceMs = *grace};
    if (windows.sizeMs < (windows.type == Windows::Type::Sliding ? 0 : 1)) {
        context.error(session ? "window.gap" : "window.size", session ? "a gap is at least 1ms long" : "a window is at least 1ms long", "invalid_parameter_value");
        return std::nullopt;
    }
    if (type == "hopping" && (windows.advanceMs <= 0 || windows.advanceMs > windows.sizeMs)) {
        context.error("window.advance", "the advance is at least 1ms and at most the size", "invalid_parameter_value");
        return std::nullopt;
    }
    return windows;
}

std::string describeWindows(const Windows& windows) {
    const auto text = [](std::int64_t ms) { return formatDuration(Milliseconds{ms}); };
    std::string what;
    switch (windows.type) {
    case Windows::Type::Time: what = windows.advanceMs == windows.sizeMs ? text(windows.sizeMs) : fmt::format("hop {} of {}", text(windows.advanceMs), text(windows.sizeMs)); break;
    case Windows::Type::Sliding: what = "sliding " + text(windows.sizeMs); break;
    case Windows::Type::Session: what = "session " + text(windows.sizeMs); break;
    }
    return fmt::format("{}, grace {}", what, text(windows.graceMs));
}

std::string_view storedKey(const Row& row, Windowing windowing, std::string& scratch) {
    if (windowing == Windowing::None) return row.key;
    scratch.clear();
    if (windowing == Windowing::Session) {
        appendSessionWindowedKey(scratch, row.key, row.windowStart, row.windowEnd);
    } else {
        appendTimeWindowedKey(scratch, row.key, row.windowStart);
    }
    return scratch;
}

bool readStoredKey(std::string_view bytes, Windowing windowing, std::int64_t windowSizeMs, Row& row) {
    row.key = bytes;
    row.keyNull = false;
    if (windowing == Windowing::None) return true;
    const auto parts = splitWindowedKey(bytes, windowing == Windowing::Session, windowSizeMs);
    if (!parts) return false;
    row.key = parts->key;
    row.windowStart = parts->start;
    row.windowEnd = parts->end;
    return true;
}

} // namespace weir
