// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace a2a {

// From the project's version in CMakeLists.txt.
inline constexpr std::string_view kVersion = A2A_VERSION;

} // namespace a2a
