// SPDX-License-Identifier: Apache-2.0
// From an answer that refuses to the Error it means (RFC 9457).
#pragma once

#include "client/connection.hpp"

#include <a2a/error.hpp>

#include <optional>
#include <string_view>

namespace a2a::client {

// What the last segment of a problem's `type` is called for each code: "card-invalid".
std::string_view slug_of(Errc code);

// The code that a problem's `type` stands for, when it is one of ours.
std::optional<Errc> code_of_type(std::string_view type);

// `is_write` matters for failures that leave open whether a change was made.
Error error_in(const Response& response, bool is_write);

} // namespace a2a::client
