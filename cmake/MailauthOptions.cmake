# mailauth_options: what every source of ours is compiled with. mailauth_pch: the precompiled header that all share.
# Both stay off third-party code.
include_guard(GLOBAL)
include(MailauthWarnings)
find_package(fmt REQUIRED)

configure_file(cmake/version.h.in "${PROJECT_BINARY_DIR}/generated/include/mailauth/version.h" @ONLY)

add_library(mailauth_options INTERFACE)
target_compile_features(mailauth_options INTERFACE cxx_std_20)
target_compile_options(mailauth_options INTERFACE ${mailauth_warnings} "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
# Most of what we read was written by strangers: an index out of bounds ends the program, also in a release.
target_compile_definitions(mailauth_options INTERFACE _GLIBCXX_ASSERTIONS)
target_include_directories(mailauth_options INTERFACE "${PROJECT_SOURCE_DIR}/src" "${PROJECT_SOURCE_DIR}/include"
                                                      "${PROJECT_BINARY_DIR}/generated/include")
target_link_libraries(mailauth_options INTERFACE "${MAILAUTH_FMT}")

if(MAILAUTH_SANITIZE)
  target_compile_options(mailauth_options INTERFACE "-fsanitize=${MAILAUTH_SANITIZE}" -fno-sanitize-recover=all
                                                    -fno-omit-frame-pointer)
  target_link_options(mailauth_options INTERFACE "-fsanitize=${MAILAUTH_SANITIZE}")
elseif(CMAKE_BUILD_TYPE STREQUAL "Release" AND UNIX)
  target_compile_options(mailauth_options INTERFACE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()
# Large units make the compiler collect garbage again and again; with a GB it hardly has to.
if(MAILAUTH_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(mailauth_options INTERFACE "SHELL:--param ggc-min-expand=1000" "SHELL:--param ggc-min-heapsize=1000000")
endif()
if(MAILAUTH_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "MAILAUTH_FUZZ needs clang: use the preset 'fuzz'")
  endif()
  target_compile_options(mailauth_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(MAILAUTH_USES_CCACHE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(mailauth_options INTERFACE -fpch-preprocess)
endif()

if(MAILAUTH_TIDY)
  find_program(MAILAUTH_TIDY_PROGRAM NAMES clang-tidy-22 clang-tidy-21 clang-tidy-20 clang-tidy-19 clang-tidy-18
                                           clang-tidy-17 clang-tidy-16 clang-tidy REQUIRED)
endif()

set(CMAKE_CXX_EXTENSIONS OFF)

# The standard headers that nearly every file includes anyway, and nothing of the project. No file may rely on it: the tidy
# and fuzz presets build without it.
function(mailauth_make_pch name)
  set(source "${PROJECT_BINARY_DIR}/generated/${name}.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// Only here so that there is something to precompile the header with.\n")
  add_library(${name} STATIC "${source}")
  target_link_libraries(${name} PRIVATE mailauth_options)
  target_precompile_headers(${name} PRIVATE
      <algorithm> <array> <charconv> <chrono> <compare> <cstddef> <cstdint> <filesystem> <functional> <map> <memory> <optional>
      <ranges> <set> <span> <string> <string_view> <tuple> <unordered_map> <utility> <variant> <vector> <fmt/format.h> ${ARGN})
endfunction()
mailauth_make_pch(mailauth_pch)

# For every target of ours: mailauth_compile(<target> [PCH <whose>])
#
# With MAILAUTH_UNITY many of its files are compiled as one: what their headers cost is paid once for all of them. So file-local
# names must differ within a target; without it (dev, tidy) every file is seen to compile alone.
function(mailauth_compile target)
  cmake_parse_arguments(arg "" "PCH" "" ${ARGN})
  target_link_libraries(${target} PUBLIC mailauth_options)
  if(MAILAUTH_TIDY)
    set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "${MAILAUTH_TIDY_PROGRAM}")
  endif()
  if(NOT arg_PCH)
    set(arg_PCH mailauth_pch)
  endif()
  target_precompile_headers(${target} REUSE_FROM ${arg_PCH})
  set(batch 40)
  if(target STREQUAL "mailauth_rules")
    set(batch 80)  # small files
  elseif(target STREQUAL "mailauth_tests")
    set(batch 45)
  elseif(target STREQUAL "mailauth_cli")
    set(batch 60)  # all: CLI11 is the dearest header that there is
    if(CMAKE_BUILD_TYPE STREQUAL "Release")
      target_compile_options(${target} PRIVATE -O1)  # it is read once a run
    endif()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ${MAILAUTH_UNITY} UNITY_BUILD_BATCH_SIZE ${batch})
endfunction()
