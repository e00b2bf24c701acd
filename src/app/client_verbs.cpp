// SPDX-License-Identifier: Apache-2.0
#include "app/client_verbs.hpp"

#include "app/client_calls.hpp"
#include "app/client_print.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>

namespace a2a {
namespace {

// What was typed after one verb. CLI11 fills it, then calls back.
template <class Verb>
struct Typed {
    ServerChoice server;
    Verb verb;
    bool json = false;
};

// The registry of this machine; on the port that the server's own variable names, so that a
// container's health check follows it.
std::string default_url()
{
    const char* const port = std::getenv("REGISTRY_PORT");
    const std::string_view given = port == nullptr ? "" : port;
    const bool is_number = !given.empty() && given.find_first_not_of("0123456789") == std::string_view::npos;
    return "http://127.0.0.1:" + (is_number ? std::string{given} : "8000");
}

// Adds a verb with what all of them share; `act` runs it on a client and says whether all went well.
template <class Verb, class Act>
std::pair<CLI::App*, std::shared_ptr<Typed<Verb>>> add_verb(CLI::App& app, Action& action, const char* name,
                                                            const char* help, Act act)
{
    auto typed = std::make_shared<Typed<Verb>>();
    typed->server.url = default_url();
    auto* verb = app.add_subcommand(name, help);
    verb->add_option("--url", typed->server.url, "where the registry is")
        ->envname("A2A_REGISTRY_URL")
        ->capture_default_str();
    auto* token =
        verb->add_option("--token", typed->server.token, "bearer token for writes; better in a file");
    verb->add_option("--token-file", typed->server.token_file, "file with the bearer token")->excludes(token);
    verb->add_option("--timeout", typed->server.timeout_s, "seconds a call may take")
        ->check(CLI::Range(0.001, 3600.0))
        ->capture_default_str();
    verb->add_flag("--json", typed->json, "JSON, one text a line, also on a terminal");

    verb->callback([typed, act, &action, name] {
        action = [typed, act, name] {
            const Output output{std::cout, std::cerr, !typed->json && ::isatty(STDOUT_FILENO) != 0};
            auto client = connect(typed->server);
            if (!client) print_error(output.err, name, client.error());
            const bool done = client && act(*client, typed->verb, output);
            return done && std::cout.flush() ? 0 : 1;
        };
    });
    return {verb, std::move(typed)};
}

constexpr auto kRun = [](client::Client& client, const auto& verb, Output output) {
    return run(client, verb, output);
};

// May be given several times; each time it takes one value, so that words may follow.
void add_repeatable(CLI::App* verb, const char* flag, std::vector<std::string>& values, const char* help)
{
    verb->add_option(flag, values, help)->allow_extra_args(false);
}

void add_page(CLI::App* verb, client::PageRequest& page)
{
    verb->add_option("--limit", page.limit, "agents a page");
    verb->add_option("--cursor", page.cursor, "where the page before said to go on");
}

void add_register(CLI::App& app, Action& action)
{
    auto [verb, typed] =
        add_verb<RegisterVerb>(app, action, "register", "register agent cards from files", kRun);
    verb->add_option("files", typed->verb.files, "JSON files; - is the standard input")->required();
    verb->add_option("--id", typed->verb.id, "register under this id instead of the card's name");
}

void add_search(CLI::App& app, Action& action)
{
    auto [verb, typed] = add_verb<SearchVerb>(app, action, "search", "find agents", kRun);
    auto& request = typed->verb.request;
    verb->add_option("words", typed->verb.words, "every word must occur");
    add_repeatable(verb, "--skill", request.skills, "a skill id it must have; repeatable, as all below");
    add_repeatable(verb, "--any-skill", request.skills_any, "skill ids of which it must have one");
    add_repeatable(verb, "--tag", request.tags, "a tag it must have");
    add_repeatable(verb, "--any-tag", request.tags_any, "tags of which it must have one");
    add_repeatable(verb, "--capability", request.capabilities,
                   "a capability: streaming, pushNotifications, …");
    add_repeatable(verb, "--transport", request.transports, "JSONRPC, GRPC, HTTP+JSON, …");
    add_repeatable(verb, "--protocol-version", request.protocol_versions, "0.3 also means 0.3.x");
    add_repeatable(verb, "--provider", request.providers, "the provider's organisation");
    verb->add_option("--sort", request.sort, "relevance, registered, name or updated");
    add_page(verb, request.page);
}

} // namespace

void add_client_verbs(CLI::App& app, Action& action)
{
    add_register(app, action);

    auto [get, got] = add_verb<GetVerb>(app, action, "get", "show one agent", kRun);
    get->add_option("id", got->verb.id, "the agent's id")->required();
    get->add_flag("--card", got->verb.bare_card, "only the card, byte for byte");

    auto [list, listed] =
        add_verb<ListVerb>(app, action, "list", "list agents in order of registration", kRun);
    add_page(list, listed->verb.page);
    list->add_flag("--all", listed->verb.all, "every page");

    add_search(app, action);

    auto [unregister, gone] = add_verb<UnregisterVerb>(app, action, "unregister", "remove agents", kRun);
    unregister->add_option("ids", gone->verb.ids, "the agents' ids")->required();

    struct HealthVerb {};
    add_verb<HealthVerb>(
        app, action, "healthcheck", "succeed when the registry is healthy",
        [](client::Client& client, HealthVerb, Output output) { return check_health(client, output); });
}

} // namespace a2a
