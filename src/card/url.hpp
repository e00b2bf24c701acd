// SPDX-License-Identifier: Apache-2.0
// As much of RFC 3986 as an endpoint needs.
#pragma once

#include <string>
#include <string_view>

namespace a2a::card {

// Has a scheme, "://" and a host.
bool is_absolute_url(std::string_view url);

// Scheme, host and port, lowered, without user information and a default port:
// "https://a.example:8443". Empty when `url` is not absolute.
std::string origin_of(std::string_view url);

} // namespace a2a::card
