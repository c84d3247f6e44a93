// SPDX-License-Identifier: Apache-2.0
// branch: each record goes to the first branch whose condition is true.
#include "common_fields.h"
#include "weir/processors/operator.h"

#include <algorithm>
#include <fmt/format.h>

namespace weir {
namespace {

struct BranchConfig : BoundConfig {
    std::vector<expr::Program> where;
    std::size_t fallback = SIZE_MAX; ///< output for records that match none; SIZE_MAX: dropped
};

class BranchOperator final : public Operator {
public:
    explicit BranchOperator(OperatorContext& context) : Operator(context.bound.index, context.task, context.counters), m_config(context.config<BranchConfig>()) {}

    void process(int, const Row& row, const Row*) override {
        for (std::size_t i = 0; i < m_config.where.size(); ++i) {
            const auto matches = m_task.machine.test(m_config.where[i], m_task.inputs(row), m_task.arena);
            if (!matches) return failed();
            if (*matches) return forward(row, nullptr, i);
        }
        if (m_config.fallback != SIZE_MAX) forward(row, nullptr, m_config.fallback);
    }

private:
    const BranchConfig& m_config;
};

std::vector<PortSpec> branchOutputs(const Node& node) {
    std::vector<PortSpec> ports;
    const auto* branches = node.field("branches");
    if (branches != nullptr && branches->list() != nullptr)
        for (const auto& branch : *branches->list())
            if (const auto* name = branch.member("name"); name != nullptr && name->text() != nullptr) ports.push_back({*name->text()});
    const auto* fallback = node.field("default");
    if (fallback != nullptr && fallback->text() != nullptr &&
        std::none_of(ports.begin(), ports.end(), [&](const PortSpec& port) { return port.name == *fallback->text(); }))
        ports.push_back({*fallback->text()});
    return ports;
}

/// The text with single spaces, to see that two conditions are one.
std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!space) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

/// Warns of branches that no record reaches: the records that would match went to an earlier one.
class Reach {
public:
    explicit Reach(BindContext& context) : m_context(context) {}

    void add(std::size_t index, const std::string& name, const std::string& where, std::optional<bool> constant) {
        const auto field = fmt::format("branches[{}].where", index);
        const auto text = squeezed(where);
        const auto same = std::find_if(m_earlier.begin(), m_earlier.end(), [&](const auto& e) { return e.first == text; });
        if (!m_all.empty())
            warn(field, fmt::format("no record comes here: the branch \"{}\" before it takes every record", m_all), index, name);
        else if (same != m_earlier.end())
            warn(field, fmt::format("no record comes here: the branch \"{}\" before it has the same condition", same->second), index, name);
        else if (constant == false)
            warn(field, "this is never true, so no record comes here", index, name);
        if (constant == true && m_all.empty()) m_all = name;
        m_earlier.emplace_back(text, name);
    }
    void fallback(const std::string& name) {
        if (m_all.empty() || name == m_all) return;
        m_context.warn("default", fmt::format("no record comes here: the branch \"{}\" before it takes every record", m_all), "unreachable_branch");
    }

private:
    void warn(const std::string& field, std::string message, std::size_t index, const std::string& name) {
        Fix fix{fmt::format("Remove the branch {}", name), {}};
        for (const auto& edge : m_context.topology().edges)
            if (edge.from.node == m_context.node().id && edge.from.port == name) fix.steps.emplace_back(RemoveEdge{{edge.from.node, edge.from.port, edge.to.node, edge.to.port}});
        fix.steps.emplace_back(SetField{m_context.node().id, fmt::format("branches[{}]", index), {}});
        m_context.warn(field, std::move(message), "unreachable_branch", {}, std::move(fix));
    }

