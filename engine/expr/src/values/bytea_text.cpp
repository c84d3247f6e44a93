// SPDX-License-Identifier: Apache-2.0
#include "values/bytea_text.h"

#include "values/number_text.h"
#include "values/utf8.h"

#include <fmt/format.h>

namespace weir::expr {
namespace {

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

constexpr bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
constexpr bool isOctal(char c, char most = '7') { return c >= '0' && c <= most; }

int base64Digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

std::string_view characterAt(std::string_view text, std::size_t at) { return text.substr(at, utf8::width(text[at])); }

} // namespace

void appendHex(std::string& out, std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
}

void appendBytea(std::string& out, std::string_view bytes) {
    out += "\\x";
    appendHex(out, bytes);
}

bool bytesFromHex(KernelContext& context, std::string_view hex, std::string& out) {
    for (std::size_t at = 0; at < hex.size();) {
        if (isSpace(hex[at])) {
            ++at;
            continue;
        }
        const int high = hexDigit(hex[at]);
        if (high < 0) return context.fail("invalid_parameter_value", fmt::format("invalid hexadecimal digit: \"{}\"", characterAt(hex, at)));
        if (++at >= hex.size()) return context.fail("invalid_parameter_value", "invalid hexadecimal data: odd number of digits");
        const int low = hexDigit(hex[at]);
        if (low < 0) return context.fail("invalid_parameter_value", fmt::format("invalid hexadecimal digit: \"{}\"", characterAt(hex, at)));
        ++at;
        out += static_cast<char>(high << 4 | low);
    }
    return true;
}

bool bytesFromBase64(KernelContext& context, std::string_view text, std::string& out) {
    unsigned buffer = 0;
    int held = 0;
    int padding = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (isSpace(c)) continue;
        int value = 0;
        if (c == '=') {
            if (padding == 0) {
                if (held == 2) padding = 1;
                else if (held == 3) padding = 2;
                else return context.fail("invalid_parameter_value", "unexpected \"=\" while decoding base64 sequence");
            }
        } else {
            value = base64Digit(c);
            if (value < 0)
                return context.fail("invalid_parameter_value",
                                    fmt::format("invalid symbol \"{}\" found while decoding base64 sequence", characterAt(text, at)));
        }
        buffer = buffer << 6U | static_cast<unsigned>(value);
        if (++held == 4) {
            out += static_cast<char>(buffer >> 16U & 255U);
            if (padding == 0 || padding > 1) out += static_cast<char>(buffer >> 8U & 255U);
            if (padding == 0 || padding > 2) out += static_cast<char>(buffer & 255U);
            buffer = 0;
            held = 0;
        }
    }
    if (held != 0) return context.fail("invalid_parameter_value", "invalid base64 end sequence");
    return true;
}

bool byteaFromText(KernelContext& context, std::string_view text, Datum& out) {
    std::string bytes;
    if (text.starts_with("\\x")) {
        if (!bytesFromHex(context, text.substr(2), bytes)) return false;
    } else {
        for (std::size_t at = 0; at < text.size();) {
            if (text[at] != '\\') {
                bytes += text[at++];
            } else if (at + 3 < text.size() && isOctal(text[at + 1], '3') && isOctal(text[at + 2]) && isOctal(text[at + 3])) {
                bytes += static_cast<char>((text[at + 1] - '0') << 6 | (text[at + 2] - '0') << 3 | (text[at + 3] - '0'));
                at += 4;
            } else if (at + 1 < text.size() && text[at + 1] == '\\') {
                bytes += '\\';
                at += 2;
            } else {
                return invalidText(context, "bytea", text);
            }
        }
    }
    out = Datum::ofBytes(context.arena.copy(bytes));
    return true;
}

} // namespace weir::expr
