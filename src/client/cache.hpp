// SPDX-License-Identifier: Apache-2.0
// What GET was answered, to be said again while it is fresh, and to be asked about by its ETag
// when it is not (RFC 9111; a private cache of one client).
//
// Holds at most so many bytes; what was not used for longest goes first. Knows no sockets and
// no clock. Belongs to one thread.
#pragma once

#include "client/connection.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <string>
#include <string_view>

namespace a2a::client {

class Cache {
public:
    using Time = std::chrono::steady_clock::time_point;

    struct Kept {
        std::string target = {};
        Response response = {};
        Time fresh_until = {}; // after it the server must be asked
    };

    explicit Cache(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    // What was answered last; null when it is not kept. Valid until the next call of another member.
    const Kept* find(std::string_view target);

    // Keeps a 200 that may be kept, in the place of what there was. `asked_at`: when its
    // request was sent, so that its way here counts as age (RFC 9111 section 4.2.3).
    void keep(std::string_view target, const Response& answer, Time asked_at);

    // The kept answer, after a 304 has said that it still holds; find() has just found it.
    const Response& renew(std::string_view target, const Response& not_modified, Time asked_at);

    void drop(std::string_view target);

    // Nothing is fresh any more: something was changed.
    void doubt_all();

    std::size_t bytes() const { return bytes_; }

private:
    using Order = std::list<Kept>; // used last first

    const std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    Order order_;
    std::map<std::string, Order::iterator, std::less<>> by_target_;
};

} // namespace a2a::client
