// SPDX-License-Identifier: Apache-2.0
#include "weir/core/diagnostic.h"

namespace weir {

std::string toText(const Diagnostic& diagnostic) {
    std::string out;
    if (diagnostic.severity == Severity::Warning) out += "warning: ";
    if (diagnostic.severity == Severity::Info) out += "note: ";
    if (!diagnostic.node.empty()) out += "node " + diagnostic.node + ": ";
    if (!diagnostic.field.empty()) out += diagnostic.field + ": ";
    return out + diagnostic.message;
}

} // namespace weir
