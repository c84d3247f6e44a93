// SPDX-License-Identifier: Apache-2.0
// One function a node type, each in a file of its own name (or its family's).
#pragma once

#include "weir/topology/node_spec.h"

namespace weir {

NodeSpec sourceSpec();
NodeSpec sinkSpec();
NodeSpec filterSpec();
NodeSpec mapValuesSpec();
NodeSpec mapSpec();
NodeSpec selectKeySpec();
NodeSpec flatMapValuesSpec();
NodeSpec flatMapSpec();
NodeSpec branchSpec();
NodeSpec mergeSpec();
NodeSpec peekSpec();
NodeSpec repartitionSpec();
NodeSpec aggregateSpec();
NodeSpec foldSpec();
NodeSpec deduplicateSpec();
NodeSpec joinSpec();
NodeSpec toTableSpec();
NodeSpec toStreamSpec();
NodeSpec suppressSpec();
NodeSpec plotSpec();
NodeSpec tableViewSpec();

} // namespace weir
