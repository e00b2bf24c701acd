// SPDX-License-Identifier: Apache-2.0
// Many agents over REST: list, search, vocabularies.
#pragma once

#include "api/search_request.hpp"
#include "api/settings.hpp"
#include "http/body_cache.hpp"
#include "http/exchange.hpp"
#include "http/message.hpp"
#include "observe/metrics.hpp"
#include "registry/registry.hpp"

#include <optional>
#include <string>
#include <vector>

namespace a2a::api {

class Lists {
public:
    // All must outlive the server.
    Lists(const Registry& registry, const Settings& settings, http::BodyCache& cache,
          observe::Metrics& metrics);

    http::Response list(const http::Exchange& exchange) const;   // GET /agents, with or without a search
    http::Response search(const http::Exchange& exchange) const; // POST /agents/search
    http::Response skills(const http::Exchange& exchange) const;
    http::Response tags(const http::Exchange& exchange) const;

private:
    Result<std::string> render(const ListRequest& request, Revision& revision) const;
    Result<std::string> render_found(const SearchRequest& request, Revision& revision) const;
    Result<std::string> render_plain(const ListRequest& request, Revision& revision) const;
    Result<std::string> render_these(const std::vector<std::string>& ids, Revision& revision) const;
    http::Response vocabulary(const http::Exchange& exchange, Facet facet) const;

    // A read of the whole state: 304, or the cached body of this revision, or `make`.
    template <class Make>
    http::Response of_state(const http::Exchange& exchange, Make make) const;

    const Catalog& catalog() const { return registry_.catalog(); }
    std::string_view history() const { return registry_.journal().history(); }

    const Registry& registry_;
    const Settings& settings_;
    http::BodyCache& cache_;
    observe::Metrics& metrics_;
};

} // namespace a2a::api
