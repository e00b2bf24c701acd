# The client library for other programs: `cmake --install build/release --component dev` puts
# headers, one archive and a CMake package there: find_package(a2a-registry), then a2a::client.
#
# The archive is one object, in which only a2a:: names can be linked to. Asio and Beast are
# compiled into it with settings of ours; a program may have them too, with others.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# The linker that can make an object of objects, whatever links the programs here.
find_program(A2A_RELOCATABLE_LINKER NAMES ${CMAKE_LIBRARY_ARCHITECTURE}-ld.bfd ld.bfd REQUIRED)

# What GCC makes unique in a process (STB_GNU_UNIQUE) no tool can make local.
foreach(part base card client asio_code)
    target_compile_options(a2a_${part} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
endforeach()

set(client_object ${CMAKE_BINARY_DIR}/a2a-registry-client.o)
add_custom_command(OUTPUT ${client_object} VERBATIM
    COMMAND ${A2A_RELOCATABLE_LINKER} -r --force-group-allocation -o ${client_object}
        $<TARGET_OBJECTS:a2a_client>
        $<TARGET_FILE:a2a_card> $<TARGET_FILE:a2a_base> $<TARGET_FILE:a2a_asio_code>
    COMMAND ${CMAKE_OBJCOPY} --wildcard
        --keep-global-symbol=_ZN3a2a6client* --keep-global-symbol=_ZNK3a2a6client*
        --keep-global-symbol=_ZN3a2a7name_ofENS_7DialectE ${client_object}
    DEPENDS a2a_client a2a_card a2a_base a2a_asio_code
        $<TARGET_OBJECTS:a2a_client> $<TARGET_FILE:a2a_card> $<TARGET_FILE:a2a_base> $<TARGET_FILE:a2a_asio_code>
    COMMAND_EXPAND_LISTS
    COMMENT "Making one object of the client library")

add_library(a2a_registry_client STATIC ${client_object})
set_source_files_properties(${client_object} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
set_target_properties(a2a_registry_client PROPERTIES
    LINKER_LANGUAGE CXX OUTPUT_NAME a2a-registry-client EXPORT_NAME client)
target_compile_features(a2a_registry_client INTERFACE cxx_std_20)
target_link_libraries(a2a_registry_client INTERFACE Boost::headers Threads::Threads ICU::uc ZLIB::ZLIB)
target_sources(a2a_registry_client INTERFACE
    FILE_SET product TYPE HEADERS BASE_DIRS ${CMAKE_SOURCE_DIR}/include FILES ${product_headers})

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/a2a-registry)
install(TARGETS a2a_registry_client EXPORT a2a-registry
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT dev
    FILE_SET product DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT dev)
install(EXPORT a2a-registry NAMESPACE a2a:: FILE a2a-registry-targets.cmake
    DESTINATION ${package_dir} COMPONENT dev)
configure_package_config_file(${CMAKE_SOURCE_DIR}/cmake/a2a-registry-config.cmake.in
    ${CMAKE_BINARY_DIR}/a2a-registry-config.cmake INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may break what uses it.
write_basic_package_version_file(${CMAKE_BINARY_DIR}/a2a-registry-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/a2a-registry-config.cmake
    ${CMAKE_BINARY_DIR}/a2a-registry-config-version.cmake
    DESTINATION ${package_dir} COMPONENT dev)
