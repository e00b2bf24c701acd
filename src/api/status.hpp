// SPDX-License-Identifier: Apache-2.0
// What the server says of itself: health, readiness, metrics, what it is and where things are.
#pragma once

#include "api/settings.hpp"
#include "http/exchange.hpp"
#include "http/message.hpp"
#include "http/route.hpp"
#include "observe/metrics.hpp"
#include "observe/process.hpp"
#include "observe/rates.hpp"
#include "registry/registry.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <vector>

namespace a2a::api {

class Status {
public:
    // All must outlive the server.
    Status(const Registry& registry, const Settings& settings, const observe::Metrics& metrics,
           const observe::Rates& rates, const std::atomic<bool>& loaded);

    // From any thread: load balancers are to look away.
    void not_ready() { draining_ = true; }
    bool is_ready() const { return loaded_ && !draining_; }

    // Start-up only: what the root and the API document list.
    void describe(const std::vector<http::Route>& routes);

    http::Response root(const http::Exchange& exchange) const;
    http::Response health(const http::Exchange& exchange) const;
    http::Response health_detailed(const http::Exchange& exchange) const;
    http::Response live(const http::Exchange& exchange) const;
    http::Response ready(const http::Exchange& exchange) const;
    http::Response metrics(const http::Exchange& exchange) const;
    http::Response own_card(const http::Exchange& exchange) const;
    http::Response openapi(const http::Exchange& exchange) const;

private:
    const Registry& registry_;
    const Settings& settings_;
    const observe::Metrics& metrics_;
    const observe::Rates& rates_;
    const std::atomic<bool>& loaded_;
    mutable observe::CpuMeter cpu_;
    const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
    std::atomic<bool> draining_{false};
    std::vector<http::Route> routes_; // both set once by describe()
    std::string openapi_;
};

} // namespace a2a::api
