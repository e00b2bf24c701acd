// SPDX-License-Identifier: Apache-2.0
// One connection of a load run: at most one request out, opened when it is first needed, and
// again after the server has closed it. Belongs to the generator's thread.
#pragma once

#include "load/answer.hpp"
#include "load/plan.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace a2a::bench {

// How a request ended; no fault means the right answer.
struct Ending {
    std::optional<Fault> fault;
    Clock::time_point due;
};

class Lane {
public:
    // Events of this connection carry `number` in epoll.
    Lane(const Endpoint& server, int epoll, std::uint32_t number);
    ~Lane();
    Lane(Lane&& other) noexcept;
    Lane& operator=(Lane&&) = delete;

    bool busy() const { return call_ != nullptr; }

    // Sends a request; `call` must live until it has ended. Call only when not busy.
    std::optional<Ending> begin(const Call& call, Clock::time_point due, Clock::time_point now);

    std::optional<Ending> on_ready(std::uint32_t events);

    // Gives up a request that was sent before `oldest`.
    std::optional<Ending> expire(Clock::time_point oldest);

private:
    bool connect();
    std::optional<Ending> send();
    std::optional<Ending> receive();
    std::optional<Ending> judge();
    Ending end(std::optional<Fault> fault);
    void watch(int operation, std::uint32_t events);
    void close();

    const Endpoint& server_;
    const int epoll_;
    const std::uint32_t number_;
    int socket_ = -1;
    bool watches_room_ = false;

    const Call* call_ = nullptr; // the request that is out
    std::size_t sent_ = 0;
    Clock::time_point due_;
    Clock::time_point begun_;
    AnswerReader reader_;
};

} // namespace a2a::bench
