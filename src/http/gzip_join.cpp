// SPDX-License-Identifier: Apache-2.0
#include "http/gzip_join.hpp"

#include <zlib.h>

#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

namespace a2a::http {
namespace {

constexpr int kLevel = 6;

// In front of a part.
struct Plain {
    std::uint64_t bytes = 0;
    std::uint32_t crc = 0;
};

std::uint32_t crc_of(std::string_view text)
{
    return static_cast<std::uint32_t>(
        ::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size())); // bytes, as zlib has them
}

// Of the calling thread; making one costs as much as compressing ten kilobytes.
z_stream& deflater()
{
    struct Owned {
        z_stream stream{};
        Owned()
        {
            constexpr int kRaw = -MAX_WBITS; // no header and no trailer
            if (::deflateInit2(&stream, kLevel, Z_DEFLATED, kRaw, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
                throw std::bad_alloc{};
        }
        ~Owned() { ::deflateEnd(&stream); }
        Owned(const Owned&) = delete;
        Owned& operator=(const Owned&) = delete;
    };
    thread_local Owned owned;
    ::deflateReset(&owned.stream);
    return owned.stream;
}

void append_little_endian(std::string& out, std::uint32_t number, int bytes)
{
    for (; bytes > 0; --bytes, number >>= 8U) out += static_cast<char>(number & 0xFFU);
}

} // namespace

Bytes deflate_part(std::string_view plain)
{
    const Plain about{plain.size(), crc_of(plain)};
    auto& stream = deflater();
    constexpr std::size_t kFlushBytes = 16; // what a full flush may add beyond the bound
    std::string out(sizeof about + ::deflateBound(&stream, plain.size()) + kFlushBytes, '\0');
    std::memcpy(out.data(), &about, sizeof about);
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data())); // zlib only reads it
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + sizeof about);
    stream.avail_out = static_cast<uInt>(out.size() - sizeof about);
    if (::deflate(&stream, Z_FULL_FLUSH) != Z_OK || stream.avail_in != 0 || stream.avail_out == 0)
        throw std::logic_error{"zlib did not flush a part"};
    out.resize(out.size() - stream.avail_out);
    out.shrink_to_fit();
    return Bytes{std::move(out)};
}

GzipJoin::GzipJoin() : member_{"\x1f\x8b\x08\0\0\0\0\0\0\xff", 10} // no name, no time, any system
{
}

void GzipJoin::add(const Bytes& part)
{
    Plain about;
    std::memcpy(&about, part.view().data(), sizeof about);
    count(about.crc, about.bytes);
    member_ += part.view().substr(sizeof about);
}

// RFC 1951 section 3.2.4.
void GzipJoin::add_stored(std::string_view text)
{
    constexpr std::size_t kStoredMax = 65'535;
    if (text.size() > kStoredMax) throw std::logic_error{"too long for a stored block"};
    const auto length = static_cast<std::uint32_t>(text.size());
    member_ += '\0'; // not the last block
    append_little_endian(member_, length, 2);
    append_little_endian(member_, ~length, 2);
    member_ += text;
    count(crc_of(text), text.size());
}

Bytes GzipJoin::finish()
{
    member_.append("\x03\x00", 2); // the last block, with nothing in it
    append_little_endian(member_, crc_, 4);
    append_little_endian(member_, plain_bytes_, 4);
    return Bytes{std::move(member_)};
}

void GzipJoin::count(std::uint32_t crc, std::uint64_t plain_bytes)
{
    crc_ = static_cast<std::uint32_t>(::crc32_combine(crc_, crc, static_cast<z_off_t>(plain_bytes)));
    plain_bytes_ += static_cast<std::uint32_t>(plain_bytes);
}

} // namespace a2a::http
