// SPDX-License-Identifier: Apache-2.0
// Where libFuzzer enters.
#include "target.hpp"

#include <cstddef>
#include <cstdint>

// The engine looks for it by this name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size); // NOLINT

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) // NOLINT
{
    a2a::fuzz::run_measured({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
