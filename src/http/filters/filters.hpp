// SPDX-License-Identifier: Apache-2.0
// Every filter of the server.
#pragma once

#include "http/body_cache.hpp"
#include "http/filters/allowed_origins.hpp"
#include "http/pipeline.hpp"

#include <memory>

namespace a2a::http {

struct GzipOptions {
    bool enabled = true;
    std::size_t bytes_min = 1000; // smaller bodies are not worth it
};

// Which representation is sent, under which ETag, and whether it is sent at all: decided
// together, because they depend on each other. A 304 never makes the body; a compressed body
// is made once per version and kept in the cache.
Filter variant_and_304(GzipOptions options, std::shared_ptr<BodyCache> cache);

// Access-Control-* for the origins that may read and write from a browser; none by default.
Filter cors(std::shared_ptr<const AllowedOrigins> origins);

} // namespace a2a::http
