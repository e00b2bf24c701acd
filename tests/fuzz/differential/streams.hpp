// SPDX-License-Identifier: Apache-2.0
// Streams of requests that a parser may stumble over: of a small grammar with odd spellings in it, of kept
// inputs, and of both with a few bytes changed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace a2a::fuzz {

class Streams {
public:
    // The same seed gives the same streams with every standard library.
    Streams(std::uint64_t seed, std::vector<std::string> kept) : random_{seed}, kept_{std::move(kept)} {}

    std::string next();

private:
    std::size_t below(std::size_t count) { return random_() % count; }
    bool one_in(std::size_t count) { return below(count) == 0; }

    std::string request();
    std::string framed_body(std::string& fields);
    std::string chunks();
    void change(std::string& stream);

    std::mt19937_64 random_;
    std::vector<std::string> kept_;
};

} // namespace a2a::fuzz
