// SPDX-License-Identifier: Apache-2.0
// A registry in a process of its own, which tests may kill, stop and starve as they like.
//
// It writes its log into a file, where the test looks for what it says. Whatever becomes of
// the test, the process goes with it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a::fault {

class ServerProcess {
public:
    struct Options {
        std::filesystem::path binary;
        std::vector<std::string> arguments; // after those that each one gets: serve on a free port, JSON log
        std::filesystem::path log;          // begun anew
        std::vector<std::pair<std::string, std::string>> environment = {}; // beside the test's own
    };

    // Starts it, and waits for nothing. Throws std::system_error.
    explicit ServerProcess(const Options& options);
    ~ServerProcess(); // as kill()
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    // Until it has logged that event; false when it has ended, or time is over, without.
    bool says(std::string_view event, std::chrono::milliseconds patience = std::chrono::seconds{30});
    bool has_said(std::string_view event) const;
    std::string log() const;

    // Once it has said "listening"; throws std::runtime_error with its log when it never does.
    std::uint16_t port();
    void wait_until_ready();

    void signal(int number) const;
    void kill(); // at once, and waits for its end

    // The status it ends with by itself: 128 + the signal that ended it; nothing when it goes on.
    std::optional<int> ends(std::chrono::milliseconds patience = std::chrono::seconds{30});

    pid_t pid() const { return pid_; }

private:
    bool reap(int options);

    std::filesystem::path log_;
    pid_t pid_ = -1;
    std::optional<int> status_; // once it has ended and was waited for
    std::uint16_t port_ = 0;
};

} // namespace a2a::fault
