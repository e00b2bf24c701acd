// SPDX-License-Identifier: Apache-2.0
// One gzip member (RFC 1952) of parts that were compressed apart, so that what did not change
// need not be compressed again.
#pragma once

#include "base/bytes.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace a2a::http {

// A part, compressed: whole deflate blocks (RFC 1951), ended at a byte, that refer to nothing
// before them. The bytes begin with what joining needs to know of the plain ones.
Bytes deflate_part(std::string_view plain);

class GzipJoin {
public:
    GzipJoin();

    void add(const Bytes& part);            // of deflate_part
    void add_stored(std::string_view text); // as it is; at most 65,535 bytes
    Bytes finish();                         // once

private:
    void count(std::uint32_t crc, std::uint64_t plain_bytes);

    std::string member_;
    std::uint32_t crc_ = 0;
    std::uint32_t plain_bytes_ = 0; // modulo 2^32, as the trailer has it
};

} // namespace a2a::http
