// SPDX-License-Identifier: Apache-2.0
// The small grammars of HTTP: tokens, lists, quality values, entity tags (RFC 9110).
// Everything takes client data and is total: no exceptions, no allocation proportional to abuse.
#pragma once

#include "http/characters.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace a2a::http {

// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

// Takes the next element of a comma-separated list off `list` (RFC 9110 section 5.6.1); empty
// elements are skipped and commas inside quoted strings do not count. Nothing at the end.
std::optional<std::string_view> next_element(std::string_view& list);

// True when the list has this token, ignoring case and parameters.
bool has_token(std::string_view list, std::string_view token);

// Digits only, without sign, list or blanks, below 2^63 (RFC 9110 section 8.6).
std::optional<std::uint64_t> parse_content_length(std::string_view text);

// The weight of a coding in Accept-Encoding, 0 to 1000 (RFC 9110 section 12.5.3); nothing when
// neither it nor "*" is named.
std::optional<unsigned> coding_weight(std::string_view accept_encoding, std::string_view coding);

// True when the Accept field admits the media type (RFC 9110 section 12.5.1). An empty field admits all.
bool accepts_media_type(std::string_view accept, std::string_view media_type);

// True when an entity-tag list ("*", or tags in quotes, weak or strong) has this tag.
// Weak comparison ignores W/ (If-None-Match), strong comparison never matches a weak tag (If-Match).
enum class Comparison : std::uint8_t { weak, strong };
bool etag_matches(std::string_view list, std::string_view etag, Comparison comparison);

// uri-host [ ":" port ] (RFC 9110 section 7.2): a name, an IPv4 address or a bracketed IPv6 one.
bool is_valid_host(std::string_view host);

} // namespace a2a::http
