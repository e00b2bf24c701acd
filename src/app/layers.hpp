// SPDX-License-Identifier: Apache-2.0
// The layers in front of every handler, and their order.
#pragma once

#include "config/config.hpp"
#include "http/body_cache.hpp"
#include "http/filters/filters.hpp"
#include "http/gates/gates.hpp"
#include "http/observers/observers.hpp"
#include "http/pipeline.hpp"

#include <atomic>
#include <memory>

namespace a2a {

// What the layers read while a reload may change it.
struct LayerState {
    std::shared_ptr<std::atomic<bool>> loaded; // everything that was stored is in the catalog
    std::shared_ptr<http::WriteTokens> tokens;
    std::shared_ptr<http::AllowedOrigins> origins;
    std::shared_ptr<const http::TrustedProxies> proxies;
    std::shared_ptr<http::BodyCache> cache;
    std::shared_ptr<http::AccessLog> access_log;
};

http::Pipeline layers(const Config& config, const LayerState& state);

} // namespace a2a
