// SPDX-License-Identifier: Apache-2.0
// How a join's own stores look to a person.
#pragma once

#include "join_config.h"

#include "weir/processors/store_presenter.h"

#include <memory>

namespace weir {

/// `.left` of a foreign-key join: `row` behind the foreign key's bytes.
std::unique_ptr<StorePresenter> presentForeignKeyLeft(std::unique_ptr<StorePresenter> row);
std::unique_ptr<StorePresenter> presentUnmatched();
std::unique_ptr<StorePresenter> presentSubscriptions(const EdgeType& rightType);

} // namespace weir
