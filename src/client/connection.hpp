// SPDX-License-Identifier: Apache-2.0
// One keep-alive HTTP/1.1 connection: the only place of this room that knows sockets.
//
// Belongs to one thread. Opened by the first exchange, and again by the next one after the
// server has closed it. A deadline cuts everything short but a hanging name server: then the
// call returns in time, and the destructor waits for the resolver.
#pragma once

#include "client/base_url.hpp"

#include <boost/system/result.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace a2a::client {

using Deadline = std::chrono::steady_clock::time_point;

struct Request {
    std::string method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> fields; // besides Host, User-Agent and Content-Length
    std::string body = {};
};

struct Response {
    unsigned status = 0;
    std::string etag = {};
    std::string retry_after = {};
    std::string cache_control = {};
    std::string age = {};
    std::string body = {}; // without its content coding
};

// Why there is no answer, as far as it matters to what may be done next.
struct Failure {
    enum class When : unsigned char {
        before_sending, // the server has not seen the request
        without_answer, // it may have
        in_answer,      // it has, and said something that cannot be used
    };
    When when = When::before_sending;
    bool on_reused_connection = false; // the usual end of one that was idle for too long
    bool timed_out = false;
    std::string detail;
};

class Connection {
public:
    struct Limits {
        std::chrono::milliseconds connect_timeout;
        std::chrono::milliseconds read_timeout; // of a server that says nothing more
        std::size_t answer_bytes_max;
    };

    Connection(BaseUrl server, Limits limits);
    Connection(Connection&&) noexcept;
    ~Connection();

    boost::system::result<Response, Failure> exchange(const Request& request, Deadline deadline);

    void pause(std::chrono::milliseconds duration);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace a2a::client
