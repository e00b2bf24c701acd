# What other programs may include. Headers here and in the rooms are in header sets, so that the
# target all_verify_interface_header_sets (./dev lint) proves that each compiles alone.
file(GLOB product_headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/include/a2a/*.hpp)
add_library(a2a_product INTERFACE)
target_sources(a2a_product INTERFACE
    FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR}/include FILES ${product_headers})
target_link_libraries(a2a_product INTERFACE Boost::headers)

# add_room(<name> SEES <rooms it may include>... LINKS <libraries>...)
#
# One static library a room, of every .cpp below src/<name>. What a room SEES is the
# wall that tests/tidy checks: the linker alone would let a forbidden include through.
function(add_room name)
    cmake_parse_arguments(room "" "" "SEES;LINKS" ${ARGN})
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.hpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    add_library(a2a_${name} STATIC ${sources})
    target_sources(a2a_${name} PUBLIC
        FILE_SET HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR}/src FILES ${headers})
    list(TRANSFORM room_SEES PREPEND a2a_)
    target_link_libraries(a2a_${name} PUBLIC a2a_product ${room_SEES} ${room_LINKS} PRIVATE a2a_warnings)
    precompile(a2a_${name} a2a_base)
endfunction()
