# lockbox_embed(TARGET PATTERN SCRIPT NAME): the files of PATTERN become part of TARGET, in the source
# NAME that cmake/SCRIPT writes of them.
function(lockbox_embed target pattern script name)
  file(GLOB files CONFIGURE_DEPENDS ${pattern})
  list(SORT files)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${name})
  set(script ${PROJECT_SOURCE_DIR}/cmake/${script})
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DFILES=${files}" -P ${script}
    DEPENDS ${files} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
