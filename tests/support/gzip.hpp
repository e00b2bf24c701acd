// SPDX-License-Identifier: Apache-2.0
// Text as one gzip member, by zlib.
#pragma once

#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace a2a::test {

inline std::string gzip(std::string_view text)
{
    z_stream stream{};
    constexpr int kGzip = 16 + MAX_WBITS;
    if (::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error{"zlib does not start"};
    std::string packed(::deflateBound(&stream, text.size()), '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool whole = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(packed.size() - stream.avail_out);
    ::deflateEnd(&stream);
    if (!whole) throw std::runtime_error{"zlib does not end"};
    return packed;
}

} // namespace a2a::test
