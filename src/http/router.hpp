// SPDX-License-Identifier: Apache-2.0
// Finds the route of a request. The path is split on raw '/', and each segment that stands
// for a parameter is percent-decoded once, afterwards: "a%2Fb" is one segment, "a/b".
#pragma once

#include "http/exchange.hpp"
#include "http/route.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::http {

class Router {
public:
    explicit Router(std::vector<Route> routes);

    // Sets route, params and label of the exchange; when nothing fits, is_known_path and allow;
    // when a parameter cannot be decoded, has_invalid_path.
    void route(Exchange& exchange) const;

    const std::vector<Route>& routes() const { return routes_; }

    // Labels of what no route answers, behind those of the routes, in the order of observe::Metrics.
    std::size_t unknown_path() const { return routes_.size(); }
    std::size_t unknown_method() const { return routes_.size() + 1; }
    std::size_t unreadable() const { return routes_.size() + 2; }

private:
    struct Wanted {
        std::string_view text; // of a literal
        bool is_parameter = false;
    };
    struct Pattern {
        std::vector<Wanted> segments;
        std::size_t index = 0; // of the route
    };
    static constexpr std::size_t kSegmentsMax = 8;
    using Segments = boost::container::static_vector<std::string_view, kSegmentsMax>;
    using BySegments = std::array<std::vector<Pattern>, kSegmentsMax + 1>; // how many; literals first

    static bool matches(const Pattern& pattern, const Segments& segments);
    const Pattern* find(Verb verb, const Segments& segments) const;
    std::string allowed(const Segments& segments) const;

    std::vector<Route> routes_;
    std::array<BySegments, static_cast<std::size_t>(Verb::unknown)> by_verb_;
};

} // namespace a2a::http
