// SPDX-License-Identifier: Apache-2.0
// The topology loader, bind and plan: any text as a file. What loads without a mistake is saved and loaded to the same text.
#include "fuzz_scope.h"

#include "weir/connect/specs.h"
#include "weir/processors/registry.h"
#include "weir/topology/plan.h"
#include "weir/topology/topology_json.h"

using namespace weir;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const NodeRegistry registry = [] {
        auto specs = processorSpecs();
        addConnectors(specs);
        return NodeRegistry(std::move(specs));
    }();
    const auto loaded = loadTopology({reinterpret_cast<const char*>(data), size}, registry);
    fuzz::must(loaded.topology.has_value() || !loaded.diagnostics.empty());
    if (!loaded.topology) return 0;
    const auto plan = checkTopology(*loaded.topology, registry);
    fuzz::must(plan != nullptr);
    if (!hasErrors(plan->diagnostics)) describePlan(*plan, DescribeForm::Text);
    if (hasErrors(loaded.diagnostics)) return 0;
    const auto saved = saveTopology(*loaded.topology);
    const auto again = loadTopology(saved, registry);
    fuzz::must(again.topology.has_value() && saveTopology(*again.topology) == saved);
    return 0;
}
