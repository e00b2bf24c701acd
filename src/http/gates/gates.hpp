// SPDX-License-Identifier: Apache-2.0
// Every gate of the server. Each is a function of the header section alone (SAFETY: routing
// and authorisation never wait for a body) and runs on any worker.
#pragma once

#include "http/filters/allowed_origins.hpp"
#include "http/gates/trusted_proxies.hpp"
#include "http/gates/write_tokens.hpp"
#include "http/pipeline.hpp"

#include <atomic>
#include <memory>

namespace a2a::http {

// Keeps a sane X-Request-Id of the client (1 to 128 letters, digits and -_.:+/=@) or draws one. Never
// answers.
Gate request_id();
void draw_request_id(Exchange& exchange); // for what never gets to the gates

// Whom the log and the limits should name: the peer, or the client a trusted proxy reports.
Gate client_address(std::shared_ptr<const TrustedProxies> proxies);

// 404 for an unknown path, 405 or 501 for a method that does not fit, 204 for OPTIONS.
Gate known_route();

// 503 for all but early routes until `loaded` says so.
Gate still_loading(std::shared_ptr<const std::atomic<bool>> loaded);

// 503 for a costly request when too much is asked of this server at once. What tells how it is,
// and reading one agent, is never refused.
Gate not_overloaded();

// 403 for a write from a page of another origin that is not allowed. A browser sends some
// requests without asking (CORS preflights only what forms cannot send), so that any page could
// otherwise write to a registry on its visitor's own machine.
Gate foreign_origin(std::shared_ptr<const AllowedOrigins> origins);

// 401 for a write without a valid token, when tokens are required.
Gate authorise(std::shared_ptr<const WriteTokens> tokens);

// 415 for a body of another kind than the route takes, or a coded one.
Gate media_type();

// 406 when the client accepts nothing that the route gives.
Gate acceptable();

} // namespace a2a::http
