// SPDX-License-Identifier: Apache-2.0
// Splits the field lines of a header section, and picks those that decide about the message and the
// connection.
#pragma once

#include "http/message.hpp"

#include <boost/container/small_vector.hpp>

#include <string_view>

namespace a2a::http {

// Each seen once over. Views point into the lines.
struct DecidingFields {
    unsigned hosts = 0, lengths = 0, codings = 0;
    std::string_view host, length, coding;
    bool host_is_valid = false;
    bool close = false, keep_alive = false;
    bool expects_continue = false, expects_else = false;
    boost::container::small_vector<char, 128> lines; // on which Beast has an opinion, as they stand
};

inline constexpr std::string_view kLineEnd = "\r\n"; // RFC 9112 section 2.2

// Takes a line off, with its end.
std::string_view take_line(std::string_view& lines);

// Reads the lines behind the request line, which HeadScanner found clean, with the empty one.
// `fields` is overwritten; its views point into `lines`.
DecidingFields read_fields(std::string_view lines, Fields& fields);

} // namespace a2a::http
