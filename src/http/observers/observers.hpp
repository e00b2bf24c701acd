// SPDX-License-Identifier: Apache-2.0
// Every observer of the server.
#pragma once

#include "http/pipeline.hpp"
#include "observe/log.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

namespace a2a::http {

// Which requests get a line in the access log. Changes at run time while workers read it.
class AccessLog {
public:
    explicit AccessLog(log::AccessRule rule) { change(rule); }

    void change(log::AccessRule rule)
    {
        slow_.store(rule.slow.count(), std::memory_order_relaxed);
        policy_.store(rule.policy, std::memory_order_relaxed);
    }
    log::AccessRule rule() const
    {
        return {.policy = policy_.load(std::memory_order_relaxed),
                .slow = std::chrono::nanoseconds{slow_.load(std::memory_order_relaxed)}};
    }

private:
    std::atomic<log::AccessPolicy> policy_{};
    std::atomic<std::int64_t> slow_{};
};

// Counts the request by its route and, when the rule wants it, writes a line. One observer,
// because both need the time, and looking at the clock is what they cost.
Observer count_and_log(std::shared_ptr<const AccessLog> access_log);

} // namespace a2a::http
