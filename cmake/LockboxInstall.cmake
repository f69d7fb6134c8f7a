# What `cmake --install` puts where, and the Debian package that `cpack` makes of the same.
# A sanitizer's build is for tests; its program need not even run while building.
if(LOCKBOX_SANITIZE)
  return()
endif()
include(GNUInstallDirs)

set(package_sources ${PROJECT_SOURCE_DIR}/service/package)
set(generated ${PROJECT_BINARY_DIR}/installed)

# lockbox_says(FILE ARGUMENTS...): what the program prints, as a file under ${generated}; one that
# ends in .gz is packed, and the same on every machine.
set(generated_files)
function(lockbox_says file)
  set(output ${generated}/${file})
  set(pack cat)
  if(file MATCHES "[.]gz$")
    set(pack gzip -9n)
  endif()
  cmake_path(GET output PARENT_PATH folder)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
    COMMAND $<TARGET_FILE:lockbox> ${ARGN} | ${pack} > ${output}
    DEPENDS lockbox VERBATIM)
  set(generated_files ${generated_files} ${output} PARENT_SCOPE)
endfunction()

lockbox_says(man/man1/lockbox.1.gz manual lockbox)
lockbox_says(man/man5/lockbox.toml.5.gz manual lockbox.toml)
lockbox_says(bash-completion/completions/lockbox completion bash)
lockbox_says(fish/vendor_completions.d/lockbox.fish completion fish)
lockbox_says(zsh/vendor-completions/_lockbox completion zsh)
add_custom_target(installed_texts ALL DEPENDS ${generated_files})

# Without its screens the service answers machines only, and a package could not say why.
install(CODE "
  if(NOT EXISTS \"${PROJECT_SOURCE_DIR}/web/dist/index.html\")
    message(FATAL_ERROR \"The screens are not built yet: run scripts/build-web, then again.\")
  endif()")
install(TARGETS lockbox)
install(DIRECTORY web/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lockbox/web)
install(DIRECTORY ${generated}/ DESTINATION ${CMAKE_INSTALL_DATADIR})
install(FILES examples/riverton/site.toml ${package_sources}/lockbox.toml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/lockbox/examples)

# The unit names the program by its whole path, which the prefix decides.
install(CODE "
  file(READ \"${package_sources}/lockbox.service\" unit)
  string(REPLACE \"/usr/bin/\" \"\${CMAKE_INSTALL_PREFIX}/bin/\" unit \"\${unit}\")
  file(WRITE \"${PROJECT_BINARY_DIR}/lockbox.service\" \"\${unit}\")")
install(FILES ${PROJECT_BINARY_DIR}/lockbox.service DESTINATION lib/systemd/system)
install(FILES ${package_sources}/lockbox.sysusers DESTINATION lib/sysusers.d
        RENAME lockbox.conf)
install(FILES ${package_sources}/lockbox.tmpfiles DESTINATION lib/tmpfiles.d
        RENAME lockbox.conf)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lockbox)
set(CPACK_PACKAGE_VENDOR Lockbox)
set(CPACK_PACKAGE_CONTACT "Lockbox <lockbox@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "payment processing, from the mail tray to the bank deposit")
set(CPACK_PACKAGE_DESCRIPTION
    "Reads scanned checks and coupons, matches payments to accounts, asks people\n\
for what it cannot know, and groups what balances into deposits with tickets\n\
and posting files.  Brings the service and its screens.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# The libraries are found by what the program links.  Besides: the zones of people's clocks, and who
# makes the user and the folders, on a machine with or without systemd at its head.
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "tzdata, systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${package_sources}/debian/postinst
    ${package_sources}/debian/prerm ${package_sources}/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
