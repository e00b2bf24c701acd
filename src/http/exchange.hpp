// SPDX-License-Identifier: Apache-2.0
// One request on its way through gates, handler, filters and observers.
#pragma once

#include "http/request_head.hpp"

#include <boost/container/static_vector.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace a2a::observe {
class WorkerStats;
}

namespace a2a::http {

struct Route;
class WaitingLine;

// Lives in its session's frame from the first byte of the request to the last of the answer.
struct Exchange {
    explicit Exchange(RequestHead& of) : head{of} {}
    Exchange(const Exchange&) = delete;
    Exchange& operator=(const Exchange&) = delete;

    RequestHead& head; // outlives this
    Request& request = head.request;

    const Route* route = nullptr; // null: nothing here answers this method and path
    std::string allow;            // set when only the method does not fit: what would
    bool is_known_path = false;
    bool has_invalid_path = false;                          // a percent-escape of a parameter is not valid
    std::size_t label = 0;                                  // of the route in metrics; closed set
    boost::container::static_vector<std::string, 4> params; // of the pattern's {…}, decoded once

    std::string_view request_id;
    std::array<char, 24> own_request_id{}; // where request_id points when the client sent none
    std::string_view peer;                 // address of the connection's other end
    std::string_view client;               // who asks: the peer, or whom a trusted proxy names
    bool is_https = false;                 // between the client and a trusted proxy
    bool may_write = false;                // anonymous writes are allowed, or the token was right

    std::chrono::steady_clock::time_point started;
    std::chrono::steady_clock::time_point answered; // for observers
    std::size_t bytes_in = 0;                       // head and body, as received
    std::size_t bytes_out = 0;
    observe::WorkerStats* stats = nullptr; // of the worker that serves this
    const WaitingLine* line = nullptr;     // likewise
};

} // namespace a2a::http
