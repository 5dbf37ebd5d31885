# The one list of warnings: mailauth_warnings.
include_guard(GLOBAL)

set(mailauth_warnings
    -Wall
    -Wextra
    -Wpedantic
    -Wcast-align
    -Wcast-qual
    -Wconversion
    -Wdouble-promotion
    -Wextra-semi
    -Wformat=2
    -Wimplicit-fallthrough
    -Wmissing-declarations
    -Wnon-virtual-dtor
    -Wold-style-cast
    -Woverloaded-virtual
    -Wshadow
    -Wundef
    -Wunused
    -Wno-missing-field-initializers)  # a member that a designated initializer leaves out has its default: that is the point

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND mailauth_warnings -Wduplicated-cond -Wlogical-op -Winvalid-pch)
  # These depend on what the optimizer happens to see, and GCC 12 sees them in std::string and std::vector: never errors.
  set(mailauth_doubtful_warnings array-bounds dangling-pointer maybe-uninitialized restrict stringop-overflow stringop-overread
      null-dereference use-after-free free-nonheap-object)
  foreach(name IN LISTS mailauth_doubtful_warnings)
    if(MAILAUTH_SANITIZE OR CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      list(APPEND mailauth_warnings "-Wno-${name}")  # the sanitizers find the real ones
    else()
      list(APPEND mailauth_warnings "-Wno-error=${name}")
    endif()
  endforeach()
endif()

# Where many files are one, a name that is local to one of them is "shadowed" in the next, and no type of any is "of the main
# file". dev says what is true of each alone.
if(MAILAUTH_UNITY)
  list(APPEND mailauth_warnings -Wno-shadow -Wno-subobject-linkage)
endif()

if(MAILAUTH_WERROR)
  list(APPEND mailauth_warnings -Werror)
endif()
