// SPDX-License-Identifier: Apache-2.0
// plot and table-view: views. They read their edge through a tap in the designer; headless runs and tests leave them out.
#include "common_fields.h"
#include "weir/topology/node_spec.h"

namespace weir {
namespace {

void bindView(BindContext& context) {
    const auto* input = context.input("in");
    if (input == nullptr) return;
    expr::SideUse use;
    use.key = true;
    if (input->type.columns) use.columns.assign(input->type.columns->size(), true);
    context.bound().uses = {use};
    const auto scope = inputScope(*input);
    const auto compile = [&](const std::string& field, const std::string& text, bool drawn) {
        const auto program = context.compileText(field, text, expr::Form::Scalar, scope);
        if (!program || !drawn) return;
        const auto& type = program.outputs().columns.front().type;
        if (type.id == TypeId::Text) context.warn(field, "a plot draws numbers; this is text, so nothing is drawn", "datatype_mismatch");
    };
    if (const auto text = context.text("x")) compile("x", *text, true);
    if (const auto text = context.text("series")) compile("series", *text, false);
    if (const auto* columns = context.field("y"); columns != nullptr && columns->list() != nullptr)
        for (std::size_t i = 0; i < columns->list()->size(); ++i)
            if (const auto* text = (*columns->list())[i].text()) compile("y[" + std::to_string(i) + "]", *text, true);
    context.finish(BoundConfig{});
}

} // namespace

NodeSpec plotSpec() {
    NodeSpec spec;
    spec.type = "plot";
    spec.title = "Plot";
    spec.category = "Views";
    spec.shape = NodeShape::View;
    spec.summary = "Draws the records of an edge, live.";
    spec.help = "A view for the designer. In headless runs and tests it does nothing and costs nothing.";
    spec.keywords = {"chart", "graph", "line", "bars"};
    spec.fields = {{.name = "x", .kind = FieldKind::Scalar, .fallback = "_timestamp", .label = "X", .help = "The horizontal axis."},
                   {.name = "y", .kind = FieldKind::TextList, .required = true, .label = "Y", .help = "Columns or expressions to draw."},
                   {.name = "series", .kind = FieldKind::Scalar, .label = "Series", .help = "One line or bar for each value of this expression."},
                   {.name = "style", .kind = FieldKind::Choice, .fallback = "line", .choices = {"line", "bars"}, .label = "Style"}};
    spec.inputs = {{"in"}};
    spec.bind = bindView;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "revenue-chart",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "counts", "type": "aggregate", "group_by": "region", "window": {"type": "tumbling", "size": "1m"}, "select": "sum(amount) AS revenue"},
    {"id": "chart", "type": "plot", "y": ["revenue"], "series": "_key", "style": "bars"}
  ],
  "edges": [["orders", "counts"], ["counts", "chart"]]
}
)";
    return spec;
}

NodeSpec tableViewSpec() {
    NodeSpec spec;
    spec.type = "table-view";
    spec.title = "Table view";
    spec.category = "Views";
    spec.shape = NodeShape::View;
    spec.summary = "Shows the newest records of an edge as a table, live.";
    spec.help = "A view for the designer. In headless runs and tests it does nothing and costs nothing.";
    spec.keywords = {"grid", "rows"};
    spec.fields = {{.name = "columns", .kind = FieldKind::TextList, .label = "Columns", .help = "Which columns to show; absent: all."},
                   {.name = "limit", .kind = FieldKind::Integer, .fallback = 500, .label = "Rows", .help = "How many rows to keep."}};
    spec.inputs = {{"in"}};
    spec.bind = bindView;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "customer-list",
  "nodes": [
    {"id": "customers", "type": "source", "topic": "customers", "as": "table", "value": {"format": "json", "schema": "name text, region text"}},
    {"id": "list", "type": "table-view", "columns": ["name", "region"], "limit": 100}
  ],
  "edges": [["customers", "list"]]
}
)";
    return spec;
}

} // namespace weir
