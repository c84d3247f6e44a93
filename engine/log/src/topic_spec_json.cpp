// SPDX-License-Identifier: Apache-2.0
#include "topic_spec_json.h"

#include "weir/core/crc32c.h"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

namespace weir {
namespace {

using Json = nlohmann::ordered_json;

constexpr int unchecked = 1; // of the first versions: it has no checksum
constexpr int version = 2;

constexpr std::array<std::pair<Cleanup, std::string_view>, 3> cleanups{
    {{Cleanup::Delete, "delete"}, {Cleanup::Compact, "compact"}, {Cleanup::CompactDelete, "compact,delete"}}};
constexpr std::array<std::pair<Durability, std::string_view>, 2> durabilities{{{Durability::Fsync, "fsync"}, {Durability::Buffered, "buffered"}}};

template <class Table, class Value>
std::string nameIn(const Table& table, Value value) {
    for (const auto& [v, name] : table)
        if (v == value) return std::string(name);
    return {};
}

template <class Table, class Value>
bool readName(const Table& table, const Json& json, Value& out) {
    if (!json.is_string()) return false;
    for (const auto& [v, name] : table)
        if (name == json.get_ref<const std::string&>()) {
            out = v;
            return true;
        }
    return false;
}

bool readPositive(const Json& json, std::int64_t& out) {
    if (!json.is_number_integer()) return false;
    out = json.get<std::int64_t>();
    return out > 0;
}

bool readHex(const Json& json, std::uint64_t& out) {
    if (!json.is_string()) return false;
    const auto& text = json.get_ref<const std::string&>();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, 16);
    return error == std::errc{} && end == text.data() + text.size();
}

/// Of the description without the checksum itself.
std::string checksumOf(const Json& json) {
    const auto text = json.dump();
    return fmt::format("{:08x}", crc32c(std::as_bytes(std::span(text))));
}

bool readField(TopicSpec& spec, const std::string& key, const Json& json) {
    std::int64_t number = 0;
    if (key == "version") return json == unchecked || json == version;
    if (key == "partitions") {
        if (!readPositive(json, number) || number > topicPartitionsMax) return false;
        spec.partitions = static_cast<std::int32_t>(number);
        return true;
    }
    if (key == "cleanup") return readName(cleanups, json, spec.cleanup);
    if (key == "durability") return readName(durabilities, json, spec.durability);
    if (key == "retention_ms") {
        if (!readPositive(json, number)) return false;
        spec.retention = Milliseconds(number);
        return true;
    }
    if (key == "retention_bytes") {
        if (!readPositive(json, number)) return false;
        spec.retentionBytes = number;
        return true;
    }
    if (key == "delete_retention_ms") {
        if (!json.is_number_integer() || json.get<std::int64_t>() < 0) return false;
        spec.deleteRetention = Milliseconds(json.get<std::int64_t>());
        return true;
    }
    if (key == "segment_bytes") return readPositive(json, spec.segmentBytes);
    if (key == "rows") return readHex(json, spec.rows);
    if (key == "internal" && json.is_boolean()) {
        spec.internal = json.get<bool>();
        return true;
    }
    return false;
}

} // namespace

std::string topicSpecToJson(const TopicSpec& spec) {
    Json json;
    json["version"] = version;
    json["partitions"] = spec.partitions;
    json["cleanup"] = nameIn(cleanups, spec.cleanup);
    json["durability"] = nameIn(durabilities, spec.durability);
    if (spec.retention) json["retention_ms"] = spec.retention->count();
    if (spec.retentionBytes) json["retention_bytes"] = *spec.retentionBytes;
    json["segment_bytes"] = spec.segmentBytes;
    if (spec.deleteRetention != deleteRetentionDefault) json["delete_retention_ms"] = spec.deleteRetention.count();
    if (spec.internal) json["internal"] = true;
    if (spec.rows != 0) json["rows"] = fmt::format("{:016x}", spec.rows);
    json["crc32c"] = checksumOf(json);
    return json.dump(2) + "\n";
}

Result<TopicSpec> topicSpecFromJson(std::string_view name, std::string_view json) {
    auto parsed = Json::parse(json, nullptr, false);
    if (!parsed.is_object()) return fail(Errc::Invalid, fmt::format("the description of topic {} is not a JSON object", name));
    if (parsed.contains("version") && parsed["version"] != unchecked) {
        const auto given = parsed.contains("crc32c") ? std::exchange(parsed["crc32c"], Json()) : Json();
        parsed.erase("crc32c");
        if (given != Json(checksumOf(parsed))) return fail(Errc::Corrupt, fmt::format("the description of topic {} is damaged: its checksum is another", name));
    }
    TopicSpec spec;
    spec.name = name;
    for (const auto& [key, value] : parsed.items())
        if (!readField(spec, key, value))
            return fail(Errc::Invalid, fmt::format("the description of topic {} has an unknown or bad field \"{}\"", name, key));
    if (!parsed.contains("version") || !parsed.contains("partitions"))
        return fail(Errc::Invalid, fmt::format("the description of topic {} lacks \"version\" or \"partitions\"", name));
    return spec;
}

} // namespace weir
