# What nearly every source includes, parsed once for each target.  A source still includes what it
# uses.
set(LOCKBOX_COMMON_HEADERS <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map>
    <memory> <optional> <span> <string> <string_view> <utility> <vector> <fmt/format.h>
    <tl/expected.hpp>)

# lockbox_precompile(TARGET headers...)
function(lockbox_precompile target)
  target_precompile_headers(${target} PRIVATE ${LOCKBOX_COMMON_HEADERS} ${ARGN})
  # GCC 12 takes what it inlines from a precompiled header for code of ours, and warns of overflows
  # in the standard library that are none.
  target_compile_options(${target} PRIVATE
    $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
  if(LOCKBOX_CCACHE)
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  endif()
endfunction()

# lockbox_layer(NAME LINK public... PRIVATE_LINK private... PRECOMPILE headers...)
# Makes lockbox_NAME from every source under NAME/.  The tree is the list: a file that is there is
# built.  service/main holds the program itself and is left out.  PRECOMPILE names headers that are
# worth parsing once for the layer.
function(lockbox_layer name)
  cmake_parse_arguments(LAYER "" "" "LINK;PRIVATE_LINK;PRECOMPILE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${name}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "/service/main/")
  if(NOT sources)
    add_library(lockbox_${name} INTERFACE)
    target_link_libraries(lockbox_${name} INTERFACE lockbox_flags ${LAYER_LINK})
    return()
  endif()
  add_library(lockbox_${name} STATIC ${sources})
  target_link_libraries(lockbox_${name} PUBLIC lockbox_flags ${LAYER_LINK}
                        PRIVATE ${LAYER_PRIVATE_LINK})
  # The last tenth of speed costs a third of the compiler's time; only pictures are worth it.  What
  # the service does waits for disks and people, and it is half of all there is to compile.
  if(name STREQUAL "service")
    target_compile_options(lockbox_${name} PRIVATE $<$<CONFIG:Release>:-O1>)
  elseif(NOT name STREQUAL "encode")
    target_compile_options(lockbox_${name} PRIVATE $<$<CONFIG:Release>:-O2>)
  endif()
  # At -O3 there would be more such warnings, and few files of encode include much.
  if(LOCKBOX_SANITIZE OR NOT name STREQUAL "encode")
    lockbox_precompile(lockbox_${name} ${LAYER_PRECOMPILE})
  endif()
  # With sanitizers a compiler takes five times as long to optimise; only pictures are worth it.
  if(LOCKBOX_SANITIZE AND name STREQUAL "encode")
    target_compile_options(lockbox_${name} PRIVATE -O1)
  endif()
endfunction()

# lockbox_tests(NAME LINK libraries...)
# Makes NAME_tests from every source under tests/NAME/ and registers each case with ctest: those
# tagged [corpus], which read many pictures, under the label corpus, all others under unit.  The
# target unit_tests builds them all.
# Cases are listed when ctest starts, not while building: a sanitizer build cannot always run there.
function(lockbox_tests name)
  cmake_parse_arguments(TESTS "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_tests ${sources})
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name}_tests PRIVATE ${TESTS_LINK} catch_main)
  # Most of the compiler's time goes into headers that every test includes.
  lockbox_precompile(${name}_tests ${PROJECT_SOURCE_DIR}/tests/support/catch.h)
  # The tests' own code is not worth the compiler's time; what they test is built as ever.
  target_compile_options(${name}_tests PRIVATE -O0)
  if(LOCKBOX_SANITIZE)
    target_compile_options(${name}_tests PRIVATE -fno-sanitize=all)
    target_compile_definitions(${name}_tests PRIVATE LOCKBOX_SANITIZED)
  endif()
  add_dependencies(unit_tests ${name}_tests)
  lockbox_discover(${name} "~[corpus]" unit 300)
  lockbox_discover(${name} "[corpus]" corpus 900)
endfunction()

function(lockbox_discover name cases label timeout_seconds)
  catch_discover_tests(${name}_tests TEST_SPEC ${cases} TEST_PREFIX "${name}: "
                       TEST_LIST ${name}_${label}_cases WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                       DISCOVERY_MODE PRE_TEST
                       PROPERTIES SKIP_RETURN_CODE 4 LABELS ${label} TIMEOUT ${timeout_seconds})
endfunction()
