// SPDX-License-Identifier: Apache-2.0
// md5, encode and decode.
#include "functions/registry.h"
#include "values/array_text.h"
#include "values/bytea_text.h"
#include "values/md5.h"
#include "values/number_text.h"
#include "values/utf8.h"
#include "weir/record/json_out.h"

#include <fmt/format.h>

namespace weir::expr {
namespace {

bool give(KernelContext& context, std::string_view text, Datum& out) {
    if (!mayGrow(context, text.size())) return false;
    out = Datum::ofBytes(context.arena.copy(text));
    return true;
}

bool md5Kernel(KernelContext& context, const Datum* in, Datum& out) {
    std::string text;
    appendHex(text, md5(in[0].bytes()));
    return give(context, text, out);
}

/// PostgreSQL breaks base64 after 76 characters.
std::string base64Lines(std::string_view bytes) {
    std::string plain;
    appendBase64(plain, bytes);
    std::string out;
    for (std::size_t at = 0; at < plain.size(); at += 76) {
        if (at > 0) out += '\n';
        out += plain.substr(at, 76);
    }
    return out;
}

std::string escaped(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == 0 || byte >= 0x80U) out += fmt::format("\\{:03o}", byte);
        else if (c == '\\') out += "\\\\";
        else out += c;
    }
    return out;
}

std::string lowerWord(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return out;
}

bool unknownEncoding(KernelContext& context, std::string_view name) {
    return context.fail("invalid_parameter_value", fmt::format("unrecognized encoding: {}", quoted(name)));
}

bool encode(KernelContext& context, const Datum* in, Datum& out) {
    const std::string name = lowerWord(in[1].bytes());
    if (in[0].size > context.arena.limit()) return memoryLimit(context);
    if (name == "hex") {
        std::string text;
        appendHex(text, in[0].bytes());
        return give(context, text, out);
    }
    if (name == "base64") return give(context, base64Lines(in[0].bytes()), out);
    if (name == "escape") return give(context, escaped(in[0].bytes()), out);
    return unknownEncoding(context, in[1].bytes());
}

bool decode(KernelContext& context, const Datum* in, Datum& out) {
    const std::string name = lowerWord(in[1].bytes());
    std::string bytes;
    if (name == "hex") return bytesFromHex(context, in[0].bytes(), bytes) && give(context, bytes, out);
    if (name == "base64") return bytesFromBase64(context, in[0].bytes(), bytes) && give(context, bytes, out);
    if (name == "escape") { // never "\x…": the escape form only
        if (!in[0].bytes().starts_with("\\x")) return byteaFromText(context, in[0].bytes(), out);
        return invalidText(context, "bytea", in[0].bytes());
    }
    return unknownEncoding(context, in[1].bytes());
}

bool convertFrom(KernelContext& context, const Datum* in, Datum& out) {
    const std::string name = lowerWord(in[1].bytes());
    if (name != "utf8" && name != "utf-8") return context.fail("invalid_parameter_value", fmt::format("invalid source encoding name {}: only UTF8 is known", quoted(in[1].bytes())));
    if (!utf8::valid(in[0].bytes()) || in[0].bytes().find('\0') != std::string_view::npos)
        return context.fail("character_not_in_repertoire", "invalid byte sequence for encoding \"UTF8\"");
    out = in[0];
    return true;
}

bool convertTo(KernelContext& context, const Datum* in, Datum& out) {
    const std::string name = lowerWord(in[1].bytes());
    if (name != "utf8" && name != "utf-8") return context.fail("invalid_parameter_value", fmt::format("invalid destination encoding name {}: only UTF8 is known", quoted(in[1].bytes())));
    out = in[0];
    return true;
}

} // namespace

void addTextEncoding(FunctionList& list) {
    define(list, "md5(text) -> text", md5Kernel, "The MD5 hash in hexadecimal.");
    define(list, "md5(bytea) -> text", md5Kernel, "The MD5 hash in hexadecimal.");
    define(list, "encode(bytea, text) -> text", encode, "Bytes as text: hex, base64 or escape.");
    define(list, "decode(text, text) -> bytea", decode, "Text to bytes: hex, base64 or escape.");
    define(list, "convert_from(bytea, text) -> text", convertFrom, "UTF-8 bytes as text.");
    define(list, "convert_to(text, text) -> bytea", convertTo, "Text as UTF-8 bytes.");
}

} // namespace weir::expr
