# lockbox_embed_weights(TARGET FILE): the trained weights in FILE become part of TARGET.
function(lockbox_embed_weights target file)
  get_filename_component(name ${file} NAME_WE)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${name}_weights.cpp)
  set(script ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/EmbedWeights.cmake)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFILE=${file} -P ${script}
    DEPENDS ${file} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
