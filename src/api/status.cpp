// SPDX-License-Identifier: Apache-2.0
#include "api/status.hpp"

#include "api/etag.hpp"
#include "api/openapi.hpp"
#include "api/search_request.hpp"
#include "http/problem.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace a2a::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kService = "A2A Registry";
constexpr std::string_view kDescription =
    "A registry of A2A agent cards: register them, find them by id, skill or text";

std::string text_of(const Json& body)
{
    return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// What is true only now.
http::Response json(const Json& body)
{
    http::Response response{.body = http::Body{text_of(body)}};
    response.with("Cache-Control", "no-store");
    return response;
}

// What changes seldom and can be asked again cheaply.
http::Response described(std::string body, std::string cache_control = "no-cache")
{
    http::Response response{.body = {}, .etag = etag_of_card(digest_of(body))};
    response.body = http::Body{std::move(body)};
    response.with("Cache-Control", std::move(cache_control));
    return response;
}

bool has_parameter(const http::Exchange& exchange, std::string_view name, std::string_view value = {})
{
    const auto parameters = read_parameters(exchange.request.query);
    return parameters && std::ranges::any_of(*parameters, [&](const Parameter& parameter) {
               return parameter.first == name && (value.empty() || parameter.second == value);
           });
}

struct Check {
    std::string_view name;
    bool good;
};

// 200 or 503; each check only for those who ask for it.
http::Response checked(const http::Exchange& exchange, const std::vector<Check>& checks)
{
    const bool good = std::ranges::all_of(checks, &Check::good);
    Json body{{"status", good ? "ok" : "unavailable"}};
    if (has_parameter(exchange, "verbose"))
        for (const auto& check : checks)
            body["checks"][std::string{check.name}] = check.good ? "ok" : "failed";
    auto response = json(body);
    if (!good) {
        response.status = http::Status::service_unavailable;
        response.with("Retry-After", "1");
    }
    return response;
}

} // namespace

Status::Status(const Registry& registry, const Settings& settings, const observe::Metrics& metrics,
               const observe::Rates& rates, const std::atomic<bool>& loaded)
    : registry_{registry}, settings_{settings}, metrics_{metrics}, rates_{rates}, loaded_{loaded}
{
}

void Status::describe(const std::vector<http::Route>& routes)
{
    routes_ = routes;
    openapi_ = openapi_document(routes, settings_.version);
}

// Made anew for each request: max_agents can change at run time.
http::Response Status::root(const http::Exchange&) const
{
    Json endpoints = Json::object();
    for (const auto& route : routes_)
        endpoints[std::string{name_of(route.verb)} + ' ' + std::string{route.pattern}] = route.doc.summary;
    const auto& rules = settings_.rules;
    const Json body{
        {"service", kService},
        {"version", settings_.version},
        {"description", kDescription},
        {"endpoints", endpoints},
        {"limits",
         {{"card_bytes", rules.card_bytes},
          {"search_bytes", settings_.search_bytes_max},
          {"skills", rules.skills},
          {"tags_per_skill", rules.tags_per_skill},
          {"json_depth", rules.depth},
          {"page", kPageMax},
          {"list_unpaged", settings_.list_unpaged_max},
          {"max_agents", settings_.max_agents.load()}}},
        {"mode",
         {{"storage", registry_.journal().kind()}, {"writes_need_token", settings_.writes_need_token}}}};
    return described(text_of(body));
}

http::Response Status::openapi(const http::Exchange&) const
{
    return described(openapi_);
}

http::Response Status::health(const http::Exchange&) const
{
    http::Response response{
        .body = http::Body{Bytes::of_static(R"({"status":"healthy","service":"A2A Registry"})")}};
    response.with("Cache-Control", "no-store");
    return response;
}

http::Response Status::health_detailed(const http::Exchange&) const
{
    const auto reading = rates_.read();
    const bool writable = registry_.journal().writable();
    const std::chrono::duration<double> uptime = std::chrono::steady_clock::now() - started_;
    return json({{"status", !writable ? "degraded"
                            : loaded_ ? "healthy"
                                      : "loading"},
                 {"agents_count", registry_.catalog().size()},
                 {"memory_usage", observe::resident_bytes()},
                 {"cpu_percent", cpu_.percent()},
                 {"uptime", uptime.count()},
                 {"requests_per_second", reading.requests_per_second},
                 {"average_response_time", reading.average_response_seconds},
                 {"version", settings_.version},
                 {"instance_id", settings_.instance_id},
                 {"storage", {{"kind", registry_.journal().kind()}, {"writable", writable}}}});
}

http::Response Status::live(const http::Exchange& exchange) const
{
    return checked(exchange, {{"process", true}});
}

http::Response Status::ready(const http::Exchange& exchange) const
{
    std::vector<Check> checks{{"loaded", loaded_}, {"serving", !draining_}};
    if (has_parameter(exchange, "for", "write"))
        checks.push_back({"storage", registry_.journal().writable()});
    return checked(exchange, checks);
}

http::Response Status::metrics(const http::Exchange& exchange) const
{
    if (!settings_.metrics_enabled)
        return http::answer({http::Status::not_found, "not-found", "metrics are switched off"},
                            exchange.request_id);
    http::Response response{.content_type = observe::Metrics::kContentType,
                            .body = http::Body{metrics_.scrape()}};
    response.with("Cache-Control", "no-store");
    return response;
}

// The registry is an agent's neighbour, not an agent that is called over A2A: its card says
// where its REST interface is, at the address the client used.
http::Response Status::own_card(const http::Exchange& exchange) const
{
    const std::string url =
        (exchange.is_https ? "https://" : "http://") + std::string{exchange.request.host} + '/';
    const auto skill = [](std::string_view id, std::string_view name, std::string_view description,
                          const Json& tags) {
        return Json{{"id", id}, {"name", name}, {"description", description}, {"tags", tags}};
    };
    Json card{{"protocolVersion", "0.3.0"},
              {"name", kService},
              {"description", kDescription},
              {"url", url},
              {"preferredTransport", "HTTP+JSON"},
              {"version", settings_.version},
              {"capabilities", {{"streaming", false}, {"pushNotifications", false}}},
              {"defaultInputModes", {"application/json"}},
              {"defaultOutputModes", {"application/json"}},
              {"skills",
               {skill("register_agent", "Register an agent",
                      "Keeps an agent card: POST /agents, PUT /agents/{id}", {"registry"}),
                skill("find_agents", "Find agents",
                      "Finds agent cards by skill, tag, capability or text: POST /agents/search",
                      {"registry", "discovery", "search"})}}};
    return described(text_of(card), "max-age=" + std::to_string(settings_.cache_ttl.load().count()));
}

} // namespace a2a::api
