// SPDX-License-Identifier: Apache-2.0
// The gzip content coding of answers (RFC 9110 section 8.4.1.3).
#pragma once

#include <a2a/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace a2a::client {

// Every member, joined. Fails with unavailable when it is damaged, cut, or says more than
// `bytes_max`: a small answer may unfold to a very large one.
Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max);

} // namespace a2a::client
