// SPDX-License-Identifier: Apache-2.0
// Offsets: where an application resumes, shown and changed (weir offsets). A change is one journal entry; a reset also forgets its
// stores and internal topics, which are removed behind the entry (or at the next open).
// Threads  one at a time per application: whoever changes one holds its place in the JobTable.
#pragma once

#include "applications.h"

#include "weir/broker/broker.h"
#include "weir/runtime/run_control.h"
#include "weir/topology/plan.h"

namespace weir {

class Offsets {
public:
    Offsets(Applications& applications, Broker& broker) : m_applications(applications), m_broker(broker) {}
    /// `plan` null: what the commits name. What would be (Show: what is).
    Result<OffsetsReport> report(const OffsetsRequest& request, const std::string& application, const Plan* plan) const;
    /// Make it so.
    Result<> apply(const OffsetsRequest& request, const Plan* plan, OffsetsReport& report) const;

private:
    Result<std::int64_t> target(const OffsetsRequest& request, const OffsetsReport::Partition& partition) const;

    Applications& m_applications;
    Broker& m_broker;
};

} // namespace weir
