// SPDX-License-Identifier: Apache-2.0
#include "api/routes.hpp"

#include "api/agents.hpp"
#include "api/import.hpp"
#include "api/lists.hpp"
#include "api/openapi_agents.hpp"
#include "api/openapi_search.hpp"
#include "api/status.hpp"
#include "api/viewer.hpp"

#include <array>

namespace a2a::api {
namespace {

using http::Doc;
using http::Endpoint;
using http::Exchange;
using http::Route;
using Code = http::Status;

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kNdjson = "application/x-ndjson";
constexpr std::string_view kLines =
    "application/x-ndjson, application/ndjson, application/jsonl, application/json";

constexpr std::array<std::string_view, 25> kListParameters{"limit",
                                                           "cursor",
                                                           "id",
                                                           "q",
                                                           "skill",
                                                           "skill_any",
                                                           "tag",
                                                           "tag_any",
                                                           "capability",
                                                           "transport",
                                                           "preferred_transport",
                                                           "protocol_version",
                                                           "provider",
                                                           "extension",
                                                           "input_mode",
                                                           "output_mode",
                                                           "signed",
                                                           "updated_before",
                                                           "updated_after",
                                                           "sort",
                                                           "explain",
                                                           "relax",
                                                           "facets",
                                                           "facet_limit",
                                                           "fields"};
constexpr std::array<std::string_view, 3> kVocabularyParameters{"prefix", "limit", "cursor"};
constexpr std::array<std::string_view, 1> kLiveParameters{"verbose"};
constexpr std::array<std::string_view, 2> kReadyParameters{"verbose", "for"};
constexpr std::array kReadOne{Code::not_modified, Code::not_found};
constexpr std::array kReadMany{Code::not_modified, Code::bad_request};
constexpr std::array kList{Code::not_modified, Code::bad_request, Code::service_unavailable};
constexpr std::array kSearch{Code::bad_request, Code::content_too_large, Code::unsupported_media_type,
                             Code::service_unavailable};
constexpr std::array kValidate{Code::bad_request, Code::content_too_large, Code::unsupported_media_type};
constexpr std::array kWrite{Code::created,
                            Code::bad_request,
                            Code::unauthorized,
                            Code::conflict,
                            Code::precondition_failed,
                            Code::content_too_large,
                            Code::unsupported_media_type,
                            Code::insufficient_storage,
                            Code::service_unavailable};
constexpr std::array kRemove{Code::unauthorized, Code::not_found, Code::precondition_failed,
                             Code::service_unavailable};
constexpr std::array kImport{Code::unauthorized, Code::unsupported_media_type};
constexpr std::array kOff{Code::not_found};
constexpr std::array kUnready{Code::service_unavailable};

template <class Object, class Answer>
http::Read read(const Object& object, Answer Object::*method)
{
    return [&object, method](const Exchange& exchange) { return (object.*method)(exchange); };
}

http::LongRead long_read(const Lists& lists, http::Answer (Lists::*method)(const Exchange&) const)
{
    return {[&lists, method](const Exchange& exchange) { return (lists.*method)(exchange); }};
}

template <class Object, class Answer>
http::Write write(const Object& object, Answer Object::*method)
{
    return [&object, method](const Exchange& exchange) { return (object.*method)(exchange); };
}

http::Stream stream(const Import& import)
{
    return
        [&import](const Exchange& exchange, http::Channel& channel) { return import.run(exchange, channel); };
}

// What is answered alike to everybody.
Endpoint same(ViewerFile file)
{
    return {file.route, http::Read{[answer = std::move(file.answer)](const Exchange&) { return answer; }}};
}

} // namespace

// Read answers from memory; a long read may wait for the search pool; Write waits for the journal;
// Stream reads and answers as it goes.
std::vector<Endpoint> routes(const Agents& agents, const Lists& lists, const Import& import,
                             const Status& status, const Settings& settings)
{
    using enum http::Verb;
    using enum http::Access;
    const auto card_bytes = settings.card_body_bytes_max();
    const auto search_bytes = settings.search_bytes_max;
    const auto takes_card = [&](http::Verb verb, std::string_view pattern, Doc doc) {
        return Route{.verb = verb,
                     .pattern = pattern,
                     .access = writer,
                     .body_bytes_max = card_bytes,
                     .takes = kJson,
                     .doc = doc};
    };
    const auto plain = [](std::string_view pattern, Doc doc) {
        return Route{.verb = get, .pattern = pattern, .doc = doc};
    };
    const auto costly = [](std::string_view pattern, Doc doc) {
        return Route{.verb = get, .pattern = pattern, .costly = true, .doc = doc};
    };
    const auto early = [](std::string_view pattern, Doc doc) {
        return Route{.verb = get, .pattern = pattern, .early = true, .doc = doc};
    };
    const auto health = [](std::string_view pattern, Doc doc) {
        return Route{.verb = get, .pattern = pattern, .early = true, .of_operation = true, .doc = doc};
    };

    return {
        {early("/", {"getRoot", "status", "What this is and where things are"}), read(status, &Status::root)},
        {health("/health", {"getHealth", "status", "Alive, in one word"}), read(status, &Status::health)},
        {health("/health/detailed", {"getHealthDetailed", "status", "Agents, memory, CPU, rates"}),
         read(status, &Status::health_detailed)},
        {health("/livez", {"getLive", "status", "200 while the process serves", kLiveParameters, kUnready}),
         read(status, &Status::live)},
        {health("/readyz", {"getReady", "status", "200 while it wants traffic", kReadyParameters, kUnready}),
         read(status, &Status::ready)},
        {{.verb = get,
          .pattern = "/metrics",
          .gives = observe::Metrics::kContentType,
          .early = true,
          .of_operation = true,
          .doc = {"getMetrics", "status", "Prometheus metrics", {}, kOff}},
         read(status, &Status::metrics)},
        {early("/openapi.json", {"getOpenApi", "status", "This API as an OpenAPI document"}),
         read(status, &Status::openapi)},
        same(viewer_page()),
        same(viewer_script()),
        same(viewer_style()),
        {early("/.well-known/agent-card.json", {"getOwnCard", "status", "The registry's own agent card"}),
         read(status, &Status::own_card)},

        {takes_card(post, "/agents",
                    {"registerAgent",
                     "agents",
                     "Register a card under its name",
                     {},
                     kWrite,
                     kCardSchema,
                     kRegisteredSchema}),
         write(agents, &Agents::post)},
        {plain("/agents", {"listAgents",
                           "agents",
                           "List agents, or search them by parameters",
                           kListParameters,
                           kList,
                           {},
                           kFoundSchema}),
         long_read(lists, &Lists::list)},
        {{.verb = post,
          .pattern = "/agents/search",
          .body_bytes_max = search_bytes,
          .takes = kJson,
          .doc = {"searchAgents", "agents", "Find agents", {}, kSearch, kSearchSchema, kFoundSchema}},
         long_read(lists, &Lists::search)},
        {{.verb = post,
          .pattern = "/agents/validate",
          .body_bytes_max = card_bytes,
          .takes = kJson,
          .doc = {"validateAgent",
                  "agents",
                  "What registering a card would say; stores nothing",
                  {},
                  kValidate,
                  kCardSchema,
                  kVerdictSchema}},
         read(agents, &Agents::validate)},
        {{.verb = post,
          .pattern = "/agents:import",
          .access = writer,
          .takes = kLines,
          .gives = kNdjson,
          .doc = {"importAgents", "agents", "Register many cards, one a line", {}, kImport}},
         stream(import)},
        {takes_card(put, "/agents/{id}",
                    {"putAgent",
                     "agents",
                     "Register or replace a card under an id",
                     {},
                     kWrite,
                     kCardSchema,
                     kRegisteredSchema}),
         write(agents, &Agents::put)},
        {plain("/agents/{id}",
               {"getAgent", "agents", "One agent: card, revision, times", {}, kReadOne, {}, kAgentSchema}),
         read(agents, &Agents::get)},
        {{.verb = delete_,
          .pattern = "/agents/{id}",
          .access = writer,
          .doc = {"removeAgent", "agents", "Unregister an agent", {}, kRemove, {}, kRemovedSchema}},
         write(agents, &Agents::remove)},
        {plain("/agents/{id}/card",
               {"getCard", "agents", "The card as published", {}, kReadOne, {}, kCardSchema}),
         read(agents, &Agents::card)},
        {plain("/agents/{id}/.well-known/agent-card.json", {"resolveCard",
                                                            "agents",
                                                            "The card, where A2A SDKs look for it",
                                                            {},
                                                            kReadOne,
                                                            {},
                                                            kCardSchema}),
         read(agents, &Agents::card)},
        {plain("/agents/{id}/.well-known/agent.json", {"resolveCard02",
                                                       "agents",
                                                       "The card, where A2A 0.2 clients look for it",
                                                       {},
                                                       kReadOne,
                                                       {},
                                                       kCardSchema}),
         read(agents, &Agents::card)},

        {costly("/skills", {"listSkills",
                            "vocabulary",
                            "Skill ids in use, most used first",
                            kVocabularyParameters,
                            kReadMany,
                            {},
                            kSkillsSchema}),
         read(lists, &Lists::skills)},
        {costly("/tags", {"listTags",
                          "vocabulary",
                          "Tags in use, most used first",
                          kVocabularyParameters,
                          kReadMany,
                          {},
                          kTagsSchema}),
         read(lists, &Lists::tags)},
    };
}

} // namespace a2a::api
