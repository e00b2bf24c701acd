// SPDX-License-Identifier: Apache-2.0
// Decodes a chunked body (RFC 9112 section 7.1), strictly and within limits. Extensions are
// checked against the grammar and ignored; trailers are checked, counted and discarded, never
// merged into the fields (in Beast 1.81 an Authorization trailer becomes a header, and one
// connection's extensions took 250 MiB).
#pragma once

#include "http/head_scanner.hpp"
#include "http/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::http {

class ChunkDecoder {
public:
    explicit ChunkDecoder(const Limits& limits) : limits_{&limits} {}

    // Takes bytes and appends what they carry to `out`, until the input or the message ends.
    // Says how many bytes of the input belong to this message; less than all of them only
    // when done() or refused.
    std::size_t feed(std::string_view in, std::string& out);

    bool done() const { return state_ == State::done; }
    const std::optional<Refusal>& refusal() const { return refusal_; }

private:
    enum class State : std::uint8_t {
        size_line,
        size_lf,
        data,
        data_cr,
        data_lf,
        trailer_line,
        trailer_lf,
        done
    };

    std::size_t take_line(std::string_view in, std::size_t bytes_max, State next);
    std::size_t take_data(std::string_view in, std::string& out);
    void end_size_line();
    void end_trailer_line();
    void refuse(Status status, std::string_view slug, std::string_view detail);

    const Limits* limits_;
    std::optional<Refusal> refusal_;
    State state_ = State::size_line;
    std::string line_;       // the size line or trailer line so far
    std::uint64_t left_ = 0; // of the chunk's data
    std::size_t chunks_ = 0;
    std::size_t extension_bytes_ = 0; // of the whole message
    std::size_t trailer_bytes_ = 0;
};

} // namespace a2a::http
