# SPDX-License-Identifier: Apache-2.0
# One INTERFACE target carries the project's warnings and hardening; every target of ours links it PRIVATE.
add_library(weir_warnings INTERFACE)
target_compile_options(weir_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual -Werror
  -Wno-missing-field-initializers # designated initializers name what they set; the rest are defaults
  -fstack-protector-strong)
if(CMAKE_BUILD_TYPE MATCHES "RelWithDebInfo|Release")
  target_compile_definitions(weir_warnings INTERFACE _FORTIFY_SOURCE=2)
  # gcc 12 warns about bounds inside its own inlined headers at -O2 (GCC bugs 105329, 107852); our code keeps the others.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(weir_warnings INTERFACE -Wno-restrict -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized)
  endif()
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
find_program(WEIR_CCACHE ccache)
if(WEIR_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${WEIR_CCACHE})
endif()
find_program(WEIR_MOLD mold)
if(WEIR_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
