// SPDX-License-Identifier: Apache-2.0
// The whole registry in the test's process: one worker, a free port, memory storage.
#pragma once

#include "app/application.hpp"
#include "support/raw_client.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace a2a::support {

// A card that passes every rule.
std::string card(const std::string& name);

class ServerFixture : public testing::Test {
public:
    ~ServerFixture() override { stop(); }

protected:
    ServerFixture();

    void start();
    void stop(); // as a signal would, without the delay

    std::uint16_t port() const { return application_->port(); }
    // One request on a connection of its own.
    Answer ask(const std::string& request);
    int status_of(const std::string& line) { return ask(request(line)).status; }

    Config config_; // to be changed before start()
    std::unique_ptr<Application> application_;
};

} // namespace a2a::support
