# What is installed, and packages of it: scripts/package.
include_guard(GLOBAL)
include(GNUInstallDirs)

if(NOT TARGET mailauth)
  return()
endif()

install(TARGETS mailauth RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")

# Man page and completions are what the program says itself, so they are made when it is installed.
find_program(MAILAUTH_GZIP gzip REQUIRED)
mark_as_advanced(MAILAUTH_GZIP)
set(pages "${PROJECT_BINARY_DIR}/pages")
configure_file(cmake/pages.cmake.in "${PROJECT_BINARY_DIR}/pages.cmake" @ONLY)
install(CODE "set(program \"$<TARGET_FILE:mailauth>\")\ninclude(\"${PROJECT_BINARY_DIR}/pages.cmake\")")
install(FILES "${pages}/mailauth.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${pages}/mailauth.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME mailauth)
install(FILES "${pages}/_mailauth" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
install(FILES "${pages}/mailauth.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
install(FILES "${pages}/changelog.gz" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/packaging/copyright" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY "${PROJECT_BINARY_DIR}/licenses" DESTINATION "${CMAKE_INSTALL_DOCDIR}" OPTIONAL)  # packaging/collect-licenses

# A sweep every night; nobody has enabled the timer.
set(packaging "${PROJECT_SOURCE_DIR}/packaging")
install(PROGRAMS "${packaging}/mailauth-night" DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${pages}/mailauth-night.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${packaging}/mailauth-night.service" "${packaging}/mailauth-night.timer" DESTINATION lib/systemd/system)
# Below /usr are no settings; whether it is that, is known only when it is installed.
install(CODE "set(etc \"\${CMAKE_INSTALL_PREFIX}/etc\")
  if(CMAKE_INSTALL_PREFIX MATCHES \"/usr$\")
    cmake_path(GET CMAKE_INSTALL_PREFIX PARENT_PATH etc)
    cmake_path(APPEND etc etc)
  endif()
  file(INSTALL DESTINATION \"\${etc}/mailauth\" TYPE FILE FILES \"${packaging}/night.conf\")")

set(CPACK_PACKAGE_NAME mailauth)
set(CPACK_PACKAGE_VENDOR "the mailauth authors")
set(CPACK_PACKAGE_CONTACT "the mailauth authors <mailauth@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "auditor of the e-mail authentication of domains")
set(CPACK_PACKAGE_DESCRIPTION "Reads what a domain publishes for SPF, DKIM and DMARC, says what is wrong and
what it does to mail, points at the exact characters, and gives the record
to publish instead. Explains messages, judges zone files and exports of DNS
services before they are published, and sweeps lists of domains every night.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS publicsuffix)
file(WRITE "${PROJECT_BINARY_DIR}/conffiles" "/etc/mailauth/night.conf\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${PROJECT_BINARY_DIR}/conffiles")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE MIT)
set(CPACK_RPM_PACKAGE_GROUP "Applications/Internet")
set(CPACK_RPM_USER_FILELIST "%config(noreplace) /etc/mailauth/night.conf")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION /etc /usr/lib/systemd /usr/lib/systemd/system
    /usr/share/man /usr/share/man/man1 /usr/share/zsh
    /usr/share/zsh/vendor-completions /usr/share/fish /usr/share/fish/vendor_completions.d
    /usr/share/bash-completion /usr/share/bash-completion/completions)

# Two builds of the same sources give the same bytes: rpm dates and names the machine otherwise.
set(CPACK_RPM_SPEC_MORE_DEFINE "%define _buildhost localhost
%define use_source_date_epoch_as_buildtime Y
%define clamp_mtime_to_source_date_epoch Y
%define _build_id_links none")

set(CPACK_GENERATOR DEB RPM)
include(CPack)
