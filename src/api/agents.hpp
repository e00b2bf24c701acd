// SPDX-License-Identifier: Apache-2.0
// One agent over REST: register, get, validate, unregister. Each handler parses, calls the use
// case and prints; it decides nothing.
#pragma once

#include "api/settings.hpp"
#include "http/exchange.hpp"
#include "http/message.hpp"
#include "http/task.hpp"
#include "observe/metrics.hpp"
#include "registry/registry.hpp"

#include <string>
#include <string_view>

namespace a2a::api {

class Agents {
public:
    // All must outlive the server.
    Agents(Registry& registry, const Settings& settings, observe::Metrics& metrics);

    http::Response get(const http::Exchange& exchange) const;  // wrapped, with id, revision and times
    http::Response card(const http::Exchange& exchange) const; // as published
    http::Response validate(const http::Exchange& exchange) const;

    http::Task<http::Response> post(const http::Exchange& exchange) const;
    http::Task<http::Response> put(const http::Exchange& exchange) const;
    http::Task<http::Response> remove(const http::Exchange& exchange) const;

private:
    struct Asked {
        Registry::Naming naming;
        std::string id;
        card::ParsedPtr card;
    };
    http::Response shown(const RecordPtr& record) const;
    http::Task<http::Response> store(const http::Exchange& exchange, Asked asked) const;
    http::Response stored(const Asked& asked, const Committed& committed) const;
    http::Response refused(const http::Exchange& exchange, std::string_view id, const Error& error) const;
    Precondition precondition_of(const http::Exchange& exchange) const;

    Registry& registry_;
    const Settings& settings_;
    observe::Metrics& metrics_;
};

} // namespace a2a::api
