# Compile through ccache when it is there: quicker, and the same result.
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
