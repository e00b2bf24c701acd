# embed(<target> <namespace> <files...>): their bytes as constants of the program. viewer.js becomes
# `extern const std::string_view kViewerJs` of that namespace, which its user declares.
function(embed target namespace)
    foreach(file ${ARGN})
        cmake_path(GET file FILENAME name)
        set(constant k)
        string(REGEX MATCHALL "[A-Za-z0-9]+" words ${name})
        foreach(word ${words})
            string(SUBSTRING ${word} 0 1 first)
            string(SUBSTRING ${word} 1 -1 others)
            string(TOUPPER ${first} first)
            string(APPEND constant ${first}${others})
        endforeach()
        set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.cpp)
        add_custom_command(OUTPUT ${source} VERBATIM DEPENDS ${file} ${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake
            COMMAND ${CMAKE_COMMAND} -D file=${file} -D name=${constant} -D namespace=${namespace} -D source=${source}
                -P ${CMAKE_SOURCE_DIR}/cmake/embed_file.cmake)
        target_sources(${target} PRIVATE ${source})
    endforeach()
endfunction()
