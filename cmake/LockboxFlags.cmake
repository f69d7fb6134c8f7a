# Every target of ours compiles with these.  LOCKBOX_SANITIZE=address,undefined builds for a
# sanitizer run; ENSURE stays on in every build type.
set(LOCKBOX_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")

add_library(lockbox_flags INTERFACE)
target_include_directories(lockbox_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(lockbox_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  # GCC 12 sees overlapping copies in `"text" + string` where there are none (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(LOCKBOX_SANITIZE)
  # GCC's own manual: with sanitizers it warns of uninitialized uses that are none, e.g. in <regex>.
  target_compile_options(lockbox_flags INTERFACE -fsanitize=${LOCKBOX_SANITIZE}
                         -fno-sanitize-recover=all -fno-omit-frame-pointer
                         # It asks the system whether memory can be read, which whoever looks at
                         # pictures may not ask.
                         -fno-sanitize=vptr
                         # What a report needs of debug information is the lines.
                         $<$<CONFIG:Debug>:-g1>
                         $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(lockbox_flags INTERFACE -fsanitize=${LOCKBOX_SANITIZE})
endif()

# A compiler cache is used where there is one; nothing depends on it.
find_program(LOCKBOX_CCACHE ccache)
if(LOCKBOX_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # With precompiled headers it must be told that their own time of making says nothing.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros ${LOCKBOX_CCACHE})
endif()
