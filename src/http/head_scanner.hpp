// SPDX-License-Identifier: Apache-2.0
// Finds the end of a request's header section in bytes as they arrive, and refuses what
// must never reach a parser: bare CR or LF, control bytes, folded lines, fields without a
// clean name, too many lines or bytes. (RFC 9112 sections 2.2, 3, 5.)
//
// Beast 1.81 counts its header_limit per parse attempt (4.9 MB went through 8 KiB); here
// every byte is looked at once and counted once, however it is cut into segments.
#pragma once

#include "http/limits.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace a2a::http {

// Why a request is refused before it is understood. The connection is closed after it.
struct Refusal {
    Status status = Status::bad_request;
    std::string_view slug;   // of the problem type
    std::string_view detail; // from a fixed catalogue
};

class HeadScanner {
public:
    explicit HeadScanner(const Limits& limits) : limits_{&limits} {}

    // Looks at what came since the last call; `bytes` is everything received of this
    // request so far. True when the header section is complete. Fields that are byte for byte the
    // `known` ones, found clean under the same limits, with their empty line, are not looked at again.
    bool scan(std::string_view bytes) { return scan(bytes, {}); }
    bool scan(std::string_view bytes, std::string_view known);

    const std::optional<Refusal>& refusal() const { return refusal_; }
    std::size_t begin() const { return begin_; }    // after one skipped CRLF
    std::size_t end() const { return line_begin_; } // one past the empty line, once complete

private:
    bool take_line(std::string_view line);
    bool is_too_large();
    bool refuse(Status status, std::string_view slug, std::string_view detail);
    bool check_open_line(std::string_view bytes);

    const Limits* limits_;
    std::optional<Refusal> refusal_;
    std::size_t begin_ = 0;
    std::size_t line_begin_ = 0;
    std::size_t scanned_ = 0; // of the line that is not complete yet
    std::size_t lines_ = 0;
};

} // namespace a2a::http
