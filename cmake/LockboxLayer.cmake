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

# Half of the compiler's time goes into headers.  Who builds once has less of it with several sources
# in one; who changes a source and builds again has more.
option(LOCKBOX_UNITY "Compile several sources of deposit and service at once" OFF)

# lockbox_unite(TARGET)
function(lockbox_unite target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  # Many of these have a statement, a handler or a step of the same name, and many sheets a margin.
  file(GLOB apart CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/deposit/store/sqlite/*.cpp
       ${PROJECT_SOURCE_DIR}/deposit/output/*.cpp ${PROJECT_SOURCE_DIR}/service/api/*.cpp)
  # A test puts another matcher in the place of this one.
  list(APPEND apart ${PROJECT_SOURCE_DIR}/deposit/match/matching.cpp)
  set_source_files_properties(${apart} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
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
  if(LOCKBOX_UNITY AND name MATCHES "^(deposit|service)$")
    lockbox_unite(lockbox_${name})
  endif()
  # With sanitizers a compiler takes five times as long to optimise; only pictures are worth it.
  if(LOCKBOX_SANITIZE AND name STREQUAL "encode")
    target_compile_options(lockbox_${name} PRIVATE -O1)
  endif()
endfunction()

# The tests' own code has no sanitizers in it, so a build with them can link what another build of
# this tree has compiled of it; the compiler spends as long on tests as on what they test.
set(LOCKBOX_TEST_OBJECTS "" CACHE PATH "A build folder whose compiled tests this one links")

# lockbox_tests(NAME LINK libraries...)
# Makes NAME_tests from every source under tests/NAME/ and registers each case with ctest: those
# tagged [corpus], which read many pictures, under the label corpus, all others under unit.  Those
# tagged [unsanitized] are left out where there are sanitizers.  The target unit_tests builds them
# all.
# Cases are listed when ctest starts, not while building: a sanitizer build cannot always run there.
function(lockbox_tests name)
  cmake_parse_arguments(TESTS "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  if(LOCKBOX_TEST_OBJECTS)
    list(TRANSFORM sources REPLACE "^${PROJECT_SOURCE_DIR}/tests/(.*)$"
         "${LOCKBOX_TEST_OBJECTS}/tests/CMakeFiles/${name}_tests.dir/\\1.o")
    set_source_files_properties(${sources} PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
    add_executable(${name}_tests ${sources})
    set_target_properties(${name}_tests PROPERTIES LINKER_LANGUAGE CXX)
  else()
    add_executable(${name}_tests ${sources})
    lockbox_compile_tests(${name})
  endif()
  target_link_libraries(${name}_tests PRIVATE ${TESTS_LINK} catch_main)
  add_dependencies(unit_tests ${name}_tests)
  if(LOCKBOX_SANITIZE)
    lockbox_discover(${name} "~[corpus]~[unsanitized]" unit 300)
  else()
    lockbox_discover(${name} "~[corpus]" unit 300)
  endif()
  lockbox_discover(${name} "[corpus]" corpus 900)
endfunction()

function(lockbox_compile_tests name)
  target_include_directories(${name}_tests PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  # Most of the compiler's time goes into headers that every test includes.
  lockbox_precompile(${name}_tests ${PROJECT_SOURCE_DIR}/tests/support/catch.h)
  # The tests' own code is not worth the compiler's time; what they test is built as ever.
  target_compile_options(${name}_tests PRIVATE -O0)
  if(LOCKBOX_SANITIZE)
    target_compile_options(${name}_tests PRIVATE -fno-sanitize=all)
  endif()
endfunction()

# lockbox_discover(NAME CASES LABEL TIMEOUT_SECONDS): the cases of NAME_tests become tests of ctest.
function(lockbox_discover name cases label timeout_seconds)
  catch_discover_tests(${name}_tests TEST_SPEC ${cases} TEST_PREFIX "${name}: "
                       TEST_LIST ${name}_${label}_cases WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                       DISCOVERY_MODE PRE_TEST
                       PROPERTIES SKIP_RETURN_CODE 4 LABELS ${label} TIMEOUT ${timeout_seconds})
endfunction()
