// SPDX-License-Identifier: Apache-2.0
// JSON text from outside to jsonb. simdjson finds the structure and checks strings and UTF-8; numbers are kept as decimals.
#include "values/jsonb.h"
#include "values/number_text.h"
#include "values/utf8.h"
#include "weir/record/numeric.h"

#include <simdjson.h>

namespace weir::expr {
namespace {

constexpr int depthMax = 1000;

class Reader {
public:
    Reader(KernelContext& context, std::string_view text) : m_context(context), m_text(text) {}

    bool read(JsonTree& out) {
        // One element in brackets: simdjson then reads a scalar like any other value.
        simdjson::padded_string padded(m_text.size() + 2);
        padded.data()[0] = '[';
        std::copy(m_text.begin(), m_text.end(), padded.data() + 1);
        padded.data()[m_text.size() + 1] = ']';
        simdjson::ondemand::parser parser(padded.size() + 64);
        simdjson::ondemand::document document;
        simdjson::ondemand::array array;
        if (parser.allocate(padded.size() + 64, depthMax + 8) != simdjson::SUCCESS) return refuse();
        if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_array().get(array) != simdjson::SUCCESS) return refuse();
        int elements = 0;
        for (auto element : array) {
            simdjson::ondemand::value value;
            if (++elements > 1 || element.get(value) != simdjson::SUCCESS) return refuse();
            if (!readValue(value, out, 0)) return false;
        }
        if (elements != 1 || document.current_location().error() != simdjson::OUT_OF_BOUNDS) return refuse(); // text behind the value
        return true;
    }

private:
    bool refuse() {
        if (!m_context.error.condition.empty()) return false;
        return invalidText(m_context, "json", m_text);
    }

    bool readString(std::string_view raw, std::string_view unescaped, std::string& out) {
        if (raw.find("\\u") != std::string_view::npos) {
            if (unescaped.find('\0') != std::string_view::npos)
                return m_context.fail("untranslatable_character", "unsupported Unicode escape sequence: \\u0000 cannot be converted to text");
            if (!utf8::valid(unescaped)) return refuse(); // half a surrogate pair
        }
        out = unescaped;
        return true;
    }

    bool readNumber(std::string_view token, std::string& out) {
        std::size_t at = token.starts_with('-') ? 1 : 0;
        const auto digits = [&] {
            const std::size_t from = at;
            while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
            return at - from;
        };
        const std::size_t first = at;
        const std::size_t whole = digits();
        if (whole == 0 || (whole > 1 && token[first] == '0')) return refuse();
        bool plain = first == 0;
        if (at < token.size() && token[at] == '.') {
            ++at;
            if (digits() == 0) return refuse();
        }
        if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
            plain = false;
            ++at;
            if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
            if (digits() == 0) return refuse();
        }
        if (at != token.size()) return refuse();
        if (plain && token.size() < 1000) {
            out = token;
            return true;
        }
        Numeric number;
        if (Numeric::parse(token, number) != Numeric::Parsed::Ok) return m_context.fail("numeric_value_out_of_range", "value overflows numeric format");
        number.appendText(out);
        return true;
    }

    bool readObject(simdjson::ondemand::value& value, JsonTree& out, int depth) {
        simdjson::ondemand::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) return refuse();
        out.kind = JsonKind::Object;
        for (auto field : object) {
            simdjson::ondemand::field pair;
            if (std::move(field).get(pair) != simdjson::SUCCESS) return refuse();
            const char* from = pair.key().raw();
            std::string_view key;
            if (pair.unescaped_key().get(key) != simdjson::SUCCESS) return refuse();
            simdjson::ondemand::value child = pair.value();
            // The key's raw text ends before its value begins.
            const std::string_view raw(from, static_cast<std::size_t>(child.raw_json_token().data() - from));
            out.keys.emplace_back();
            if (!readString(raw, key, out.keys.back())) return false;
            out.children.emplace_back();
            if (!readValue(child, out.children.back(), depth + 1)) return false;
        }
        out.normalize();
        return true;
    }

    bool readArray(simdjson::ondemand::value& value, JsonTree& out, int depth) {
        simdjson::ondemand::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS) return refuse();
        out.kind = JsonKind::Array;
        for (auto element : array) {
            simdjson::ondemand::value child;
            if (element.get(child) != simdjson::SUCCESS) return refuse();
            out.children.emplace_back();
            if (!readValue(child, out.children.back(), depth + 1)) return false;
        }
        return true;
    }

    bool readValue(simdjson::ondemand::value& value, JsonTree& out, int depth) {
        if (depth > depthMax) return m_context.fail("statement_too_complex", "JSON nested too deeply: at most 1000 levels");
        const std::string_view token = value.raw_json_token();
        switch (token.empty() ? ' ' : token.front()) {
        case '{': return readObject(value, out, depth);
        case '[': return readArray(value, out, depth);
        case '"': {
            std::string_view text;
            out.kind = JsonKind::String;
            if (value.get_string().get(text) != simdjson::SUCCESS) return refuse();
            return readString(token, text, out.text);
        }
        default: break;
        }
        const std::string_view word = trimSpace(token);
        if (word == "null") {
            out.kind = JsonKind::Null;
        } else if (word == "true" || word == "false") {
            out.kind = JsonKind::Boolean;
            out.text = word;
        } else {
            out.kind = JsonKind::Number;
            if (!readNumber(word, out.text)) return false;
        }
        return true;
    }

    KernelContext& m_context;
    std::string_view m_text;
};

} // namespace

bool jsonbFromText(KernelContext& context, std::string_view text, Datum& out) {
    JsonTree tree;
    context.error.condition.clear();
    if (!Reader(context, text).read(tree)) return false;
    out = jsonbDatum(context.arena, tree);
    return true;
}

} // namespace weir::expr
