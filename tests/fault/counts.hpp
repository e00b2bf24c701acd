// SPDX-License-Identifier: Apache-2.0
// How much of what could be repeated for ever: less where every step costs ten times as much.
#pragma once

#include <cstddef>

namespace a2a::fault {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kIsSanitized = true;
#else
inline constexpr bool kIsSanitized = false;
#endif

constexpr std::size_t times(std::size_t count)
{
    return kIsSanitized ? count / 5 : count;
}

} // namespace a2a::fault
