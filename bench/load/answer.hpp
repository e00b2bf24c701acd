// SPDX-License-Identifier: Apache-2.0
// Finds where one HTTP/1.1 answer ends, as bytes arrive. Knows Content-Length and the statuses
// that have no body; anything else is malformed to a load generator, which wants to count
// answers, not to guess.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::bench {

struct Answer {
    unsigned status = 0;
    bool closes = false; // the server announced that it closes the connection
    std::string_view body;
};

class AnswerReader {
public:
    enum class Step : std::uint8_t { more, whole, malformed };

    // Takes what came; `whole` once it completes an answer. Bytes beyond it are malformed: one
    // request is out at a time.
    Step add(std::string_view bytes);

    // Valid after `whole`, until reset().
    Answer answer() const;

    // Whether any byte of the answer has come.
    bool begun() const { return !bytes_.empty(); }
    void reset();

private:
    Step read_header();

    std::string bytes_;
    std::size_t header_bytes_ = 0; // with its empty line; 0 until it is whole
    std::size_t body_bytes_ = 0;
    unsigned status_ = 0;
    bool closes_ = false;
};

} // namespace a2a::bench
