// SPDX-License-Identifier: Apache-2.0
// Streams of requests, one after the other: framed the same however they are cut, and a request stands
// for itself, whatever follows it.
#include "framing.hpp"
#include "target.hpp"

namespace a2a::fuzz {

void run(std::string_view input)
{
    const http::Limits limits;
    Cuts cuts{take_choice(input)};
    const auto whole = frame(input, limits);
    must(frame(input, limits, &cuts) == whole, "in pieces, the same requests");
    must(whole.used <= input.size(), "no more is used than is there");
    for (std::size_t i = 0; i + 1 < whole.requests.size(); ++i)
        must(whole.requests[i].is_whole, "a request begins where another ended");

    // What was not read yet decides nothing about what was.
    auto alone = frame(input.substr(0, whole.used), limits);
    must(alone.used == whole.used && alone.end != StreamEnd::refused, "whole requests stand alone");
    auto before = whole.requests;
    if (!before.empty() && !before.back().is_whole) before.pop_back();
    must(alone.requests == before, "what follows changes no request before it");
}

} // namespace a2a::fuzz
