// SPDX-License-Identifier: Apache-2.0
// Each is asked of a registry that holds the agent "weather" alone; "registerAgent" of an empty one.
#include "api/openapi_examples.hpp"

#include <array>

namespace a2a::api {
namespace {

using Code = http::Status;

constexpr std::string_view kCard = R"({"protocolVersion": "0.3.0", "name": "weather",
 "description": "Forecasts for any place", "version": "1.0.0", "url": "https://weather.example/a2a",
 "preferredTransport": "JSONRPC", "capabilities": {"streaming": true},
 "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"],
 "skills": [{"id": "forecast", "name": "Forecast", "description": "Says how the weather will be",
             "tags": ["weather"]}]})";

constexpr std::string_view kRegistered = R"({"success": true, "agent_id": "weather",
 "message": "Agent registered successfully", "extensions_processed": 0, "revision": 1, "warnings": []})";

constexpr std::string_view kRefused =
    R"({"type": "/problems/card-invalid", "title": "Bad Request", "status": 400,
 "detail": "the agent card is refused", "request_id": "8382ff621f4aacd4",
 "errors": [{"pointer": "/url", "message": "the card names no endpoint", "rule": "url-missing"}]})";

constexpr std::string_view kNobody =
    R"({"type": "/problems/agent-not-found", "title": "Not Found", "status": 404,
 "detail": "Agent not found", "request_id": "8382ff621f4aacd5"})";

