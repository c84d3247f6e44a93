// SPDX-License-Identifier: Apache-2.0
#include "windows.h"

#include "weir/core/time.h"

#include <fmt/format.h>

namespace weir {

FieldSpec windowField() {
    FieldSpec window{.name = "window", .kind = FieldKind::Object, .label = "Window", .help = "Group by time too. Windows are aligned to the epoch; a record that comes later than the grace is dropped and counted."};
    window.members = {
        {.name = "type", .kind = FieldKind::Choice, .required = true, .choices = {"tumbling", "hopping", "sliding", "session"}, .label = "Type"},
        {.name = "size", .kind = FieldKind::Duration, .required = true, .label = "Size", .onlyWhen = "type", .onlyValues = {"tumbling", "hopping", "sliding"}},
        {.name = "advance", .kind = FieldKind::Duration, .required = true, .label = "Advance", .help = "How far each window starts after the one before.", .onlyWhen = "type", .onlyValues = {"hopping"}},
        {.name = "gap", .kind = FieldKind::Duration, .required = true, .label = "Gap", .help = "A pause longer than this ends a session.", .onlyWhen = "type", .onlyValues = {"session"}},
        {.name = "grace", .kind = FieldKind::Duration, .fallback = "24h", .label = "Grace", .help = "How long after its end a window still takes late records."}};
    return window;
}

std::optional<TimeWindows> bindTimeWindows(BindContext& context) {
    if (context.field("window") == nullptr) return std::nullopt;
    const auto type = context.text("window.type").value_or("");
    if (type != "tumbling" && type != "hopping") {
        if (type == "sliding" || type == "session") context.error("window.type", type + " windows are not in this version yet; tumbling and hopping are", "feature_not_supported");
        return std::nullopt;
    }
    TimeWindows windows;
    const auto size = context.durationMs("window.size");
    const auto grace = context.durationMs("window.grace");
    const auto advance = type == "hopping" ? context.durationMs("window.advance") : size;
    if (!size || !advance || !grace) return std::nullopt;
    windows = {*size, *advance, *grace};
    if (windows.sizeMs <= 0) {
        context.error("window.size", "a window is at least 1ms long", "invalid_parameter_value");
        return std::nullopt;
    }
    if (windows.advanceMs <= 0 || windows.advanceMs > windows.sizeMs) {
        context.error("window.advance", "the advance is at least 1ms and at most the size", "invalid_parameter_value");
        return std::nullopt;
    }
    return windows;
}

std::string describeWindows(const TimeWindows& windows) {
    const auto text = [](std::int64_t ms) { return formatDuration(Milliseconds{ms}); };
    const auto what = windows.advanceMs == windows.sizeMs ? text(windows.sizeMs) : fmt::format("hop {} of {}", text(windows.advanceMs), text(windows.sizeMs));
    return fmt::format("{}, grace {}", what, text(windows.graceMs));
}

} // namespace weir
