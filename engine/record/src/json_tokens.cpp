// SPDX-License-Identifier: Apache-2.0
#include "json_tokens.h"

#include "json_scalar.h"

#include <bit>
#include <simdjson.h>

namespace weir {
namespace {

const char* sentence(simdjson::error_code code) {
    switch (code) {
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::UNCLOSED_STRING: return "a string does not end";
    case simdjson::UNESCAPED_CHARS: return "a string has an unescaped control character";
    case simdjson::EMPTY: return "it is empty";
    case simdjson::CAPACITY:
    case simdjson::MEMALLOC: return "it is too long";
    default: return "it is not JSON";
    }
}

} // namespace

struct JsonTokens::Stage {
    std::unique_ptr<simdjson::internal::dom_parser_implementation> finder;
    std::size_t capacity = 0;
    simdjson::ondemand::parser strings; // unescapes single strings
    std::string padded;
};

JsonTokens::JsonTokens() : m_stage(std::make_unique<Stage>()) {}
JsonTokens::~JsonTokens() = default;
JsonTokens::JsonTokens(JsonTokens&&) noexcept = default;

bool JsonTokens::scan(std::string_view json) {
    m_json = json;
    m_count = 0;
    if (json.size() > m_stage->capacity) [[unlikely]] {
        const auto capacity = std::bit_ceil(std::max<std::size_t>(json.size(), 4096));
        const auto made = m_stage->finder
                              ? m_stage->finder->set_capacity(capacity)
                              : simdjson::get_active_implementation()->create_dom_parser_implementation(
                                    capacity, jsonDepthMax, m_stage->finder);
        if (made != simdjson::SUCCESS) {
            m_stage->capacity = 0;
            m_problem = sentence(made);
            return false;
        }
        m_stage->capacity = capacity;
    }
    if (json.empty()) {
        m_problem = sentence(simdjson::EMPTY);
        return false;
    }
    auto& finder = *m_stage->finder;
    const auto found = finder.stage1(reinterpret_cast<const std::uint8_t*>(json.data()), json.size(),
                                     simdjson::stage1_mode::regular);
    if (found != simdjson::SUCCESS) {
        m_problem = sentence(found);
        return false;
    }
    m_starts = finder.structural_indexes.get();
    m_count = finder.n_structural_indexes;
    m_escapes = std::memchr(json.data(), '\\', json.size()) != nullptr;
    return true;
}

bool JsonTokens::isScalar(std::uint32_t token) {
    const auto text = this->text(token);
    if (!isJsonScalar(text)) return false;
    if (!m_escapes || text.front() != '"' || text.find('\\') == std::string_view::npos) return true;
    std::string_view unescaped;
    return unescape(text, unescaped);
}

std::uint32_t JsonTokens::endOfValue(std::uint32_t token, int depthLeft) {
    const auto broken = m_count;
    std::uint64_t objects = 0; // bit 0: the innermost open bracket is {; the stack of the others above it
    int depth = 0;
    bool key = false;   // a member's name must follow
    bool first = false; // right behind an opening bracket
    while (token < m_count) {
        const char c = this->first(token);
        if (key && !(first && c == '}')) {
            if (c != '"' || token + 2 >= m_count || this->first(token + 1) != ':') return broken;
            if (!isScalar(token)) return broken;
            token += 2;
            key = first = false;
            continue;
        }
        bool closed = true;
        if (c == '{' || c == '[') {
            if (depth == depthLeft) return broken;
            objects = objects << 1U | (c == '{' ? 1U : 0U);
            ++depth;
            key = c == '{';
            first = true;
            closed = false;
        } else if (first && (c == '}' || c == ']')) {
            if ((objects & 1U) != (c == '}' ? 1U : 0U)) return broken;
            objects >>= 1U;
            --depth;
        } else if (!isScalar(token)) {
            return broken;
        }
        if (!closed) {
            ++token;
            continue;
        }
        // A value ended here: brackets may close, or a comma leads to the next member.
        first = false;
        while (true) {
            if (depth == 0) return token;
            if (++token >= m_count) return broken;
            const char separator = this->first(token);
            if (separator == ',') {
                key = (objects & 1U) != 0;
                ++token;
                break;
            }
            if (separator != ((objects & 1U) != 0 ? '}' : ']')) return broken;
            objects >>= 1U;
            --depth;
        }
    }
    return broken;
}

bool JsonTokens::unescape(std::string_view quoted, std::string_view& out) {
    auto& stage = *m_stage;
    stage.padded.assign(quoted);
    stage.padded.append(simdjson::SIMDJSON_PADDING, ' ');
    simdjson::ondemand::document document;
    if (stage.strings.iterate(stage.padded.data(), quoted.size(), stage.padded.size()).get(document) != simdjson::SUCCESS)
        return false;
    return document.get_string().get(out) == simdjson::SUCCESS;
}

} // namespace weir
