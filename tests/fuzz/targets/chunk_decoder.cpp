// SPDX-License-Identifier: Apache-2.0
// Chunked bodies: the same however they are cut, what a naive reader of RFC 9112 section 7.1 reads, and
// within the limits.
#include "http/chunk_decoder.hpp"

#include "cuts.hpp"
#include "target.hpp"

#include <charconv>
#include <optional>
#include <string>

namespace a2a::fuzz {
namespace {

constexpr http::Limits kSmall{
    .chunks = 6, .chunk_extension_bytes = 12, .chunk_extension_bytes_all = 20, .trailer_bytes = 24};

struct Decoded {
    std::string body = {};
    std::size_t used = 0;
    bool is_done = false;
    std::optional<http::Status> refused = {};
    bool operator==(const Decoded&) const = default;
};

Decoded decode(std::string_view bytes, Cuts* cuts, const http::Limits& limits)
{
    http::ChunkDecoder decoder{limits};
    Decoded decoded;
    while (decoded.used < bytes.size() && !decoder.done() && !decoder.refusal()) {
        const auto piece =
            bytes.substr(decoded.used, cuts != nullptr ? cuts->next() : std::string_view::npos);
        const auto used = decoder.feed(piece, decoded.body);
        must(used <= piece.size(), "no more is used than is there");
        must(used == piece.size() || decoder.done() || decoder.refusal().has_value(),
             "all is used until the end");
        decoded.used += used;
    }
    decoded.is_done = decoder.done();
    if (decoder.refusal()) decoded.refused = decoder.refusal()->status;
    return decoded;
}

// What a message says, of which we know that it is one. Counts nothing but its chunks.
struct Naive {
    std::string body = {};
    std::size_t chunks = 0, extension_bytes = 0, trailer_bytes = 0;
};

Naive read(std::string_view message)
{
    Naive read;
    for (std::size_t size = 1; size > 0;) {
        const auto end = message.find("\r\n");
        const auto* const digits = message.data();
        const auto after = std::from_chars(digits, digits + end, size, 16).ptr;
        read.extension_bytes += end - static_cast<std::size_t>(after - digits);
        message.remove_prefix(end + 2);
        if (size == 0) break;
        must(size <= message.size() && message.substr(size, 2) == "\r\n", "a chunk is as long as it says");
        ++read.chunks;
        read.body += message.substr(0, size);
        message.remove_prefix(size + 2);
    }
    must(message == "\r\n" || message.find("\r\n\r\n") + 4 == message.size(),
         "a message ends at its first empty line");
    read.trailer_bytes = message.size() - 2;
    return read;
}

} // namespace

void run(std::string_view input)
{
    const auto choice = take_choice(input);
    const auto limits = choice % 2 == 0 ? http::Limits{} : kSmall;
    Cuts cuts{static_cast<std::uint8_t>(choice / 2)};
    const auto whole = decode(input, nullptr, limits);
    must(!whole.is_done || !whole.refused, "what is refused is not done");

    const auto pieces = decode(input, &cuts, limits);
    must(pieces.is_done == whole.is_done && pieces.refused == whole.refused, "in pieces, the same end");
    must(pieces.body == whole.body, "in pieces, the same body");
    must(pieces.used == whole.used || whole.refused.has_value(), "in pieces, the same length");
    if (!whole.is_done) return;

    const auto naive = read(input.substr(0, whole.used));
    must(naive.body == whole.body, "the body is what the chunks hold");
    must(naive.chunks <= limits.chunks && naive.extension_bytes <= limits.chunk_extension_bytes_all &&
             naive.trailer_bytes <= limits.trailer_bytes,
         "limits hold");
}

} // namespace a2a::fuzz
