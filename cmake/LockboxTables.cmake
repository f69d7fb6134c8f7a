# lockbox_embed_tables(TARGET DIRECTORY): the CSV files of DIRECTORY become part of TARGET.
function(lockbox_embed_tables target directory)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.csv)
  list(SORT files)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/ledger_tables.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/EmbedTables.cmake)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DFILES=${files}" -P ${script}
    DEPENDS ${files} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
