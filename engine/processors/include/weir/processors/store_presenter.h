// SPDX-License-Identifier: Apache-2.0
// StorePresenter: a store's bytes as columns for people.
// Threads  one reader each.
#pragma once

#include "weir/processors/operator.h"

#include <memory>
#include <vector>

namespace weir {

class StorePresenter {
public:
    virtual ~StorePresenter() = default;
    virtual const Schema& columns() const = 0;
    /// A store whose key holds more than the row's key: leave that one in `group`.
    virtual void nameKey(Row&) const {}
    /// `group`: the row's key, window and timestamp. Columns live in `arena`. False: bytes that do not fit.
    virtual bool present(std::string_view value, const Row& group, Arena& arena, std::vector<Datum>& out) = 0;
};

/// For one store of a node; null if the node has no such store.
std::unique_ptr<StorePresenter> presentStore(const Plan& plan, const BoundNode& bound, const StoreSpec& store);

} // namespace weir
