// SPDX-License-Identifier: Apache-2.0
// How a Client asks: what every request carries, what the cache may answer in the server's place, and what
// a condition makes of a write. Which target means what is for client.cpp to know.
#pragma once

#include "client/cache.hpp"
#include "client/caller.hpp"

#include <a2a/client.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace a2a::client {

struct Client::State {
    State(BaseUrl url, Options given)
        : options{std::move(given)}, caller{Connection{std::move(url),
                                                       {.connect_timeout = options.connect_timeout,
                                                        .read_timeout = options.read_timeout,
                                                        .answer_bytes_max = options.answer_bytes_max}},
                                            {.timeout = options.timeout, .retries = options.retries}},
          cache{options.cache_bytes}
    {
    }

    // Any answer is a success; of call and what follows, only a 2xx.
    Result<Response> ask(Request request, Kind kind);
    Result<Response> call(Request request, Kind kind);

    // A GET, from the cache where that may be.
    Result<Response> read(const std::string& target);
    Result<Response> search(std::string_view body);
    Result<Response> write(Request request, const Conditions& conditions);
    Result<Registered> send_card(std::string method, std::string target, std::string_view card,
                                 const Conditions& conditions);

    const Options options;
    Caller caller;
    Cache cache;
};

} // namespace a2a::client
