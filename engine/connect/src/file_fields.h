// SPDX-License-Identifier: Apache-2.0
// The fields that file-source and file-sink share.
#pragma once

#include "csv.h"
#include "weir/core/file_system.h"
#include "weir/topology/bind.h"

#include <vector>

namespace weir {

std::vector<FieldSpec> fileFields(bool source);
/// path, file_format and csv; says a diagnostic for what is wrong.
void readFileFields(BindContext& context, Path& path, bool& csv, CsvDialect& dialect);

} // namespace weir
