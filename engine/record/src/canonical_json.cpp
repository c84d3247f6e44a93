// SPDX-License-Identifier: Apache-2.0
#include "weir/record/canonical_json.h"

#include "weir/record/json_out.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

namespace weir {
namespace {

constexpr std::size_t depthMax = 64;

class Writer final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit Writer(std::string& out) : m_out(out) {}
    bool null() override { return scalar("null"); }
    bool boolean(bool v) override { return scalar(v ? "true" : "false"); }
    bool number_integer(number_integer_t v) override { return scalar(std::to_string(v)); }
    bool number_unsigned(number_unsigned_t v) override { return scalar(std::to_string(v)); }
    bool number_float(number_float_t v, const string_t& text) override {
        if (text.find_first_of(".eE") == string_t::npos) return scalar(text); // an integer beyond 64 bits keeps its digits
        separate();
        appendJsonDouble(m_out, v);
        return std::isfinite(v);
    }
    bool string(string_t& v) override {
        separate();
        appendJsonString(m_out, v);
        return true;
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open('{'); }
    bool end_object() override { return close('}'); }
    bool start_array(std::size_t) override { return open('['); }
    bool end_array() override { return close(']'); }
    bool key(string_t& v) override {
        separate();
        appendJsonString(m_out, v);
        m_out.push_back(':');
        m_first = true;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

private:
    void separate() {
        if (!m_first) m_out.push_back(',');
        m_first = false;
    }
    bool scalar(std::string_view text) {
        separate();
        m_out += text;
        return true;
    }
    bool open(char bracket) {
        separate();
        m_out.push_back(bracket);
        m_first = true;
        return ++m_depth <= depthMax;
    }
    bool close(char bracket) {
        m_out.push_back(bracket);
        m_first = false;
        --m_depth;
        return true;
    }
    std::string& m_out;
    std::size_t m_depth = 0;
    bool m_first = true;
};

} // namespace

bool appendCanonicalJson(std::string_view json, std::string& out) {
    Writer writer(out);
    return nlohmann::json::sax_parse(json.begin(), json.end(), &writer);
}

} // namespace weir
