// SPDX-License-Identifier: Apache-2.0
#include "weir/core/result.h"

#include "weir/core/assert.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>

namespace weir {

std::string Error::text() const {
    std::string out;
    if (!place.file.empty()) out += place.file + ": ";
    if (!place.node.empty()) out += "node " + place.node + ": ";
    if (!place.field.empty()) out += place.field + ": ";
    out += detail;
    if (!place.topic.empty()) {
        out += " (topic " + place.topic;
        if (place.partition >= 0) out += fmt::format(", partition {}", place.partition);
        if (place.offset >= 0) out += fmt::format(", offset {}", place.offset);
        out += ")";
    }
    return out;
}

tl::unexpected<Error> failErrno(int errnoValue, std::string what, Place place) {
    const Errc code = [&] {
        switch (errnoValue) {
        case ENOSPC:
        case EDQUOT: return Errc::NoSpace;
        case EACCES:
        case EPERM:
        case EROFS: return Errc::Permission;
        case ENOENT: return Errc::NotFound;
        case EEXIST: return Errc::Exists;
        default: return Errc::Io;
        }
    }();
    return fail(code, what + ": " + std::strerror(errnoValue), std::move(place)); // NOLINT(concurrency-mt-unsafe): glibc's is per thread
}

void assertionFailed(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "weir: internal error: %s does not hold at %s:%d\n", condition, file, line);
    std::abort();
}

} // namespace weir
