// SPDX-License-Identifier: Apache-2.0
// Which bytes may stand where in a message (RFC 9110 section 5, RFC 3986 section 3.2.2). Every byte of
// every request is asked about, so these look at many at once where they can.
#pragma once

#include <string_view>

namespace a2a::http {

bool is_printable_ascii(std::string_view text); // space to tilde

// RFC 9110 section 5.5: visible, obs-text, space and tab.
inline bool is_field_char(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}
bool is_field_value(std::string_view text); // all are

// RFC 9110 section 5.6.2.
bool is_token_char(char c);
bool is_token(std::string_view text); // not empty

// Of a reg-name: not empty is for the caller to ask.
bool is_host_name(std::string_view text);

} // namespace a2a::http
