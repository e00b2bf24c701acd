// SPDX-License-Identifier: Apache-2.0
// Where a registry is: the parts of http://host[:port][/prefix].
#pragma once

#include <a2a/error.hpp>

#include <string>
#include <string_view>

namespace a2a::client {

struct BaseUrl {
    std::string host;      // without brackets: what is resolved
    std::string port;      // decimal
    std::string authority; // what the Host header says
    std::string prefix;    // "" or "/a/b": no slash at the end

    bool operator==(const BaseUrl&) const = default;
};

// Fails with query_invalid and a sentence that says what is wrong with it.
Result<BaseUrl> parse_base_url(std::string_view url);

} // namespace a2a::client
