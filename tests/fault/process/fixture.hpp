// SPDX-License-Identifier: Apache-2.0
// Tests of the real binary over a data directory of their own, on a disk that fails as told.
#pragma once

#include "fault/process/server_process.hpp"
#include "support/raw_client.hpp"
#include "support/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace a2a::fault {

// Sanitizers make everything slower; bounds are meant for a release build.
#ifdef A2A_SANITIZED
inline constexpr int kSlowness = 10;
#else
inline constexpr int kSlowness = 1;
#endif

class ProcessTest : public testing::Test {
protected:
    using Answer = support::Answer;
    using Server = std::unique_ptr<ServerProcess>;

    // With the shim before it, and the data in data_ unless the arguments say otherwise.
    ServerProcess::Options options(std::vector<std::string> arguments = {}) const;
    Server launch(std::vector<std::string> arguments = {}) const; // waits for nothing
    Server start(std::vector<std::string> arguments = {}) const;  // is ready

    // From now on the disk does this; see shim.cpp. "" = it works.
    void disk(const std::string& rules) const;

    static std::string card(const std::string& id, const std::string& description = "d");
    static std::string put_request(const std::string& id, const std::string& description = "d");
    static Answer ask(ServerProcess& server, const std::string& request);
    static Answer put(ServerProcess& server, const std::string& id, const std::string& description = "d");
    static Answer get(ServerProcess& server, const std::string& path);
    static bool has(ServerProcess& server, const std::string& id, const std::string& description = "d");
    static double metric(ServerProcess& server, const std::string& name);

    // One line on stderr, and status 1.
    static void expect_refusal(ServerProcess& server, const std::string& part);

    support::TempDir dir_;
    std::filesystem::path data_ = dir_.path() / "data";
};

} // namespace a2a::fault
