// SPDX-License-Identifier: Apache-2.0
// JSON Schema draft-07 of the topology file, for editors. What a schema can't say (wires, kinds, SQL) `weir check` says.
#include "weir/topology/topology_json.h"

#include <nlohmann/json.hpp>

namespace weir {
namespace {

using Json = nlohmann::ordered_json;

Json textOf(const char* description) { return {{"type", "string"}, {"description", description}}; }
Json pattern(const char* regex) { return {{"type", "string"}, {"pattern", regex}}; }

constexpr const char* nodeId = "^[A-Za-z0-9_-]{1,64}$";
constexpr const char* topicName = "^[A-Za-z0-9._-]{1,249}$";
constexpr const char* duration = "^[0-9]+(ms|s|m|h|d)$";

Json toJson(const FieldValue& value) { return Json::parse(fieldToJson(value)); }

Json fieldSchema(const FieldSpec& spec);

Json objectSchema(const std::vector<FieldSpec>& specs) {
    Json properties = Json::object();
    Json required = Json::array();
    for (const FieldSpec& f : specs) {
        properties[f.name] = fieldSchema(f);
        if (f.required && f.onlyWhen.empty()) required.push_back(f.name);
    }
    Json out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    if (!required.empty()) out["required"] = std::move(required);
    return out;
}

Json plainSchema(const FieldSpec& spec) {
    switch (spec.kind) {
    case FieldKind::Integer: return {{"type", "integer"}};
    case FieldKind::Number: return {{"type", "number"}};
    case FieldKind::Boolean: return {{"type", "boolean"}};
    case FieldKind::TextList: return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case FieldKind::Object: return objectSchema(spec.members);
    case FieldKind::ObjectList: return {{"type", "array"}, {"items", objectSchema(spec.members)}};
    case FieldKind::Choice: return {{"enum", spec.choices}};
    case FieldKind::Topic: return pattern(topicName);
    case FieldKind::Name: return pattern(nodeId);
    case FieldKind::Duration: {
        if (spec.choices.empty()) return pattern(duration);
        Json out;
        out["anyOf"] = Json::array({pattern(duration), Json{{"enum", spec.choices}}});
        return out;
    }
    default: return {{"type", "string"}};
    }
}

Json fieldSchema(const FieldSpec& spec) {
    Json out = plainSchema(spec);
    const bool ownObject = spec.kind == FieldKind::Object || spec.kind == FieldKind::ObjectList;
    if (!spec.members.empty() && !ownObject) {
        Json either;
        either["anyOf"] = Json::array({std::move(out), objectSchema(spec.members)});
        out = std::move(either);
    }
    if (!spec.help.empty()) out["description"] = spec.help;
    if (!spec.fallback.isNull()) out["default"] = toJson(spec.fallback);
    return out;
}

/// One node type: "if type is X then these fields".
Json nodeSchema(const NodeSpec& spec) {
    std::vector<FieldSpec> fields = spec.fields;
    for (const FieldSpec& common : commonNodeFields())
        if (!spec.field(common.name)) fields.push_back(common);
    Json then = objectSchema(fields);
    Json properties{{"id", {{"$ref", "#/definitions/id"}}},
                    {"type", {{"const", spec.type}}},
                    {"title", textOf("What the canvas shows.")},
                    {"enabled", {{"type", "boolean"}, {"default", true}, {"description", "false lets the input pass unchanged."}}}};
    for (auto& [name, schema] : then["properties"].items()) properties[name] = schema;
    then["properties"] = std::move(properties);
    Json out;
    out["if"] = Json{{"properties", {{"type", {{"const", spec.type}}}}}};
    out["then"] = std::move(then);
    return out;
}

Json pointSchema() { return {{"type", "array"}, {"items", {{"type", "integer"}}}, {"minItems", 2}, {"maxItems", 2}}; }

Json definitions(const NodeRegistry& registry) {
    Json types = Json::array();
    Json rules = Json::array();
    for (const NodeSpec& spec : registry.specs()) {
        types.push_back(spec.type);
        rules.push_back(nodeSchema(spec));
    }
    Json node{{"type", "object"}, {"required", {"id", "type"}}, {"properties", {{"id", {{"$ref", "#/definitions/id"}}}, {"type", {{"enum", types}}}}}};
    if (!rules.empty()) node["allOf"] = std::move(rules);
    Json edge{{"type", "array"}, {"items", pattern("^[A-Za-z0-9_-]{1,64}(:.+)?$")}, {"minItems", 2}, {"maxItems", 2}, {"description", "[\"from\", \"to\"] or [\"from:port\", \"to:port\"]"}};
    return {{"id", pattern(nodeId)}, {"node", std::move(node)}, {"edge", std::move(edge)}, {"point", pointSchema()}};
}

Json listOf(const char* definition) { return {{"type", "array"}, {"items", {{"$ref", std::string("#/definitions/") + definition}}}}; }

Json fileProperties() {
    Json at;
    at["$ref"] = "#/definitions/point";
    Json note{{"type", "object"}, {"properties", {{"text", {{"type", "string"}}}, {"at", at}, {"size", at}}}, {"additionalProperties", false}};
    Json group{{"type", "object"},
               {"properties", {{"title", {{"type", "string"}}}, {"nodes", {{"type", "array"}, {"items", {{"type", "string"}}}}}, {"color", {{"type", "string"}}}}},
               {"additionalProperties", false}};
    Json subflow{{"type", "object"},
                 {"properties", {{"parameters", {{"type", "object"}}}, {"nodes", {{"type", "array"}, {"items", {{"type", "object"}}}}}, {"edges", listOf("edge")}}},
                 {"required", {"nodes", "edges"}},
                 {"additionalProperties", false}};
    return {{"$schema", {{"type", "string"}}},
            {"weir", {{"const", 1}, {"description", "The version of the file's form."}}},
            {"name", textOf("What people call it.")},
            {"application_id", {{"type", "string"}, {"pattern", "^[A-Za-z0-9._-]{1,100}$"}, {"description", "With the log it is the job's identity."}}},
            {"connection", textOf("The log it runs on; default: the embedded log.")},
            {"guarantee", {{"enum", {"exactly-once", "at-least-once"}}, {"default", "exactly-once"}}},
            {"profile", {{"enum", {"latency", "balanced", "throughput"}}, {"default", "balanced"}}},
            {"settings", {{"type", "object"}, {"additionalProperties", {{"type", {"string", "integer"}}}}}},
            {"on_error", {{"enum", {"fail", "skip", "dead-letter"}}, {"default", "fail"}}},
            {"dead_letter_topic", pattern(topicName)},
            {"nodes", listOf("node")},
            {"edges", listOf("edge")},
            {"subflows", {{"type", "object"}, {"additionalProperties", std::move(subflow)}}},
            {"layout", {{"type", "object"}, {"additionalProperties", at}}},
            {"notes", {{"type", "array"}, {"items", std::move(note)}}},
            {"groups", {{"type", "array"}, {"items", std::move(group)}}}};
}

} // namespace

std::string topologyJsonSchema(const NodeRegistry& registry) {
    Json out{{"$schema", "http://json-schema.org/draft-07/schema#"},
             {"title", "Weir topology"},
             {"type", "object"},
             {"required", {"weir", "application_id", "nodes", "edges"}},
             {"properties", fileProperties()},
             {"additionalProperties", false},
             {"definitions", definitions(registry)}};
    return out.dump(2) + "\n";
}

} // namespace weir
