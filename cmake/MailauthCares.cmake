# Defines c-ares::cares (>= 1.28, for ares_query_dnsrec) from the first of these that works:
#   1. the installed library: its CMake package, else pkg-config
#   2. -DMAILAUTH_CARES_SOURCE=<unpacked source>, for builds without a network
#   3. build/c-ares-src, which scripts/setup unpacks once for all build trees
#   4. the official release, pinned by SHA-256
#   5. the source package of a newer Debian suite through this machine's own mirror (scripts/get-cares.sh)
include_guard(GLOBAL)
set(MAILAUTH_CARES_MIN 1.28)
set(MAILAUTH_CARES_VERSION 1.34.9)
set(MAILAUTH_CARES_SHA256 9364b70a12eb59a06830fb488d9357f90100dff0d98b23ea3593a183d43e6f2f)
set(MAILAUTH_CARES_URL
    "https://github.com/c-ares/c-ares/releases/download/v${MAILAUTH_CARES_VERSION}/c-ares-${MAILAUTH_CARES_VERSION}.tar.gz"
    CACHE STRING "Where to download c-ares when the system's is too old (empty: never)")
set(MAILAUTH_CARES_SOURCE "" CACHE PATH "Unpacked c-ares source to build instead of looking for one")
option(MAILAUTH_BUNDLE_CARES "Build c-ares from source even if the system's is new enough" OFF)

if(NOT MAILAUTH_BUNDLE_CARES AND NOT MAILAUTH_CARES_SOURCE)
  find_package(c-ares ${MAILAUTH_CARES_MIN} CONFIG QUIET)
  if(NOT TARGET c-ares::cares)
    find_package(PkgConfig QUIET)
    if(PkgConfig_FOUND)
      pkg_check_modules(CARES QUIET IMPORTED_TARGET GLOBAL "libcares >= ${MAILAUTH_CARES_MIN}")
      if(CARES_FOUND)
        add_library(c-ares::cares ALIAS PkgConfig::CARES)
      endif()
    endif()
  endif()
endif()

if(NOT TARGET c-ares::cares)
  set(source "${MAILAUTH_CARES_SOURCE}")
  set(unpacked "${CMAKE_BINARY_DIR}/third_party/c-ares")
  foreach(candidate "${PROJECT_SOURCE_DIR}/build/c-ares-src" "${unpacked}")
    if(NOT source AND EXISTS "${candidate}/CMakeLists.txt")
      set(source "${candidate}")  # a second configure needs no network
    endif()
  endforeach()
  if(NOT source AND MAILAUTH_CARES_URL)
    set(tarball "${CMAKE_BINARY_DIR}/third_party/c-ares-${MAILAUTH_CARES_VERSION}.tar.gz")
    message(STATUS "Downloading c-ares ${MAILAUTH_CARES_VERSION}")
    file(DOWNLOAD "${MAILAUTH_CARES_URL}" "${tarball}" STATUS status TIMEOUT 60 INACTIVITY_TIMEOUT 15 TLS_VERIFY ON)
    list(GET status 0 code)
    if(code EQUAL 0)
      file(SHA256 "${tarball}" hash)
      if(NOT hash STREQUAL MAILAUTH_CARES_SHA256)
        message(FATAL_ERROR "${MAILAUTH_CARES_URL} has SHA-256 ${hash}, not ${MAILAUTH_CARES_SHA256}")
      endif()
      file(ARCHIVE_EXTRACT INPUT "${tarball}" DESTINATION "${unpacked}.tmp")
      file(RENAME "${unpacked}.tmp/c-ares-${MAILAUTH_CARES_VERSION}" "${unpacked}")
      set(source "${unpacked}")
    else()
      message(STATUS "Downloading c-ares failed: ${status}")
    endif()
  endif()
  if(NOT source AND UNIX)
    execute_process(COMMAND "${PROJECT_SOURCE_DIR}/scripts/get-cares.sh" "${unpacked}" ${MAILAUTH_CARES_MIN}
                    RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(code EQUAL 0)
      message(STATUS "${out}")
      if(out MATCHES "^c-ares ([0-9.]+)" AND CMAKE_MATCH_1 VERSION_LESS MAILAUTH_CARES_VERSION)
        message(WARNING "c-ares ${CMAKE_MATCH_1} has known security bugs that ${MAILAUTH_CARES_VERSION} fixes")
      endif()
      set(source "${unpacked}")
    endif()
  endif()
  if(NOT source)
    message(FATAL_ERROR "mailauth needs c-ares >= ${MAILAUTH_CARES_MIN}. Install it, or unpack a release from "
                        "https://c-ares.org and pass -DMAILAUTH_CARES_SOURCE=<folder>.\n${err}")
  endif()

  # Built by a step of the build, not by a subdirectory: its many checks of the system then run beside our own compiling.
  include(ExternalProject)
  execute_process(COMMAND getconf GNU_LIBC_VERSION OUTPUT_VARIABLE libc ERROR_QUIET)
  set(answers "")
  if(CMAKE_C_COMPILER_ID STREQUAL "GNU" AND libc MATCHES "^glibc 2\\.(3[6-9]|[4-9][0-9])")
    set(answers -C "${PROJECT_SOURCE_DIR}/cmake/cares-glibc.cmake")
  endif()
  set(build "${CMAKE_BINARY_DIR}/third_party/c-ares-build")
  set(library "${build}/lib/libcares.a")
  ExternalProject_Add(cares_build SOURCE_DIR "${source}" BINARY_DIR "${build}" PREFIX "${build}-steps"
      DOWNLOAD_COMMAND "" INSTALL_COMMAND "" BUILD_BYPRODUCTS "${library}" LOG_CONFIGURE ON LOG_BUILD ON LOG_OUTPUT_ON_FAILURE ON
      CMAKE_ARGS ${answers} "-DCMAKE_C_COMPILER=${CMAKE_C_COMPILER}" -DCMAKE_BUILD_TYPE=Release -DCARES_STATIC=ON -DCARES_SHARED=OFF
                 -DCARES_STATIC_PIC=ON -DCARES_INSTALL=OFF -DCARES_BUILD_TOOLS=OFF -DCARES_BUILD_TESTS=OFF -DCARES_THREADS=ON)
  file(MAKE_DIRECTORY "${build}")
  find_package(Threads REQUIRED)
  add_library(c-ares::cares STATIC IMPORTED GLOBAL)
  set_target_properties(c-ares::cares PROPERTIES IMPORTED_LOCATION "${library}"
      INTERFACE_INCLUDE_DIRECTORIES "${source}/include;${build}" INTERFACE_COMPILE_DEFINITIONS CARES_STATICLIB
      INTERFACE_LINK_LIBRARIES Threads::Threads)
  add_dependencies(c-ares::cares cares_build)
endif()
