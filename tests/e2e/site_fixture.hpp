// SPDX-License-Identifier: Apache-2.0
// The transport alone, with routes made for tests and limits of the test's choosing.
#pragma once

#include "http/server.hpp"
#include "observe/worker_stats.hpp"
#include "support/raw_client.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace a2a::support {

inline constexpr std::size_t kBigBytes = 16 * 1024 * 1024; // more than a socket takes

// GET /small, GET /big; POST /echo answers the body, PUT /wait answers when release() was
// called, POST /stream answers each piece as it comes, POST /throw fails. GET /turn/{name} is costly
// and holds the worker: until release(), and a millisecond at least.
class SiteFixture : public testing::Test {
public:
    ~SiteFixture() override { stop(); }

protected:
    void start();
    void stop(std::chrono::milliseconds patience = std::chrono::seconds{2});
    void release() { released_ = true; }
    std::uint16_t port() const { return server_->port(); }
    http::Response take_turn(const std::string& name);

    http::Limits limits_; // to be changed before start()
    std::unique_ptr<observe::WorkerStats> stats_;
    std::unique_ptr<http::Server> server_;
    std::atomic<bool> released_{false};
    std::atomic<int> waiting_{0};
    std::vector<std::string> turns_; // of /turn and /small, as they came; the worker's
};

} // namespace a2a::support
