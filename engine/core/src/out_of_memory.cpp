// SPDX-License-Identifier: Apache-2.0
#include "weir/core/out_of_memory.h"

#include <new>
#include <string_view>
#include <unistd.h>

namespace weir {
namespace {

[[noreturn]] void end() {
    constexpr std::string_view message = "There is no memory left. Nothing that was committed is lost: free some memory and start again.\n";
    (void)!::write(STDERR_FILENO, message.data(), message.size());
    ::_exit(1);
}

} // namespace

void endWhenOutOfMemory() { std::set_new_handler(end); }

} // namespace weir
