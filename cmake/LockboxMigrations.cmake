# lockbox_embed_migrations(TARGET DIRECTORY): the SQL files of DIRECTORY become part of TARGET.
function(lockbox_embed_migrations target directory)
  file(GLOB files CONFIGURE_DEPENDS ${directory}/*.sql)
  list(SORT files)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp)
  set(script ${PROJECT_SOURCE_DIR}/cmake/EmbedText.cmake)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${output}" "-DFILES=${files}" -P ${script}
    DEPENDS ${files} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
