# SPDX-License-Identifier: Apache-2.0
if(WEIR_SANITIZE)
  add_compile_options(-fsanitize=${WEIR_SANITIZE} -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=${WEIR_SANITIZE})
endif()
if(WEIR_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "WEIR_FUZZ needs clang: configure with the preset fuzz")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=address,undefined)
  target_compile_options(weir_warnings INTERFACE -Wno-error) # gcc judges the warnings
endif()

# asio's fences are not seen by the thread sanitizer; what they order is one thread's own queue.
if(WEIR_SANITIZE MATCHES "thread")
  add_compile_options(-Wno-tsan)
endif()
