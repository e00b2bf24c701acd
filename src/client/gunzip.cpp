// SPDX-License-Identifier: Apache-2.0
#include "client/gunzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <memory>

namespace a2a::client {
namespace {

constexpr int kGzip = 16 + MAX_WBITS; // zlib's way to ask for that format
constexpr std::size_t kBlockBytes = 16 * 1024;

Error broken(std::string_view how)
{
    return {Errc::unavailable, "sent a gzip body that " + std::string{how}};
}

} // namespace

Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max)
{
    if (packed.size() > std::numeric_limits<uInt>::max()) return broken("is too large");
    z_stream stream{};
    if (::inflateInit2(&stream, kGzip) != Z_OK) return broken("there is no memory for");
    const std::unique_ptr<z_stream, int (*)(z_stream*)> ended_at_return{&stream, &::inflateEnd};

    // zlib does not write to its input; its interface is older than const.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string text;
    std::array<char, kBlockBytes> block{};
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        const auto outcome = ::inflate(&stream, Z_NO_FLUSH);
        const auto made = block.size() - stream.avail_out;
        if (made > bytes_max - text.size()) return broken("is too large");
        text.append(block.data(), made);

        if (outcome == Z_STREAM_END) {
            if (stream.avail_in == 0) return text;
            if (::inflateReset(&stream) != Z_OK) return broken("is damaged");
        } else if (outcome != Z_OK) {
            return broken(outcome == Z_BUF_ERROR ? "is cut off" : "is damaged");
        }
    }
}

} // namespace a2a::client
