// SPDX-License-Identifier: Apache-2.0
#include "values/utf8.h"

#include <cstring>

#include <algorithm>
#include <utf8proc.h>

namespace weir::expr::utf8 {

std::size_t count(std::string_view text) {
    std::size_t n = 0;
    for (const char c : text) n += isContinuation(c) ? 0 : 1;
    return n;
}

std::size_t offsetOf(std::string_view text, std::size_t index) {
    std::size_t at = 0;
    while (index > 0 && at < text.size()) {
        at += width(text[at]);
        --index;
    }
    return std::min(at, text.size());
}

std::string_view next(std::string_view& text) {
    const std::string_view character = text.substr(0, width(text.front()));
    text.remove_prefix(character.size());
    return character;
}

std::uint32_t codePoint(std::string_view character) {
    utf8proc_int32_t out = 0;
    utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(character.data()), static_cast<utf8proc_ssize_t>(character.size()), &out);
    return static_cast<std::uint32_t>(out);
}

bool append(std::string& out, std::uint32_t codePoint) {
    if (!utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(codePoint))) return false;
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codePoint), bytes);
    out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    return true;
}

std::size_t find(std::string_view text, std::string_view part, std::size_t from) {
    if (from > text.size()) return std::string_view::npos;
    if (part.empty()) return from;
    const void* at = ::memmem(text.data() + from, text.size() - from, part.data(), part.size());
    return at == nullptr ? std::string_view::npos : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

bool valid(std::string_view text) {
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto* end = at + text.size();
    while (at < end) {
        utf8proc_int32_t point = 0;
        const auto size = utf8proc_iterate(at, end - at, &point);
        if (size <= 0) return false;
        at += size;
    }
    return true;
}

} // namespace weir::expr::utf8
