// SPDX-License-Identifier: Apache-2.0
// Where a load run goes, and whether it may go there: a load generator pointed at somebody
// else's host is an attack, so only loopback is allowed unless the caller insists.
#pragma once

#include "client/base_url.hpp"
#include "load/plan.hpp"

#include <a2a/error.hpp>

#include <string_view>

namespace a2a::bench {

struct Target {
    client::BaseUrl url;
    Endpoint server;
};

// Resolves the host of http://host[:port][/prefix]. Fails when it is not on this machine and
// `allow_remote` is not set.
Result<Target> find_target(std::string_view url, bool allow_remote);

} // namespace a2a::bench
