# The language, the kind of build, and what every target is compiled with.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# A build without NDEBUG lets a client reach an assertion inside Beast 1.81
# ("0\r\n" and "\r" in separate segments): an empty build type means Release.
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, Debug or RelWithDebInfo" FORCE)
endif()

set(A2A_SANITIZE "" CACHE STRING "sanitizers for every target, as -fsanitize= takes them")
if(A2A_SANITIZE)
    add_compile_options(-fsanitize=${A2A_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        # Reports need lines, not types, which would double the time to compile.
        add_compile_options($<$<CONFIG:RelWithDebInfo>:-gline-tables-only>)
        # function: clang 14 cannot place its prologue in a coroutine at -O2. vptr: asks the kernel
        # through a pipe whether memory is there, and so fails a process that has run out of
        # descriptors, which is what one of the tests is about.
        add_compile_options(-fno-sanitize=function,vptr)
    endif()
    add_link_options(-fsanitize=${A2A_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release")
    add_compile_options(-fstack-protector-strong -D_GLIBCXX_ASSERTIONS -D_FORTIFY_SOURCE=2)
    # Libraries are linked into programs here, where nobody replaces a function: they may be inlined.
    add_compile_options(-fno-semantic-interposition -fvisibility=hidden)
    add_link_options(-Wl,-z,relro,-z,now -pie)
endif()

# ./dev pgo builds twice in one directory: what the first build counts while it is asked, the second is
# optimised for. Warnings are left to the builds for which the code is written; these see faults that are not there.
set(A2A_PGO "" CACHE STRING "generate: count what the programs do; use: optimise for what was counted")
if(A2A_PGO AND NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    message(FATAL_ERROR "A2A_PGO needs GCC")
elseif(A2A_PGO STREQUAL "generate")
    add_compile_options(-fprofile-generate=${CMAKE_BINARY_DIR}/profile -fprofile-update=prefer-atomic -w)
    add_link_options(-fprofile-generate)
elseif(A2A_PGO STREQUAL "use")
    # What nobody asked for is compiled as without a profile, not for size.
    add_compile_options(-fprofile-use=${CMAKE_BINARY_DIR}/profile -fprofile-partial-training -w)
elseif(A2A_PGO)
    message(FATAL_ERROR "A2A_PGO is generate, use or nothing")
endif()

find_program(CCACHE ccache)
if(CCACHE)
    # It would leave units with precompiled headers alone otherwise.
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# The x86-64 of 2009 (SSE4.2, POPCNT), which any server has: sets of agents are counted by the
# bit. Empty for the compiler's own choice.
if(CMAKE_SYSTEM_PROCESSOR STREQUAL "x86_64")
    set(A2A_ARCH "x86-64-v2" CACHE STRING "processors to build for (-march)")
endif()
if(A2A_ARCH)
    add_compile_options(-march=${A2A_ARCH})
endif()
