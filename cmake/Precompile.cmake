# Headers that nearly every unit reads, parsed once a build. With Clang, and so for the
# sanitizers, that is a third of the time; with GCC it is not worth having files compile that
# forget to include what they use.
option(A2A_PRECOMPILE "precompile the headers that nearly every unit includes" OFF)

set(a2a_common_headers <algorithm> <array> <chrono> <cstddef> <cstdint> <functional> <memory> <optional>
    <span> <string> <string_view> <utility> <vector>)

# precompile(<target> <owner> [headers]): the owner makes them, with headers beside the common
# ones; other targets of its kind (libraries, programs) use them.
function(precompile target owner)
    if(NOT A2A_PRECOMPILE)
        return()
    endif()
    if(target STREQUAL owner)
        target_precompile_headers(${target} PRIVATE ${a2a_common_headers} ${ARGN})
    else()
        target_precompile_headers(${target} REUSE_FROM ${owner})
    endif()
    # Without the time it was made at, so that ccache knows it again.
    target_compile_options(${target} PRIVATE "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endfunction()
