// SPDX-License-Identifier: Apache-2.0
// Many agents over REST: list, search, vocabularies.
#pragma once

#include "api/search_request.hpp"
#include "api/settings.hpp"
#include "api/whole_list.hpp"
#include "http/body_cache.hpp"
#include "http/exchange.hpp"
#include "http/handler.hpp"
#include "http/message.hpp"
#include "observe/metrics.hpp"
#include "registry/registry.hpp"
#include "registry/search_pool.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace a2a::api {

class Lists {
public:
    // All must outlive the server, and the pool must have stopped before any of them goes.
    Lists(const Registry& registry, SearchPool& pool, const Settings& settings, http::BodyCache& cache,
          observe::Metrics& metrics);

    // A long search is run and a long answer rendered on the pool; all else is answered at once.
    http::Answer list(const http::Exchange& exchange) const;   // GET /agents, with or without a search
    http::Answer search(const http::Exchange& exchange) const; // POST /agents/search

    http::Response skills(const http::Exchange& exchange) const;
    http::Response tags(const http::Exchange& exchange) const;

private:
    // A body and the state that it tells.
    struct Rendered {
        std::string body;
        Revision revision = 0;
        http::Body gzipped = {}; // made beside it by the pool
    };
    struct Begun;
    using Finish = http::Response (Lists::*)(const http::Exchange&, Result<Rendered>) const;

    http::Answer find(const http::Exchange& exchange, std::unique_ptr<const SearchRequest> request,
                      Finish finish) const;
    http::Task<http::Response> find_elsewhere(const http::Exchange& exchange, std::shared_ptr<Begun> begun,
                                              Finish finish) const;
    void run(Begun& begun) const;
    Result<Rendered> render(Begun& begun) const;

    // GET /agents without a limit, while the registry is small; nothing when it no longer is.
    std::optional<http::Response> whole_list(const http::Exchange& exchange) const;
    Result<Rendered> render_plain(const ListRequest& request) const;
    Rendered render_these(const std::vector<std::string>& ids) const;
    http::Response vocabulary(const http::Exchange& exchange, Facet facet) const;

    http::Response finish_search(const http::Exchange& exchange, Result<Rendered> rendered) const;
    http::Response finish_link(const http::Exchange& exchange, Result<Rendered> rendered) const;

    // A read of the whole state is a 304, or the cached body of this revision, or made and kept.
    std::optional<http::Response> made_before(const http::Exchange& exchange) const;
    http::Response keep(const http::Exchange& exchange, Result<Rendered> rendered) const;
    http::Response of_state(Revision revision) const;
    http::Response counted(observe::Operation operation, http::Response response) const;

    const Catalog& catalog() const { return registry_.catalog(); }
    std::string_view history() const { return registry_.journal().history(); }

    const Registry& registry_;
    SearchPool& pool_;
    const Settings& settings_;
    http::BodyCache& cache_;
    observe::Metrics& metrics_;
    const std::unique_ptr<WholeList> whole_; // synchronises itself
};

} // namespace a2a::api
