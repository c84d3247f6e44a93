// SPDX-License-Identifier: Apache-2.0
#include "json_tree.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

namespace weir {
namespace {

std::string lineAndColumn(std::string_view text, std::size_t position) {
    const std::string_view before = text.substr(0, std::min(position == 0 ? 0 : position - 1, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n');
    const std::size_t column = 1 + before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1);
    return fmt::format("line {}, column {}", line, column);
}

/// The parser's own words without its codes, position and the (perhaps broken) bytes it last read.
std::string reason(std::string_view what) {
    if (what.find("number overflow") != std::string_view::npos) return "a number is too large";
    if (const auto dash = what.find(" - "); dash != std::string_view::npos) what.remove_prefix(dash + 3);
    std::string out(what);
    const auto last = out.find("; last read");
    if (last != std::string::npos) {
        const auto expected = out.find("; expected", last);
        out = out.substr(0, last) + (expected == std::string::npos ? "" : out.substr(expected));
    }
    return out;
}

/// Receives nlohmann's events; iterative, so depth costs no stack.
class TreeBuilder {
public:
    explicit TreeBuilder(std::string_view text) : m_text(text) {}
    JsonTree take() && { return std::move(m_tree); }

    bool null() { return add({}); }
    bool boolean(bool v) { return add(v); }
    bool number_integer(std::int64_t v) { return add(v); }
    bool number_unsigned(std::uint64_t v) {
        if (v <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return add(static_cast<std::int64_t>(v));
        problem("the number is too large: whole numbers go up to 9223372036854775807", "number_out_of_range");
        return add(static_cast<double>(v));
    }
    bool number_float(double v, const std::string&) {
        if (!std::isfinite(v)) return fatal("a number is too large");
        return add(v);
    }
    bool string(std::string& v) {
        if (v.size() > jsonStringMax) {
            return fatal(fmt::format("the text at {} is {} bytes long; at most {} are allowed", here(), v.size(), jsonStringMax));
        }
        if (std::find(v.begin(), v.end(), '\0') != v.end()) {
            problem("the text contains the character U+0000; remove it", "invalid_text");
            std::erase(v, '\0');
        }
        return add(std::move(v));
    }
    bool binary(std::vector<std::uint8_t>&) { return false; }
    bool start_object(std::size_t) { return open(true); }
    bool start_array(std::size_t) { return open(false); }
    bool key(std::string& v) {
        if (v.size() > jsonStringMax) return fatal(fmt::format("a key in {} is {} bytes long; at most {} are allowed", here(), v.size(), jsonStringMax));
        std::erase(v, '\0');
        m_frames.back().key = std::move(v);
        return true;
    }
    bool end_object() {
        dropDuplicates(m_frames.back());
        FieldValue value(std::move(m_frames.back().members));
        m_frames.pop_back();
        return place(std::move(value));
    }
    bool end_array() {
        FieldValue value(std::move(m_frames.back().items));
        m_frames.pop_back();
        return place(std::move(value));
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) {
        return fatal(fmt::format("not valid JSON at {}: {}", lineAndColumn(m_text, position), reason(error.what())));
    }

private:
    struct Frame {
        bool isObject = false;
        FieldValue::Object members;
        FieldValue::List items;
        std::string key;
    };

    bool fatal(std::string message) {
        if (m_tree.fatal.empty()) m_tree.fatal = std::move(message);
        m_tree.root.reset();
        return false;
    }
    std::vector<JsonStep> path() const {
        std::vector<JsonStep> out;
        for (const Frame& f : m_frames) {
            if (f.isObject)
                out.push_back({f.key, {}});
            else
                out.push_back({{}, f.items.size()});
        }
        return out;
    }
    std::string here() const {
        const std::string text = pathText(path());
        return text.empty() ? "the top" : text;
    }
    void problem(std::string message, std::string code) { m_tree.problems.push_back({path(), std::move(message), std::move(code)}); }
    bool open(bool isObject) {
        if (m_frames.size() >= jsonDepthMax) return fatal(fmt::format("it is nested more than {} deep", jsonDepthMax));
        m_frames.emplace_back().isObject = isObject;
        return true;
    }
    bool add(FieldValue value) { return place(std::move(value)); }
    bool place(FieldValue value) {
        if (++m_values > jsonValuesMax) return fatal(fmt::format("it holds more than {} values", jsonValuesMax));
        if (m_frames.empty())
            m_tree.root = std::move(value);
        else if (m_frames.back().isObject)
            m_frames.back().members.emplace_back(std::move(m_frames.back().key), std::move(value));
        else
            m_frames.back().items.push_back(std::move(value));
        return true;
    }
    /// The first of equal names stays: a file is refused anyway, this is for what the designer shows of it.
    void dropDuplicates(Frame& frame) {
        auto& members = frame.members;
        if (members.size() < 2) return;
        std::vector<std::string_view> names;
        names.reserve(members.size());
        for (const auto& m : members) names.push_back(m.first);
        std::sort(names.begin(), names.end());
        if (std::adjacent_find(names.begin(), names.end()) == names.end()) return;
        std::set<std::string, std::less<>> seen;
        FieldValue::Object kept;
        for (auto& m : members) {
            if (seen.insert(m.first).second) {
                kept.push_back(std::move(m));
            } else {
                frame.key = m.first;
                problem(fmt::format("the key \"{}\" stands here twice; remove one", m.first), "duplicate_key");
            }
        }
        members = std::move(kept);
    }

    std::string_view m_text;
    std::vector<Frame> m_frames;
    std::size_t m_values = 0;
    JsonTree m_tree;
};

} // namespace

JsonTree readJson(std::string_view text) {
    JsonTree tree;
    if (text.size() > jsonBytesMax) {
        tree.fatal = fmt::format("it is {} bytes long; at most 8 MiB are allowed", text.size());
        return tree;
    }
    TreeBuilder builder(text);
    const bool whole = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    tree = std::move(builder).take();
    if (!whole && tree.fatal.empty()) tree.fatal = "not valid JSON";
    return tree;
}

std::string pathText(const std::vector<JsonStep>& path, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < path.size(); ++i) {
        if (path[i].index) {
            out += fmt::format("[{}]", *path[i].index);
        } else {
            if (!out.empty()) out += '.';
            out += path[i].key;
        }
    }
    return out;
}

} // namespace weir
