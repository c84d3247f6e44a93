// SPDX-License-Identifier: Apache-2.0
// WEIR_ASSERT: our own mistakes. On in every build; prints the place and aborts.
#pragma once

namespace weir {
[[noreturn]] void assertionFailed(const char* condition, const char* file, int line);
}
#define WEIR_ASSERT(condition)                                                                                         \
    do {                                                                                                               \
        if (!(condition)) [[unlikely]] ::weir::assertionFailed(#condition, __FILE__, __LINE__);                        \
    } while (false)
