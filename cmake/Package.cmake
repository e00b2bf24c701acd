# What is installed, and the Debian packages that `cpack -G DEB` makes of it (./dev package): the
# daemon, and the client library for those who write programs.
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # tests and benchmarks need not be built for it

# Made by the program itself of what it parses, so that neither can drift.
set(share ${CMAKE_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${share})
add_custom_command(OUTPUT ${share}/a2a-registry.1.gz ${share}/a2a-registry.bash VERBATIM
    COMMAND a2a-registry manual > ${share}/a2a-registry.1
    COMMAND gzip -9nf ${share}/a2a-registry.1
    COMMAND a2a-registry completion > ${share}/a2a-registry.bash
    DEPENDS a2a-registry)

# Debian wants its own changelog beside the project's, both compressed.
string(TIMESTAMP changelog_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${CMAKE_SOURCE_DIR}/config/debian/changelog.in ${share}/changelog.Debian @ONLY)
add_custom_command(OUTPUT ${share}/changelog.gz ${share}/changelog.Debian.gz VERBATIM
    COMMAND gzip -9nc ${CMAKE_SOURCE_DIR}/CHANGELOG.md > ${share}/changelog.gz
    COMMAND gzip -9nc ${share}/changelog.Debian > ${share}/changelog.Debian.gz
    DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${share}/changelog.Debian)
add_custom_target(package_files ALL DEPENDS ${share}/a2a-registry.1.gz ${share}/changelog.gz)

set(docs ${CMAKE_INSTALL_DATADIR}/doc)
install(TARGETS a2a-registry COMPONENT daemon)
install(FILES ${share}/a2a-registry.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT daemon)
install(FILES ${share}/a2a-registry.bash RENAME a2a-registry
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT daemon)
# The verbs of operators must find what the service has stored, whatever folder they are run in.
file(READ ${CMAKE_SOURCE_DIR}/config/registry.toml settings)
string(REPLACE "#data_dir = \"a2a-registry-data\"" "data_dir = \"/var/lib/a2a-registry\"" settings "${settings}")
file(WRITE ${share}/registry.toml "${settings}")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/config/registry.toml)
install(FILES ${share}/registry.toml DESTINATION /etc/a2a-registry COMPONENT daemon)
install(FILES README.md SECURITY.md DESTINATION ${docs}/a2a-registry COMPONENT daemon)
# The pages point at each other from where they lie in the source.
install(DIRECTORY config DESTINATION ${docs}/a2a-registry COMPONENT daemon USE_SOURCE_PERMISSIONS
    PATTERN debian EXCLUDE PATTERN *.service EXCLUDE PATTERN *.socket EXCLUDE PATTERN sysusers.d EXCLUDE)
foreach(package a2a-registry:daemon liba2a-registry-client-dev:dev)
    string(REPLACE ":" ";" package ${package})
    list(GET package 0 name)
    list(GET package 1 component)
    install(FILES ${CMAKE_SOURCE_DIR}/config/debian/copyright ${share}/changelog.gz ${share}/changelog.Debian.gz
        DESTINATION ${docs}/${name} COMPONENT ${component})
endforeach()

file(GLOB units CONFIGURE_DEPENDS config/systemd/*.service config/systemd/*.socket)
install(FILES ${units} DESTINATION /lib/systemd/system COMPONENT daemon)
install(FILES ${CMAKE_SOURCE_DIR}/config/systemd/sysusers.d/a2a-registry.conf DESTINATION /usr/lib/sysusers.d
    COMPONENT daemon)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "A2A Registry")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "registry of A2A agent cards") # the first line of both descriptions
set(CPACK_PACKAGE_CONTACT "A2A Registry <a2a-registry@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL daemon dev)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

file(WRITE ${share}/conffiles "/etc/a2a-registry/registry.toml\n")
set(CPACK_DEBIAN_DAEMON_PACKAGE_NAME a2a-registry)
set(CPACK_DEBIAN_DAEMON_PACKAGE_SECTION net)
set(CPACK_DEBIAN_DAEMON_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_DAEMON_PACKAGE_DEPENDS "passwd, procps")
set(CPACK_DEBIAN_DAEMON_PACKAGE_CONTROL_EXTRA ${share}/conffiles ${CMAKE_SOURCE_DIR}/config/debian/postinst
    ${CMAKE_SOURCE_DIR}/config/debian/prerm ${CMAKE_SOURCE_DIR}/config/debian/postrm)
set(CPACK_COMPONENT_DAEMON_DESCRIPTION "A daemon where agents of the A2A protocol register their agent cards and where
others find them: by id, by skill, by tag, by text. It answers from memory and
keeps what it has acknowledged in a SQLite database.")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME liba2a-registry-client-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "libboost-dev (>= 1.81) | libboost1.81-dev, libicu-dev, zlib1g-dev")
set(CPACK_COMPONENT_DEV_DESCRIPTION "Its client library for C++: headers, a static library and a CMake package.
find_package(a2a-registry) gives a2a::client to link with.")
include(CPack)
