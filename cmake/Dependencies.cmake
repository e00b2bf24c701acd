# Everything comes from Debian packages; ./dev setup installs them.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(spdlog REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(ICU REQUIRED COMPONENTS uc)
find_package(SQLite3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(libdeflate REQUIRED IMPORTED_TARGET libdeflate)
find_package(ZLIB REQUIRED) # what libdeflate does not do: end a part where another can begin
pkg_check_modules(xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(prometheus REQUIRED IMPORTED_TARGET prometheus-cpp-core)

# Asio and Beast, configured once for every translation unit that names them.
add_library(a2a_asio INTERFACE)
target_link_libraries(a2a_asio INTERFACE Boost::headers Threads::Threads)
# Coroutine frames larger than 1020 bytes miss Asio's cache. By default they come from
# aligned_alloc, which in glibc passes by the thread's own cache of freed blocks.
target_compile_definitions(a2a_asio INTERFACE
    BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC
    BOOST_ASIO_DISABLE_BOOST_ALIGN
    BOOST_ASIO_NO_DEPRECATED
    BOOST_ASIO_SEPARATE_COMPILATION
    BOOST_BEAST_SEPARATE_COMPILATION
    BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE=8)

# Their code, compiled once.
add_library(a2a_asio_code STATIC ${CMAKE_SOURCE_DIR}/cmake/asio_beast.cpp)
target_link_libraries(a2a_asio_code PUBLIC a2a_asio)

if(A2A_TESTS)
    find_package(GTest REQUIRED)
endif()
if(A2A_BENCH)
    find_package(benchmark REQUIRED)
endif()
