// SPDX-License-Identifier: Apache-2.0
// A job's store as a table for people: a snapshot of the databases of its tasks, as of their last commits. Never blocks a task.
#pragma once

#include "job.h"

namespace weir {
Result<StorePage> readStore(const Job& job, const StoreQuery& query);
}
