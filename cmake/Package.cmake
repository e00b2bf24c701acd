# What is installed, and the Debian package that `cpack -G DEB` makes of it (./dev package).
include(GNUInstallDirs)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON) # tests and benchmarks need not be built for it

# Made by the program itself, from its options: neither can drift.
set(a2a_share ${CMAKE_BINARY_DIR}/share)
add_custom_command(OUTPUT ${a2a_share}/a2a-registry.1.gz ${a2a_share}/a2a-registry.bash
    COMMAND ${CMAKE_COMMAND} -E make_directory ${a2a_share}
    COMMAND a2a-registry manual > ${a2a_share}/a2a-registry.1
    COMMAND gzip -9nf ${a2a_share}/a2a-registry.1
    COMMAND a2a-registry completion > ${a2a_share}/a2a-registry.bash
    DEPENDS a2a-registry VERBATIM)

# Debian wants its own changelog beside the project's, both compressed.
string(TIMESTAMP a2a_changelog_date "%a, %d %b %Y %H:%M:%S +0000" UTC)
configure_file(${CMAKE_SOURCE_DIR}/config/debian/changelog.in ${a2a_share}/changelog.Debian @ONLY)
add_custom_command(OUTPUT ${a2a_share}/changelog.gz ${a2a_share}/changelog.Debian.gz
    COMMAND gzip -9nc ${CMAKE_SOURCE_DIR}/CHANGELOG.md > ${a2a_share}/changelog.gz
    COMMAND gzip -9nc ${a2a_share}/changelog.Debian > ${a2a_share}/changelog.Debian.gz
    DEPENDS ${CMAKE_SOURCE_DIR}/CHANGELOG.md ${a2a_share}/changelog.Debian VERBATIM)
add_custom_target(package_files ALL DEPENDS ${a2a_share}/a2a-registry.1.gz ${a2a_share}/changelog.gz)

set(a2a_doc ${CMAKE_INSTALL_DATADIR}/doc/a2a-registry)
set(a2a_systemd ${CMAKE_SOURCE_DIR}/config/systemd)
install(TARGETS a2a-registry COMPONENT daemon)
install(FILES ${a2a_share}/a2a-registry.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT daemon)
install(FILES ${a2a_share}/a2a-registry.bash RENAME a2a-registry
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT daemon)
install(FILES ${CMAKE_SOURCE_DIR}/README.md ${CMAKE_SOURCE_DIR}/config/debian/copyright
    ${a2a_share}/changelog.gz ${a2a_share}/changelog.Debian.gz DESTINATION ${a2a_doc} COMPONENT daemon)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/config/nginx ${CMAKE_SOURCE_DIR}/config/prometheus
    DESTINATION ${a2a_doc}/examples COMPONENT daemon)
install(FILES ${CMAKE_SOURCE_DIR}/config/registry.toml DESTINATION /etc/a2a-registry COMPONENT daemon)
install(FILES ${a2a_systemd}/a2a-registry.service DESTINATION /lib/systemd/system COMPONENT daemon)
install(FILES ${a2a_systemd}/a2a-registry.socket DESTINATION /lib/systemd/system COMPONENT daemon OPTIONAL)
install(FILES ${a2a_systemd}/a2a-registry.sysusers.conf RENAME a2a-registry.conf
    DESTINATION /usr/lib/sysusers.d COMPONENT daemon)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "A2A Registry")
set(CPACK_PACKAGE_CONTACT "A2A Registry <a2a-registry@example.org>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL daemon) # not what developers install beside it
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS
    "passwd, systemd | systemd-standalone-sysusers | systemd-sysusers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "registry of A2A agent cards")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "registry of A2A agent cards
A daemon where agents of the A2A protocol register their agent cards and where
others find them: by id, by skill, by tag, by text. It answers from memory and
keeps what it acknowledged in a SQLite journal.")
file(WRITE ${a2a_share}/conffiles "/etc/a2a-registry/registry.toml\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${CMAKE_SOURCE_DIR}/config/debian/postinst
    ${CMAKE_SOURCE_DIR}/config/debian/prerm ${CMAKE_SOURCE_DIR}/config/debian/postrm ${a2a_share}/conffiles)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
