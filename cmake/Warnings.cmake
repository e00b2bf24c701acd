# Warnings are errors. Only our own targets link this; system headers stay quiet.
add_library(a2a_warnings INTERFACE)
target_compile_options(a2a_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Werror
    -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
    -Wcast-align -Woverloaded-virtual -Wnull-dereference -Wformat=2
    $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wuseless-cast>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC 12 sees null dereferences and overflows inside libstdc++ and Asio that are not there.
    target_compile_options(a2a_warnings INTERFACE -Wno-null-dereference -Wno-stringop-overflow
        -Wno-stringop-overread -Wno-array-bounds -Wno-restrict -Wno-maybe-uninitialized)
    # Asio uses fences that GCC's TSan does not model; the runs themselves are clean.
    target_compile_options(a2a_warnings INTERFACE $<$<STREQUAL:${A2A_SANITIZE},thread>:-Wno-tsan>)
endif()
