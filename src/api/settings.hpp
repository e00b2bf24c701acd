// SPDX-License-Identifier: Apache-2.0
// What of the configuration the handlers need. What can change at run time is atomic.
#pragma once

#include "card/card.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>

namespace a2a::api {

struct Settings {
    card::Rules rules;
    std::size_t list_unpaged_max = 10'000;
    std::size_t search_bytes_max = 16 * 1024;
    bool metrics_enabled = true;
    bool compresses = true; // answers, for clients that ask for it
    bool writes_need_token = false;
    std::string version;
    std::string instance_id;
    std::atomic<std::chrono::seconds> cache_ttl{std::chrono::seconds{300}};
    std::atomic<std::size_t> max_agents{10'000};

    // A body is a card and what wraps it.
    std::size_t card_body_bytes_max() const { return rules.card_bytes + 1024; }
};

} // namespace a2a::api
