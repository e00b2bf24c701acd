// SPDX-License-Identifier: Apache-2.0
// From the configuration to what each room wants to know of it.
#pragma once

#include "api/settings.hpp"
#include "config/config.hpp"
#include "http/limits.hpp"
#include "http/server_options.hpp"
#include "observe/log.hpp"
#include "registry/registry.hpp"
#include "registry/search_pool.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a {

// `descriptors`: how many this process may open.
http::Limits limits_of(const Config& config, std::size_t descriptors);

// The sockets that a service manager passed come instead of host and port. Throws std::runtime_error
// when one is open to the world and everybody could write.
http::ServerOptions listening_of(const Config& config, const std::vector<int>& passed_sockets);
http::ServerOptions admin_listening_of(const Config& config); // which has an admin address
card::Rules rules_of(const Config& config);
Registry::Policy policy_of(const Config& config);
log::AccessRule access_rule_of(const Config& config);
log::Level log_level_of(const Config& config);
std::size_t worker_count_of(const Config& config);
SearchPool::Size pool_size_of(const Config& config);

// The configured id, or "<host name>:<port>" with the first port that is listened on.
std::string instance_id_of(const Config& config);

// Every limit in force, by the name of its option: the metric registry_limit.
std::vector<std::pair<std::string_view, double>> limit_values(const Config& config,
                                                              const http::Limits& limits);

// Fills what is fixed at start, then what can change.
void fill(api::Settings& settings, const Config& config);
void fill_changeable(api::Settings& settings, const Config& config);

} // namespace a2a
