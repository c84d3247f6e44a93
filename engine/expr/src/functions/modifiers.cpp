// SPDX-License-Identifier: Apache-2.0
// Type modifiers, applied after a cast: varchar(n).
#include "functions/registry.h"
#include "values/utf8.h"

#include <fmt/format.h>

namespace weir::expr {
namespace {

/// An explicit cast cuts; an assignment may cut spaces only.
template <bool assigned>
bool cutText(KernelContext& context, const Datum* in, Datum& out) {
    const std::string_view text = in[0].bytes();
    const std::size_t keep = utf8::offsetOf(text, static_cast<std::size_t>(context.resultType.modifier));
    if (assigned && text.find_first_not_of(' ', keep) != std::string_view::npos)
        return context.fail("string_data_right_truncation",
                            fmt::format("value too long for type character varying({})", context.resultType.modifier));
    out = Datum::ofBytes(text.substr(0, keep));
    return true;
}

} // namespace

Kernel modifierKernel(const Type& to, CastContext context) {
    if (to.array || to.modifier < 0) return nullptr;
    if (to.id == TypeId::Varchar) return context == CastContext::Explicit ? cutText<false> : cutText<true>;
    return nullptr;
}

} // namespace weir::expr
