// SPDX-License-Identifier: Apache-2.0
// What one worker counts while it serves. Only its thread writes; a scrape reads any time.
#pragma once

#include "observe/counters.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace a2a::observe {

// Why a connection was turned away.
enum class Refusal : std::uint8_t { connections_max, per_client, descriptors };
inline constexpr std::size_t kRefusalCount = 3;

// Which limit a request was refused by before it cost anything.
enum class Overload : std::uint8_t { requests, bytes, time };
inline constexpr std::size_t kOverloadCount = 3;

// Which deadline ended a connection.
enum class Deadline : std::uint8_t { keepalive, header, body, write, drain };
inline constexpr std::size_t kDeadlineCount = 5;

// The closed set of status labels: what this server answers.
inline constexpr std::array<std::uint16_t, 25> kStatuses{200, 201, 204, 304, 400, 401, 403, 404, 405,
                                                         406, 408, 409, 411, 412, 413, 414, 415, 417,
                                                         429, 431, 500, 501, 503, 505, 507};
inline constexpr std::size_t kStatusSlots = kStatuses.size() + 1; // the last: any other

class alignas(64) WorkerStats {
public:
    explicit WorkerStats(std::size_t routes) : routes_(routes) {}

    void request_started() noexcept { started_.add(1); }
    void request_finished() noexcept { finished_.add(1); }

    // `route` is an index of Metrics; `bytes_in` and `bytes_out` are all bytes of the message.
    void answered(std::size_t route, unsigned status, std::chrono::nanoseconds took, std::size_t bytes_in,
                  std::size_t bytes_out) noexcept
    {
        auto& cells = routes_[route];
        cells.statuses[slot_of(status)].add(1);
        cells.took.observe(took);
        bytes_in_.add(bytes_in);
        bytes_out_.add(bytes_out);
    }

    void request_refused(Overload why) noexcept { overloads_[static_cast<std::size_t>(why)].add(1); }
    void began_to_wait() noexcept { began_to_wait_.add(1); }
    void ended_waiting() noexcept { ended_waiting_.add(1); }

    void connection_opened() noexcept { opened_.add(1); }
    void connection_closed() noexcept { closed_.add(1); }
    void connection_refused(Refusal why) noexcept { refused_[static_cast<std::size_t>(why)].add(1); }
    void deadline_expired(Deadline which) noexcept { expired_[static_cast<std::size_t>(which)].add(1); }

private:
    friend class Metrics;
    friend class HotMetrics;

    struct Route {
        std::array<OwnedCounter, kStatusSlots> statuses;
        DurationHistogram<OwnedCounter> took;
    };

    static constexpr std::size_t slot_of(unsigned status) noexcept
    {
        return status < kSlots.size() ? kSlots[status] : kStatuses.size();
    }

    static constexpr auto kSlots = [] {
        std::array<std::uint8_t, 512> slots{};
        slots.fill(kStatuses.size());
        for (std::size_t i = 0; i < kStatuses.size(); ++i) slots[kStatuses[i]] = static_cast<std::uint8_t>(i);
        return slots;
    }();

    OwnedCounter started_, finished_;
    OwnedCounter bytes_in_, bytes_out_;
    OwnedCounter began_to_wait_, ended_waiting_;
    std::array<OwnedCounter, kOverloadCount> overloads_;
    OwnedCounter opened_, closed_;
    std::array<OwnedCounter, kRefusalCount> refused_;
    std::array<OwnedCounter, kDeadlineCount> expired_;
    std::vector<Route> routes_;
};

} // namespace a2a::observe
