// SPDX-License-Identifier: Apache-2.0
// These tests break storage some ten thousand times, and the log would tell of each.
#include "observe/log.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>

namespace a2a::fault {
namespace {

class QuietLog : public testing::Environment {
public:
    void SetUp() override
    {
        if (nowhere_) log::start(log::Level::error, log::Format::text, nowhere_.get());
    }
    void TearDown() override { log::start(log::Level::error, log::Format::text, stderr); }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> nowhere_{std::fopen("/dev/null", "w")};
};

[[maybe_unused]] const auto* const kQuietLog = testing::AddGlobalTestEnvironment(new QuietLog);

} // namespace
} // namespace a2a::fault
