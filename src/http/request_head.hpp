// SPDX-License-Identifier: Apache-2.0
// From a complete header section to a Request and how its body is framed.
//
// Beast's parser reads the request line and the fields that frame the message; the others,
// which HeadScanner has found clean, are only split (50 of them cost Beast as much as the whole
// request). What the message means is decided here and not left to Beast 1.81, which takes
// "Transfer-Encoding: gzip" for no body, accepts chunked on HTTP/1.0 and not every mix of Transfer-Encoding
// and Content-Length is refused by it: request smuggling.
#pragma once

#include "http/field_section.hpp"
#include "http/head_scanner.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string_view>

namespace a2a::http {

enum class Framing : std::uint8_t { none, length, chunked };

struct RequestHead {
    Request request;
    Framing framing = Framing::none;
    std::uint64_t content_length = 0;
    bool keep_alive = true;        // as the client wishes
    bool expects_continue = false; // Expect: 100-continue on HTTP/1.1
};

// Reads a header section that HeadScanner found complete: from the request line to the
// empty line. `head` is overwritten; its views point into `section`. The refusal, if any.
std::optional<Refusal> read_head(std::string_view section, RequestHead& head);

// The same of the request line, with its end, when head.request.fields are read and `seen` is what they
// decide. They stay; all else is overwritten, and its views point into `line` and what `seen` points into.
std::optional<Refusal> read_line(std::string_view line, const DecidingFields& seen, RequestHead& head);

} // namespace a2a::http
