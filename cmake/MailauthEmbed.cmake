# mailauth_embed(<target> <symbol> <file>)
#
# Compiles the bytes of <file> into <target>. Whoever reads them declares
#     namespace mailauth::data { extern const std::string_view <symbol>; }
# Any size, any bytes. The view is constant-initialized, so it may be used before main().
#
# mailauth_embed_folder(<folder>) does so for every file in it, in the library mailauth_data that all layers link:
# data/selectors.tsv is `selectors`, data/demo/world.zone is `demo_world`. A .md file there is documentation.
include_guard(GLOBAL)
set(MAILAUTH_EMBED_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/embed.cmake")

function(mailauth_embed target symbol file)
  cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set(output "${PROJECT_BINARY_DIR}/generated/data/${symbol}.cpp")
  add_custom_command(OUTPUT "${output}"
      COMMAND "${CMAKE_COMMAND}" -D "SYMBOL=${symbol}" -D "INPUT=${file}" -D "OUTPUT=${output}" -P "${MAILAUTH_EMBED_SCRIPT}"
      DEPENDS "${file}" "${MAILAUTH_EMBED_SCRIPT}"
      COMMENT "Embedding ${symbol}" VERBATIM)
  set_source_files_properties("${output}" PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE "${output}")
endfunction()

function(mailauth_embed_folder folder)
  set(base "${PROJECT_SOURCE_DIR}/${folder}")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${base}" "${base}/*")
  list(FILTER files EXCLUDE REGEX "(^|/)\\.|\\.md$|~$")
  list(SORT files)
  if(NOT files)
    add_library(mailauth_data INTERFACE)
    return()
  endif()
  add_library(mailauth_data STATIC)
  target_link_libraries(mailauth_data PRIVATE mailauth_options)
  set(seen "")
  foreach(file IN LISTS files)
    string(REGEX REPLACE "\\.[^./]*$" "" symbol "${file}")
    string(MAKE_C_IDENTIFIER "${symbol}" symbol)
    if(symbol IN_LIST seen)
      message(FATAL_ERROR "${folder}/${file}: another file there is mailauth::data::${symbol} already")
    endif()
    list(APPEND seen ${symbol})
    mailauth_embed(mailauth_data ${symbol} "${base}/${file}")
  endforeach()
endfunction()