constexpr std::array kExamples{
    Example{.operation = "getHealth",
            .name = "healthy",
            .summary = "It serves",
            .answer = R"({"status": "healthy", "service": "A2A Registry"})"},
    Example{.operation = "getHealthDetailed",
            .name = "healthy",
            .summary = "It serves and can store",
            .answer =
                R"({"status": "healthy", "agents_count": 1, "memory_usage": 14413824, "cpu_percent": 0.74,
 "uptime": 1.15, "requests_per_second": 0.0, "average_response_time": 0.0, "version": "0.1.0",
 "instance_id": "registry:8000", "storage": {"kind": "sqlite", "writable": true}})"},
    Example{.operation = "getLive", .name = "live", .summary = "It serves", .answer = R"({"status": "ok"})"},
    Example{.operation = "getReady",
            .name = "ready",
            .summary = "It wants traffic",
            .answer = R"({"status": "ok"})"},
    Example{.operation = "getReady",
            .name = "ready_to_write",
            .summary = "It wants writes, too",
            .parameters = R"({"for": "write", "verbose": "true"})",
            .answer = R"({"status": "ok", "checks": {"loaded": "ok", "serving": "ok", "storage": "ok"}})"},

    Example{.operation = "registerAgent",
            .name = "weather",
            .summary = "A card of A2A 0.3",
            .body = kCard,
            .status = Code::created,
            .answer = kRegistered},
    Example{.operation = "registerAgent",
            .name = "faulty",
            .summary = "A card that names no endpoint",
            .body = R"({"name": "tides"})",
            .status = Code::bad_request,
            .answer = kRefused},
    Example{.operation = "listAgents",
            .name = "tagged",
            .summary = "Names and addresses of those with a tag",
            .parameters = R"({"tag": ["weather"], "fields": "name,url"})",
            .answer = R"({"agents": [{"name": "weather", "url": "https://weather.example/a2a"}],
 "items": [{"id": "weather", "revision": 1, "etag": "\"iSWd73FifYY1g8sZ-_ml7g-1-y43gPNBhlVs\"",
            "registered_at": "2026-11-28T18:17:57.181Z", "updated_at": "2026-11-28T18:17:57.181Z"}],
 "count": 1, "query": "", "total": 1})"},
    Example{.operation = "listAgents",
            .name = "mistyped",
            .summary = "A mistyped word",
            .parameters = R"({"q": "wether", "fields": "name"})",
            .answer = R"({"agents": [], "items": [], "count": 0, "query": "wether", "total": 0,
 "suggestions": {"agents": [{"name": "weather"}],
  "items": [{"id": "weather", "revision": 1, "etag": "\"iSWd73FifYY1g8sZ-_ml7g-1-y43gPNBhlVs\"",
             "registered_at": "2026-11-28T18:17:57.181Z", "updated_at": "2026-11-28T18:17:57.181Z"}],
  "dropped_words": [], "did_you_mean": [{"word": "wether", "instead": ["weather"]}]}})"},
    Example{.operation = "searchAgents",
            .name = "words_and_skill",
            .summary = "Two words and a skill, with the reasons",
            .body = R"({"query": "weather forecast", "skills": ["forecast"], "explain": true,
 "fields": ["name", "url"], "facets": ["tags"]})",
            .answer = R"({"agents": [{"name": "weather", "url": "https://weather.example/a2a"}],
 "items": [{"id": "weather", "revision": 1, "etag": "\"iSWd73FifYY1g8sZ-_ml7g-1-y43gPNBhlVs\"",
            "registered_at": "2026-11-28T18:17:57.181Z", "updated_at": "2026-11-28T18:17:57.181Z"}],
 "count": 1, "query": "weather forecast", "total": 1, "scores": [1.36112],
 "facets": {"tags": [{"value": "weather", "count": 1}]},
 "explain": [{"id": "weather", "words": [
  {"word": "weather", "fields": ["name", "skills.description", "skills.tags"], "skills": ["forecast"]},
  {"word": "forecast", "fields": ["description", "skills.id", "skills.name"], "skills": ["forecast"]}]}]})"},
    Example{.operation = "searchAgents",
            .name = "bad_cursor",
            .summary = "A cursor that nobody gave",
            .body = R"({"query": "weather", "cursor": "nonsense"})",
            .status = Code::bad_request,
            .answer = R"({"type": "/problems/query-invalid", "title": "Bad Request", "status": 400,
 "detail": "not a cursor of this registry", "request_id": "8382ff621f4aacd6",
 "errors": [{"pointer": "/cursor", "message": "not a cursor of this registry", "rule": "cursor-invalid"}]})"},
    Example{.operation = "validateAgent",
            .name = "weather",
            .summary = "A card without a fault",
            .body = kCard,
            .answer = R"({"valid": true, "dialect": "0.3", "errors": [], "warnings": [],
 "projection": {"name": "weather", "description": "Forecasts for any place", "version": "1.0.0", "provider": "",
  "interfaces": [{"url": "https://weather.example/a2a", "transport": "JSONRPC", "protocol_version": "0.3.0"}],
  "capabilities": ["streaming"], "extensions": [], "input_modes": ["text/plain"], "output_modes": ["text/plain"],
  "skills": [{"id": "forecast", "name": "Forecast", "description": "Says how the weather will be",
              "tags": ["weather"], "examples": [], "input_modes": [], "output_modes": []}],
  "signed": false}})"},
    Example{.operation = "importAgents",
            .name = "two",
            .summary = "Two cards, of which one is refused",
            .body = R"({"name":"tides","url":"https://tides.example/"}
{"name":"broken"}
)",
            .answer = R"({"line":1,"id":"tides","status":"created","revision":2}
{"line":2,"id":"broken","status":"refused","type":"card-invalid","detail":"the agent card is refused","errors":[{"pointer":"/url","message":"the card names no endpoint","rule":"url-missing"}]}
)"},
    Example{.operation = "putAgent",
            .name = "slash",
            .summary = "A card under another id",
            .parameters = R"({"id": "weather/eu"})",
            .body = kCard,
            .status = Code::created,
            .answer =
                R"({"success": true, "agent_id": "weather/eu", "message": "Agent registered successfully",
 "extensions_processed": 0, "revision": 2, "warnings": []})"},
    Example{.operation = "getAgent",
            .name = "weather",
            .summary = "An agent",
            .parameters = R"({"id": "weather"})",
            .answer = R"({"agent_card": {"protocolVersion": "0.3.0", "name": "weather",
  "description": "Forecasts for any place", "version": "1.0.0", "url": "https://weather.example/a2a",
  "preferredTransport": "JSONRPC", "capabilities": {"streaming": true},
  "defaultInputModes": ["text/plain"], "defaultOutputModes": ["text/plain"],
  "skills": [{"id": "forecast", "name": "Forecast", "description": "Says how the weather will be",
              "tags": ["weather"]}]},
 "id": "weather", "revision": 1, "registered_at": "2026-11-28T18:17:57.181Z",
 "updated_at": "2026-11-28T18:17:57.181Z"})"},
    Example{.operation = "getAgent",
            .name = "nobody",
            .summary = "An id that nobody has",
            .parameters = R"({"id": "nobody"})",
            .status = Code::not_found,
            .answer = kNobody},
    Example{
        .operation = "removeAgent",
        .name = "weather",
        .summary = "An agent goes",
        .parameters = R"({"id": "weather"})",
        .answer =
            R"({"success": true, "message": "Agent unregistered successfully", "extensions_cleaned": 0})"},
    Example{.operation = "getCard",
            .name = "weather",
            .summary = "A card",
            .parameters = R"({"id": "weather"})",
            .answer = kCard},
    Example{.operation = "resolveCard",
            .name = "weather",
            .summary = "A card",
            .parameters = R"({"id": "weather"})",
            .answer = kCard},
    Example{.operation = "resolveCard02",
            .name = "weather",
            .summary = "A card",
            .parameters = R"({"id": "weather"})",
            .answer = kCard},

    Example{.operation = "listSkills",
            .name = "all",
            .summary = "All of them",
            .answer = R"({"skills": [{"value": "forecast", "agents": 1}], "total": 1})"},
    Example{.operation = "listTags",
            .name = "prefix",
            .summary = "Those that begin so",
            .parameters = R"({"prefix": "we"})",
            .answer = R"({"tags": [{"value": "weather", "agents": 1}], "total": 1})"},
};

} // namespace

std::span<const Example> examples()
{
    return kExamples;
}

} // namespace a2a::api
