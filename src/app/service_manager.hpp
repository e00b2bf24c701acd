// SPDX-License-Identifier: Apache-2.0
// What systemd and its server say to each other, without its library: sockets that are handed
// over at the start (sd_listen_fds(3)), and what the server says of itself (sd_notify(3)).
#pragma once

#include "config/load.hpp"

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a {

// The descriptors that LISTEN_FDS and LISTEN_PID hand to the process `self`. What they are is not
// looked at. Throws std::runtime_error when the variables make no sense.
std::vector<int> passed_sockets(const config::Environment& environment, pid_t self);

// Tells the service manager, if there is one. What it does not hear is its loss: nothing here fails.
class Notifier {
public:
    Notifier(const config::Environment& environment, pid_t self);

    void ready(std::string_view status) const;
    void reloading() const; // until ready() says that it is done
    void stopping() const;
    void alive() const;

    // How often alive() is wanted: half of WATCHDOG_USEC; nothing when nobody watches.
    std::optional<std::chrono::milliseconds> alive_every() const { return alive_every_; }

private:
    void send(const std::string& message, int flags) const;

    std::string socket_; // a path, or the name of an abstract socket behind an '@'; empty = none
    std::optional<std::chrono::milliseconds> alive_every_;
};

} // namespace a2a
