// SPDX-License-Identifier: Apache-2.0
// How the connection layer reads a stream of bytes: the parts of a session that frame requests, put
// together as http/session.cpp does, without sockets, routes and answers.
#pragma once

#include "cuts.hpp"
#include "http/limits.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::fuzz {

struct FramedRequest {
    std::string method;
    std::string target; // as sent
    std::string body;
    bool is_whole = false; // its body ended
    bool operator==(const FramedRequest&) const = default;
};

// What becomes of the connection: it waits for more, it was refused, or it is closed after an answer.
enum class StreamEnd : std::uint8_t { waits, refused, closes };

struct Framed {
    std::vector<FramedRequest> requests; // of those with an acceptable header section
    StreamEnd end = StreamEnd::waits;
    std::size_t used = 0; // bytes that belong to whole requests

    bool operator==(const Framed&) const = default;
};

// In pieces when there are cuts, whole otherwise.
Framed frame(std::string_view bytes, const http::Limits& limits, Cuts* cuts = nullptr);

} // namespace a2a::fuzz
