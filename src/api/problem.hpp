// SPDX-License-Identifier: Apache-2.0
// The one table that turns the domain's errors into HTTP. Handlers answer errors; they do not
// choose statuses.
#pragma once

#include "http/exchange.hpp"
#include "http/message.hpp"

#include <a2a/error.hpp>

#include <string_view>

namespace a2a::api {

http::Status status_of(Errc code);
std::string_view slug_of(Errc code); // "agent-not-found": the last part of the problem's type

http::Response problem(const http::Exchange& exchange, const Error& error);

} // namespace a2a::api
