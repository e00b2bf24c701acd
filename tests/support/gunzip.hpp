// SPDX-License-Identifier: Apache-2.0
// What a gzip file says, by zlib, which checks its length and its checksum.
#pragma once

#include <zlib.h>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace a2a::test {

// Throws unless it is exactly one member.
inline std::string gunzip(std::string_view member)
{
    z_stream stream{};
    constexpr int kGzip = 16 + MAX_WBITS;
    if (::inflateInit2(&stream, kGzip) != Z_OK) throw std::runtime_error{"zlib does not start"};
    std::string out;
    std::array<char, 4096> block{};
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(member.data()));
    stream.avail_in = static_cast<uInt>(member.size());
    int outcome = Z_OK;
    while (outcome == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        outcome = ::inflate(&stream, Z_NO_FLUSH);
        out.append(block.data(), block.size() - stream.avail_out);
    }
    const bool is_one = outcome == Z_STREAM_END && stream.avail_in == 0;
    ::inflateEnd(&stream);
    if (!is_one) throw std::runtime_error{"no gzip member, or more than one"};
    return out;
}

} // namespace a2a::test
