// SPDX-License-Identifier: Apache-2.0
// join: what its inputs are decides which join it is (join_bind.cpp). Each kind's operator is a file of its own.
#include "common_fields.h"
#include "join_bind.h"
#include "join_config.h"

namespace weir {
namespace {

std::unique_ptr<Operator> makeJoin(OperatorContext& context) {
    switch (context.config<JoinConfig>().kind) {
    case JoinConfig::Kind::StreamTable: return makeStreamTableJoin(context);
    case JoinConfig::Kind::StreamGlobal: return makeStreamGlobalJoin(context);
    case JoinConfig::Kind::StreamStream: return makeStreamStreamJoin(context);
    case JoinConfig::Kind::TableTable: return makeTableTableJoin(context);
    case JoinConfig::Kind::ForeignKey: return makeForeignKeyJoin(context);
    }
    return nullptr;
}

} // namespace

NodeSpec joinSpec() {
    NodeSpec spec;
    spec.type = "join";
    spec.title = "Join";
    spec.category = "Stateful";
    spec.shape = NodeShape::Stateful;
    spec.summary = "Brings two inputs together by key.";
    spec.help = "What ends at the two inputs decides which join it is; in the select list the sides are *l* and *r*, and a missing side's columns are NULL.\n\n"
                "- **Two streams**: records of one key whose times are within a span. Inner, left and outer; an unmatched record comes out when no partner can come any more, after its span and the grace. "
                "Records that come after that and find no partner leave at the port *late*.\n"
                "- **A stream and a table**: each record meets the row that its key has at that moment. Inner and left.\n"
                "- **A stream and a global table**: each record looks up the row that *on* names, in any partition. Inner and left.\n"
                "- **Two tables** by key (and window): both sides' updates give a new result. Inner, left and outer.\n"
                "- **Two tables by a foreign key**: each left row names its right row's key with *foreign_key*; an update of the right row updates all left rows that name it. Inner and left.\n\n"
                "Streams and tables that meet by key must have as many partitions; a side whose key was changed goes through a repartition topic.";
    spec.keywords = {"join", "leftJoin", "outerJoin", "enrich", "lookup", "JoinWindows", "GlobalKTable", "foreign key", "match"};
    FieldSpec within{.name = "within", .kind = FieldKind::Duration, .label = "Within", .help = "Two streams: how far apart in event time two records may be. With before and after: the right record's time lies between the left one's minus before and plus after."};
    within.members = {{.name = "before", .kind = FieldKind::Duration, .required = true, .label = "Before", .help = "How far the right record may be before the left one."},
                      {.name = "after", .kind = FieldKind::Duration, .required = true, .label = "After", .help = "How far the right record may be behind the left one."}};
    spec.fields = {
        {.name = "how", .kind = FieldKind::Choice, .fallback = "inner", .choices = {"inner", "left", "outer"}, .label = "How", .help = "Inner: only what has a partner. Left: also what has none on the right, with NULLs. Outer (two streams, or two tables by key): also what has none on the left."},
        selectField("A SQL select list over l.column and r.column: l.order_id, r.name AS customer."),
        within,
        {.name = "grace", .kind = FieldKind::Duration, .fallback = "24h", .label = "Grace", .help = "Two streams: how long to wait for late records before an unmatched one comes out; longer keeps more rows.", .advanced = true},
        {.name = "foreign_key", .kind = FieldKind::Scalar, .label = "Foreign key", .help = "Two tables: an expression over the left row's columns that names the right row's key: l.customer.", .advanced = true},
        {.name = "on", .kind = FieldKind::Scalar, .label = "On", .help = "A global table: an expression over the left row's columns that names the right row's key; absent: the left row's key.", .advanced = true},
    };
    addErrorFields(spec.fields);
    spec.inputs = {{"left"}, {"right"}};
    spec.outputs = {{"out"}, {.name = "late", .optional = true}};
    spec.bind = bindJoin;
    spec.make = makeJoin;
    spec.exampleTopology = R"({
  "weir": 1,
  "application_id": "named-orders",
  "nodes": [
    {"id": "orders", "type": "source", "topic": "orders", "value": {"format": "json", "schema": "customer text, region text, amount bigint"}},
    {"id": "customers", "type": "source", "topic": "customers", "as": "table", "value": {"format": "json", "schema": "name text, region text"}},
    {"id": "by-customer", "type": "select-key", "key": "customer"},
    {"id": "named", "type": "join", "how": "left", "select": "l.amount, r.name"},
    {"id": "out", "type": "sink", "topic": "out"}
  ],
  "edges": [["orders", "by-customer"], ["by-customer", "named:left"], ["customers", "named:right"], ["named", "out"]]
}
)";
    spec.exampleInput = R"({"topic":"customers","key":"ann","value":{"name":"Ann Lee","region":"eu"},"timestamp":500}
{"topic":"orders","key":"o-1","value":{"customer":"ann","region":"eu","amount":120},"timestamp":1000}
{"topic":"orders","key":"o-2","value":{"customer":"bob","region":"us","amount":80},"timestamp":2000}
)";
    return spec;
}

} // namespace weir
