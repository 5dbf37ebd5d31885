# What makes a build quicker and changes nothing in what is built: ccache, and for debug builds a quick linker.
include_guard(GLOBAL)

option(MAILAUTH_CCACHE "Compile through ccache when it is installed" ON)
find_program(MAILAUTH_CCACHE_PROGRAM ccache)
mark_as_advanced(MAILAUTH_CCACHE_PROGRAM)
if(MAILAUTH_CCACHE AND MAILAUTH_CCACHE_PROGRAM AND UNIX AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # What ccache wants to be told before it caches anything that uses a precompiled header.
  set(launcher env CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
               "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${MAILAUTH_CCACHE_PROGRAM}")
  set(CMAKE_C_COMPILER_LAUNCHER "${launcher}")
  set(CMAKE_CXX_COMPILER_LAUNCHER "${launcher}")
  set(MAILAUTH_USES_CCACHE TRUE)
endif()

find_program(MAILAUTH_MOLD_PROGRAM mold)
mark_as_advanced(MAILAUTH_MOLD_PROGRAM)
if(MAILAUTH_MOLD_PROGRAM AND CMAKE_BUILD_TYPE STREQUAL "Debug")
  include(CheckLinkerFlag)
  check_linker_flag(CXX -fuse-ld=mold MAILAUTH_MOLD_WORKS)
  if(MAILAUTH_MOLD_WORKS)
    add_link_options(-fuse-ld=mold)
  endif()
endif()
