// SPDX-License-Identifier: Apache-2.0
#include "weir/processors/registry.h"

#include "specs.h"

namespace weir {

std::vector<NodeSpec> processorSpecs() {
    return {
        sourceSpec(),    sinkSpec(), filterSpec(), mapValuesSpec(), mapSpec(),         selectKeySpec(), flatMapValuesSpec(), flatMapSpec(), branchSpec(), mergeSpec(), peekSpec(), repartitionSpec(),
        aggregateSpec(), foldSpec(), joinSpec(),   deduplicateSpec(), toTableSpec(), toStreamSpec(), suppressSpec(), plotSpec(), tableViewSpec(),
    };
}

} // namespace weir
