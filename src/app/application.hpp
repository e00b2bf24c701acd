// SPDX-License-Identifier: Apache-2.0
// The whole server: everything is built from the ground up, and taken down from the roof.
#pragma once

#include "catalog/catalog.hpp"
#include "config/load.hpp"
#include "http/route.hpp"
#include "journal/journal.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace a2a {

// Makes the journal of a catalog that outlives it. Throws as Application's constructor does.
using OpenJournal = std::function<std::unique_ptr<Journal>(const Config&, const Catalog&)>;

class Application {
public:
    // Opens the storage and binds the addresses; or takes these sockets, which come instead of host
    // and port. Throws std::exception with a line for the operator.
    explicit Application(Config config);
    Application(Config config, const std::vector<int>& passed_sockets);
    Application(Config config, const OpenJournal& open_journal); // one of the caller's own: for tests
    ~Application(); // as stop(), without patience, if that was not called
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;

    // Serves at once, with 503 for all that concerns agents until everything stored is loaded; where
    // sockets were passed, only then.
    // Answers when it is, or false when `go_on`, asked now and then, said that it is not
    // wanted any more. Throws when the storage cannot be trusted.
    bool start(const std::function<bool()>& go_on = {});
    const std::vector<std::string>& addresses() const; // "127.0.0.1:8000"
    std::uint16_t port() const;                        // of the first that has one
    std::uint16_t admin_port() const;                  // 0 = no admin address, or a Unix socket
    const Config& config() const;
    const std::vector<http::Route>& routes() const;

    // False when a worker has come to nothing for so long.
    bool is_alive(std::chrono::milliseconds patience) const;

    // Once a second, for the rates in /health/detailed.
    void tick();

    // Applies what can change at run time, and logs what it did; a faulty configuration changes nothing.
    void reload(const config::Loaded& read);

    // Stopping, in two acts. First load balancers are told to look away, while everything is
    // still served; then the listeners close, what is under way finishes, and waiting writes
    // are committed.
    void announce_closing();
    void stop();

private:
    void serve();

    struct House;
    std::unique_ptr<House> house_;
};

} // namespace a2a
