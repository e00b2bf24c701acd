// SPDX-License-Identifier: Apache-2.0
// One HTTP/1.1 request over a socket of its own, byte by byte as the case has it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::contract {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Address {
    std::string host = "127.0.0.1";
    std::uint16_t port = 0;
};

// Of "http://127.0.0.1:8000"; throws std::runtime_error when it is none.
Address address_of(std::string_view url);

struct Answer {
    int status = 0;
    Headers headers;
    std::string body; // without chunks, still compressed

    const std::string* header(std::string_view name) const; // the first; null when there is none
};

// Sends `message` as it is and reads one answer. Throws std::runtime_error when none comes.
Answer exchange(const Address& address, std::string_view message, bool is_head);

// The bytes of a gzip member; throws std::runtime_error when they are none.
std::string gunzip(std::string_view bytes);

} // namespace a2a::contract
