// SPDX-License-Identifier: Apache-2.0
// Whether what a client holds is current (RFC 9110 section 13), asked by handlers that can
// spare work and by the filter that answers 304.
#pragma once

#include "http/message.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace a2a::http {

// "abc" -> "abc-gzip", inside the quotes: the tag of the compressed form (RFC 9110 section 8.8.3.3).
std::string gzip_etag(std::string_view etag);

// True when the client accepts gzip and prefers it to, or likes it as much as, the plain form.
bool wants_gzip(const Request& request);

// The tag in If-None-Match that names the current version, in a form that the client could be
// sent now. Either form proves that the copy is current, so no body has to be made.
std::optional<std::string> held_tag(const Request& request, std::string_view etag);

// If-Modified-Since, which counts only without If-None-Match (section 13.1.3).
bool is_unmodified_since(const Request& request, std::chrono::sys_seconds modified);

// If-Match of a read (section 13.1.1): false when it names versions, and none is the current one.
bool holds_if_match(const Request& request, std::string_view etag);

} // namespace a2a::http
