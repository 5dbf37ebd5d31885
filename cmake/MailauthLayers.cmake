# mailauth_layer(<name> [USES <layer>...] [NEEDS <package target>...])
#
# src/<name> as the static library mailauth_<name>, alias mailauth::<name>. Headers in the root of that folder are what the layer
# offers, those in its folders are its own (tests/layers_test.cpp). NEEDS stays inside the layer: no header that it offers shows
# a type of another library. Two layers are special: rules gets a catalog of its own folder; the file main.cpp of cli belongs to
# the program.
include_guard(GLOBAL)

function(mailauth_layer name)
  cmake_parse_arguments(arg "" "" "USES;NEEDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/${name}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "/src/cli/main\\.cpp$")
  if(name STREQUAL "rules")
    mailauth_rule_catalog(catalog)
    list(APPEND sources "${catalog}")
  endif()

  list(TRANSFORM arg_USES PREPEND mailauth::)
  add_library(mailauth_${name} STATIC ${sources})
  mailauth_compile(mailauth_${name})
  target_link_libraries(mailauth_${name} PUBLIC ${arg_USES} PRIVATE ${arg_NEEDS} mailauth_data)
  add_library(mailauth::${name} ALIAS mailauth_${name})
  set_property(GLOBAL APPEND PROPERTY MAILAUTH_LAYERS ${name})
  set_property(GLOBAL PROPERTY MAILAUTH_NEEDS_${name} ${arg_NEEDS})  # for its tests, which see its private headers
endfunction()

# The folder is the registry: src/rules/<area>/<problem>.cpp defines `extern const Rule rule` in its own namespace
# mailauth::rules::<area>_<problem>, and here the list of all of them is written. What several rules of an area need stands in
# src/rules/<area>/helpers. A new file makes the next build configure again by itself. The ids of the area "across" begin with x-.
function(mailauth_rule_catalog result)
  file(GLOB rules CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}/src/rules" "${PROJECT_SOURCE_DIR}/src/rules/*/*.cpp")
  list(TRANSFORM rules REPLACE "^across/" "x/")
  list(SORT rules)
  set(declarations "")
  set(addresses "")
  foreach(rule IN LISTS rules)
    string(REGEX REPLACE "\\.cpp$" "" symbol "${rule}")
    string(REGEX REPLACE "^x/" "across/" symbol "${symbol}")
    string(MAKE_C_IDENTIFIER "${symbol}" symbol)
    string(APPEND declarations "namespace ${symbol} {\nextern const Rule rule;\n}\n\n")
    string(APPEND addresses "      &${symbol}::rule,\n")
  endforeach()
  list(LENGTH rules count)
  set(catalog "${PROJECT_BINARY_DIR}/generated/rules/catalog.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/src/rules/catalog.cpp.in" "${catalog}" @ONLY)
  set(${result} "${catalog}" PARENT_SCOPE)
endfunction()

function(mailauth_program)
  add_executable(mailauth "${PROJECT_SOURCE_DIR}/src/cli/main.cpp")
  mailauth_compile(mailauth)
  target_link_libraries(mailauth PRIVATE mailauth::cli CLI11::CLI11)
  mailauth_link_allocator(mailauth)
endfunction()
