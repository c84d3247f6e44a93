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
    for (std::size_t i = 0; i < branches->list()->size(); ++i) {
        const auto field = fmt::format("branches[{}]", i);
        const auto& branch = (*branches->list())[i];
        const auto* name = branch.member("name");
        const auto* where = branch.member("where");
        if (name == nullptr || name->text() == nullptr || where == nullptr || where->text() == nullptr) continue; // the file's check said so
        if (std::find(names.begin(), names.end(), *name->text()) != names.end())
            context.error(field + ".name", fmt::format("two branches are called \"{}\"", *name->text()), "duplicate_name");
        names.push_back(*name->text());
        auto program = context.compileText(field + ".where", *where->text(), expr::Form::Condition, scope);
        if (!program) continue;
        use = mergeUses(use, program.uses()[0]);
        config.where.push_back(std::move(program));
    }
    const auto ports = branchOutputs(context.node());
    if (const auto fallback = context.text("default"))
        for (std::size_t i = 0; i < ports.size(); ++i)
            if (ports[i].name == *fallback) config.fallback = i;
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