    BindContext& m_context;
    std::vector<std::pair<std::string, std::string>> m_earlier; ///< condition, branch
    std::string m_all;                                          ///< the branch that takes every record
};

void bindBranch(BindContext& context) {
    if (!context.requireStream("in")) return;
    const auto* input = context.input("in");
    if (input == nullptr) return;
    const auto* branches = context.field("branches");
    if (branches == nullptr || branches->list() == nullptr) return;
    BranchConfig config;
    expr::SideUse use;
    std::vector<std::string> names;
    const auto scope = inputScope(*input);
    Reach reach(context);
    for (std::size_t i = 0; i < branches->list()->size(); ++i) {
        const auto field = fmt::format("branches[{}]", i);
        const auto& branch = (*branches->list())[i];
        const auto* name = branch.member("name");
        const auto* where = branch.member("where");
        if (name == nullptr || name->text() == nullptr || where == nullptr || where->text() == nullptr) continue; // the file's check said so
        if (std::find(names.begin(), names.end(), *name->text()) != names.end())
            context.error(field + ".name", fmt::format("two branches are called \"{}\"", *name->text()), "duplicate_name");
        names.push_back(*name->text());
        auto condition = context.compileCondition(field + ".where", *where->text(), scope);
        auto& program = condition.program;
        if (!program) continue;
        reach.add(i, *name->text(), *where->text(), condition.constant);
        use = mergeUses(use, program.uses()[0]);
        config.where.push_back(std::move(program));
    }
    const auto ports = branchOutputs(context.node());
    if (const auto fallback = context.text("default")) {
        reach.fallback(*fallback);
        for (std::size_t i = 0; i < ports.size(); ++i)
            if (ports[i].name == *fallback) config.fallback = i;
    }
    context.bound().uses = {use};
    context.bound().passesThrough = true;
    context.bound().summary = fmt::format("{} branches", ports.size());
    for (const auto& port : ports) context.output(port.name, input->type);
    context.finish(std::move(config));
}

} // namespace

NodeSpec branchSpec() {
    NodeSpec spec;
    spec.type = "branch";
    spec.title = "Branch";
    spec.category = "Stateless";
    spec.shape = NodeShape::Stateless;
    spec.summary = "Sends each record to the first branch whose condition is true.";
    spec.help = "Branches are tried in order. A record that matches none goes to *default*, or is dropped when there is none.";
    spec.keywords = {"split", "branch", "switch", "router", "case"};
    FieldSpec branches{.name = "branches", .kind = FieldKind::ObjectList, .required = true, .label = "Branches", .help = "Each has a name, which is its port, and a condition."};
    branches.members = {{.name = "name", .kind = FieldKind::Name, .required = true, .label = "Name"},
                        {.name = "where", .kind = FieldKind::Condition, .required = true, .label = "Where"}};
    spec.fields = {branches, {.name = "default", .kind = FieldKind::Name, .label = "Default", .help = "Where records go that match no branch; absent: they are dropped."}};
    addErrorFields(spec.fields);
    spec.inputs = {{"in"}};
    spec.dynamicOutputs = branchOutputs;
    spec.bind = bindBranch;
    spec.make = [](OperatorContext& context) { return std::make_unique<BranchOperator>(context); };
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "orders-by-size",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "by-size", "type": "branch", "branches": [{"name": "big", "where": "amount > 100"}, {"name": "eu", "where": "region = 'eu'"}], "default": "rest"},
    {"id": "big-orders", "type": "sink", "topic": "big-orders"},
    {"id": "eu-orders", "type": "sink", "topic": "eu-orders"},
    {"id": "other-orders", "type": "sink", "topic": "other-orders"}
  ],
  "edges": [["orders", "by-size"], ["by-size:big", "big-orders"], ["by-size:eu", "eu-orders"], ["by-size:rest", "other-orders"]]
}
)";
    spec.exampleInput = R"({"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
{"topic":"orders","key":"o-3","value":{"customer":"ann","region":"eu","amount":40},"timestamp":3000}
)";
    return spec;
}

} // namespace weir
