// SPDX-License-Identifier: Apache-2.0
// find-agent <registry's URL> <card file> <words>: registers a card, looks for an agent by text, and
// says how to call the best one. How a program uses the client library.
#include <a2a/client.hpp>

#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace a2a;

int complain(const Error& error)
{
    std::cerr << error.detail << '\n';
    for (const auto& issue : error.issues) std::cerr << issue.pointer << ": " << issue.message << '\n';
    // What was not applied, or is not known to have been, may be tried again.
    return client::class_of(error.code) == client::ErrorClass::refused ? 1 : 75;
}

void print(const AgentCard& card)
{
    std::cout << card.name << ' ' << card.version << '\n';
    for (const auto& [url, transport, version] : card.interfaces)
        std::cout << "  " << transport << " at " << url << '\n';
    for (const auto& skill : card.skills) std::cout << "  can " << skill.id << '\n';
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::cerr << "usage: find-agent <url> <card file> <words>\n";
        return 2;
    }
    auto client = client::Client::open({.url = argv[1], .timeout = std::chrono::seconds{5}});
    if (!client) return complain(client.error());

    std::ifstream file{argv[2]};
    const std::string card{std::istreambuf_iterator<char>{file}, {}};
    const auto registered = client->register_card(card);
    if (!registered) return complain(registered.error());
    std::cout << (registered->created ? "registered " : "replaced ") << registered->id << '\n';

    const auto found = client->search({.query = argv[3], .page = {.limit = 1}});
    if (!found) return complain(found.error());
    if (found->agents.empty()) return complain({Errc::agent_not_found, "nobody can do that"});

    // The first asks the registry; for as long as it allows (max-age) the others do not.
    for (int i = 0; i < 3; ++i) {
        const auto best = client->card(found->agents.front().id);
        if (!best) return complain(best.error());
        if (i == 0) print(best->projection());
    }
    return 0;
}
