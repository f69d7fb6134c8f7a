# lockbox_library(TARGET HEADER LIBRARY)
# Makes an imported target of a Debian library that ships no CMake config of use to us.
function(lockbox_library target header library)
  string(REPLACE ":" "_" name ${target})
  find_path(${name}_INCLUDE_DIR ${header} REQUIRED)
  find_library(${name}_LIBRARY ${library} REQUIRED)
  add_library(${target} UNKNOWN IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${${name}_LIBRARY}"
                        INTERFACE_INCLUDE_DIRECTORIES "${${name}_INCLUDE_DIR}")
endfunction()
