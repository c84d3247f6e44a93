// SPDX-License-Identifier: Apache-2.0
// PlanView: a plan as nodes and links, as every form of `weir describe` shows it.
#pragma once

#include "weir/topology/plan.h"

#include <string>
#include <vector>

namespace weir {

/// What runs from one node to another; past switched-off nodes.
struct PlanLink {
    std::size_t from = 0;
    std::string fromPort;
    std::size_t to = 0;
    std::string toPort;
    std::size_t edge = 0;
    const EdgeType* type = nullptr;
    const PlannedRepartition* topic = nullptr; ///< it goes through this topic
};

/// Borrows the plan.
class PlanView {
public:
    explicit PlanView(const Plan& plan);
    const std::vector<PlanLink>& links() const { return m_links; }
    const std::vector<const PlannedRepartition*>& repartitions() const { return m_repartitions; }
    std::int32_t writer(std::size_t repartition) const { return m_writers[repartition]; }
    /// "revenue", "j:left", "revenue.repartition", "late: out"
    std::string outName(const PlanLink& link) const;
    std::string topicSuffix(const PlannedRepartition& r) const; ///< ".repartition"
    std::vector<std::string> carried(const PlanLink& link) const;

private:
    const Plan& m_plan;
    std::vector<PlanLink> m_links;
    std::vector<const PlannedRepartition*> m_repartitions;
    std::vector<std::int32_t> m_writers;
};

std::string describeJson(const Plan& plan);

} // namespace weir
