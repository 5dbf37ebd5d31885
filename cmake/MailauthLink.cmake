# MAILAUTH_LINK: how other libraries come in.
#   shared    as the system has them
#   portable  those whose names differ between releases of a distribution become a part of the program (fmt, yaml-cpp,
#             toml++), so that a package of Debian 12 also runs on Debian 13
#   static    all of them, the C library too: a program for any Linux
include_guard(GLOBAL)

set(MAILAUTH_LINK shared CACHE STRING "How other libraries come in: shared, portable or static")
set_property(CACHE MAILAUTH_LINK PROPERTY STRINGS shared portable static)
if(NOT MAILAUTH_LINK MATCHES "^(shared|portable|static)$")
  message(FATAL_ERROR "MAILAUTH_LINK=${MAILAUTH_LINK}: shared, portable or static")
endif()

if(MAILAUTH_LINK STREQUAL "static")
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(OPENSSL_USE_STATIC_LIBS ON)
  set(PKG_CONFIG_ARGN --static)  # with what the libraries need themselves
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
  add_link_options(-static-pie)
endif()

# What became a part of the program, for packaging/collect-licenses.
if(NOT MAILAUTH_LINK STREQUAL "shared")
  add_link_options("-Wl,-Map=${PROJECT_BINARY_DIR}/linked.map")
endif()

# Programs with sanitizers are large, and there is one for each layer: mold links them in a tenth of the time.
find_program(MAILAUTH_MOLD mold)
mark_as_advanced(MAILAUTH_MOLD)
if(MAILAUTH_SANITIZE AND MAILAUTH_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

function(mailauth_find_yaml)
  if(NOT MAILAUTH_LINK STREQUAL "shared")
    set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  endif()
  pkg_check_modules(YAML REQUIRED IMPORTED_TARGET GLOBAL yaml-cpp)
endfunction()

if(MAILAUTH_LINK STREQUAL "shared")
  set(MAILAUTH_FMT fmt::fmt)
else()
  set(MAILAUTH_FMT fmt::fmt-header-only)
endif()

# What libpsl.a takes from libunistring its description does not say in Debian 12; that of libidn2 does. Only a target that is a
# library itself is sure to be linked before what it needs.
function(mailauth_find_psl)
  if(NOT MAILAUTH_LINK STREQUAL "static")
    pkg_check_modules(PSL REQUIRED IMPORTED_TARGET GLOBAL libpsl)
    return()
  endif()
  pkg_check_modules(PSL REQUIRED libpsl)
  find_library(MAILAUTH_PSL NAMES psl HINTS ${PSL_LIBRARY_DIRS} REQUIRED)
  mark_as_advanced(MAILAUTH_PSL)
  add_library(PkgConfig::PSL STATIC IMPORTED GLOBAL)
  set_target_properties(PkgConfig::PSL PROPERTIES IMPORTED_LOCATION "${MAILAUTH_PSL}")
  target_include_directories(PkgConfig::PSL INTERFACE ${PSL_INCLUDE_DIRS})
  target_link_libraries(PkgConfig::PSL INTERFACE PkgConfig::IDN2)
endfunction()

# toml++ is headers when nobody links its library.
function(mailauth_find_toml)
  if(MAILAUTH_LINK STREQUAL "shared")
    pkg_check_modules(TOML REQUIRED IMPORTED_TARGET GLOBAL tomlplusplus)
  else()
    add_library(mailauth_toml_headers INTERFACE)
    add_library(PkgConfig::TOML ALIAS mailauth_toml_headers)
  endif()
endfunction()

# The program's allocator where it is there: docs/decisions/allocator.md. Sanitizers bring their own.
function(mailauth_link_allocator program)
  if(MAILAUTH_SANITIZE OR MAILAUTH_LINK STREQUAL "static")
    return()
  endif()
  pkg_check_modules(JEMALLOC IMPORTED_TARGET jemalloc)
  if(TARGET PkgConfig::JEMALLOC)
    target_link_libraries(${program} PRIVATE PkgConfig::JEMALLOC)
  endif()
endfunction()
