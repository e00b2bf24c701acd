// SPDX-License-Identifier: Apache-2.0
// Reads the header sections of one connection, one after the other, and remembers the last one. A
// client's next request mostly brings the very same fields, and a client that polls the same
// line, too: what is the same, byte for byte, means the same and is not read again. (HTTP/2 spends a
// table of its own on this, RFC 7541.)
#pragma once

#include "http/field_section.hpp"
#include "http/request_head.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace a2a::http {

class HeadReader {
public:
    HeadReader() = default;
    HeadReader(const HeadReader&) = delete;
    HeadReader& operator=(const HeadReader&) = delete;

    // The field lines of the last section with their empty line, for HeadScanner. Empty when it was
    // refused, forgotten, or there was none.
    std::string_view known() const { return is_good_ ? std::string_view{lines_} : std::string_view{}; }

    // Reads a section that HeadScanner found complete. The refusal, if any.
    std::optional<Refusal> read(std::string_view section);

    // Of the section that was read last. It views into this, not into the section; until the next
    // read() or forget().
    RequestHead& head() { return head_; }

    // Gives back what it holds.
    void forget();

private:
    std::string line_;  // the request line
    std::string lines_; // all behind it
    DecidingFields seen_;
    RequestHead head_;
    bool is_good_ = false; // the last section was read, and not refused
};

} // namespace a2a::http
