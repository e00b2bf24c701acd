// SPDX-License-Identifier: Apache-2.0
// How much of a request's body is still to come, whichever way it is framed.
#pragma once

#include "http/chunk_decoder.hpp"
#include "http/request_head.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace a2a::http {

class BodyReader {
public:
    BodyReader(Framing framing, std::uint64_t length, const Limits& limits) : left_{length}
    {
        if (framing == Framing::chunked) decoder_.emplace(limits);
    }

    bool done() const { return decoder_ ? decoder_->done() : left_ == 0; }
    std::optional<Refusal> refusal() const { return decoder_ ? decoder_->refusal() : std::nullopt; }

    // How many bytes are worth having room for.
    std::size_t wanted() const
    {
        constexpr std::uint64_t kMin = 1'024, kMax = 16 * 1'024;
        return static_cast<std::size_t>(decoder_ ? kMax : std::clamp(left_, kMin, kMax));
    }

    struct Taken {
        std::size_t bytes = 0;  // of the input that belong to this message
        std::string_view piece; // what they carry; valid until the next call, or as long as the input
    };
    Taken take(std::string_view in)
    {
        if (!decoder_) {
            const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(left_, in.size()));
            left_ -= bytes;
            return {bytes, in.substr(0, bytes)};
        }
        decoded_.clear();
        const auto bytes = decoder_->feed(in, decoded_);
        return {bytes, decoded_};
    }

private:
    std::uint64_t left_;
    std::optional<ChunkDecoder> decoder_;
    std::string decoded_;
};

} // namespace a2a::http
