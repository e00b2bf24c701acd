// SPDX-License-Identifier: Apache-2.0
#include "app/client_calls.hpp"

#include "app/client_print.hpp"

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

namespace a2a {
namespace {

// Far above every card limit: it only keeps a mistaken device or log from filling the memory.
constexpr std::size_t kFileBytesMax = 64 * 1024 * 1024;

Error unreadable(std::string_view why)
{
    return {Errc::unavailable, "cannot be read: " + std::string{why}};
}

Result<std::string> read_all(std::istream& in)
{
    std::string bytes;
    char block[16 * 1024];
    while (in.read(block, sizeof block), in.gcount() > 0) {
        bytes.append(block, static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > kFileBytesMax) return Error{Errc::too_large, "is too large to be an agent card"};
    }
    return bytes;
}

Result<std::string> read_file(const std::string& name)
{
    if (name == "-") return read_all(std::cin);
    std::error_code ignored;
    if (std::filesystem::is_directory(name, ignored)) return unreadable("it is a folder");
    std::ifstream in{name, std::ios::binary};
    if (!in) return unreadable(std::strerror(errno));
    return read_all(in);
}

// The file may hold several, one a line; '#' begins a comment.
Result<std::string> token_in(const std::string& file)
{
    const auto text = read_file(file);
    if (!text) return Error{text.error().code, file + ' ' + text.error().detail};
    std::string_view rest = *text;
    while (!rest.empty()) {
        const auto end = std::min(rest.find('\n'), rest.size());
        auto line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
        if (!line.empty() && !line.starts_with('#')) return std::string{line};
    }
    return Error{Errc::query_invalid, file + " has no token in it"};
}

void print_page(const client::Page& page, Output output)
{
    if (output.for_people) {
        output.out << agents_table(page.agents, page.scores);
        return;
    }
    for (const auto& agent : page.agents) output.out << json_line(agent);
}

void print_rest(const client::Page& page, std::size_t shown, Output output)
{
    if (output.for_people) output.err << shown << " of " << page.total << " agents\n";
    if (!page.next_cursor.empty())
        output.err << "more with --cursor " << printable(page.next_cursor, 1024) << '\n';
}

bool register_file(client::Client& client, const std::string& file, const std::string& id, Output output)
{
    const auto card = read_file(file);
    if (!card) {
        print_error(output.err, file, card.error());
        return false;
    }
    const auto registered = id.empty() ? client.register_card(*card) : client.put(id, *card);
    if (!registered) {
        print_error(output.err, file, registered.error());
        return false;
    }
    print_warnings(output.err, file, registered->warnings);
    if (output.for_people)
        output.out << (registered->created ? "registered " : "updated ") << printable(registered->id)
                   << " at revision " << registered->revision << '\n';
    else
        output.out << json_line(*registered);
    return true;
}

} // namespace

Result<client::Client> connect(const ServerChoice& choice)
{
    auto token = choice.token;
    if (!choice.token_file.empty()) {
        auto read = token_in(choice.token_file);
        if (!read) return std::move(read).error();
        token = *std::move(read);
    }
    const std::chrono::milliseconds timeout{std::llround(choice.timeout_s * 1000)};
    return client::Client::open({.url = choice.url,
                                 .token = std::move(token),
                                 .connect_timeout = std::min(timeout, std::chrono::milliseconds{2'000}),
                                 .read_timeout = timeout,
                                 .timeout = timeout});
}

bool run(client::Client& client, const RegisterVerb& verb, Output output)
{
    if (!verb.id.empty() && verb.files.size() > 1) {
        print_error(output.err, "register",
                    {Errc::query_invalid, "only one file can have the id " + verb.id});
        return false;
    }
    bool all_done = true;
    for (const auto& file : verb.files) all_done = register_file(client, file, verb.id, output) && all_done;
    return all_done;
}

bool run(client::Client& client, const GetVerb& verb, Output output)
{
    if (verb.bare_card) {
        const auto card = client.card(verb.id);
        if (!card) print_error(output.err, verb.id, card.error());
        if (card) output.out << card->json << '\n';
        return card.has_value();
    }
    const auto agent = client.get(verb.id);
    if (!agent) print_error(output.err, verb.id, agent.error());
    if (agent) output.out << (output.for_people ? agent_sheet(*agent) : json_line(*agent));
    return agent.has_value();
}

bool run(client::Client& client, const ListVerb& verb, Output output)
{
    std::size_t count = 0;
    const auto show = [&](const client::Page& page) {
        count += page.agents.size();
        print_page(page, output);
        if (!verb.all || page.next_cursor.empty()) print_rest(page, count, output);
    };
    Result<void> done;
    if (verb.all) {
        done = client.list_all(verb.page, [&](const client::Page& page) {
            show(page);
            return true;
        });
    } else if (auto page = client.list(verb.page)) {
        show(*page);
    } else {
        done = page.error();
    }
    if (!done) print_error(output.err, "list", done.error());
    return done.has_value();
}

bool run(client::Client& client, const SearchVerb& verb, Output output)
{
    auto request = verb.request;
    for (const auto& word : verb.words) request.query += (request.query.empty() ? "" : " ") + word;
    const auto page = client.search(request);
    if (!page) {
        print_error(output.err, "search", page.error());
        return false;
    }
    print_page(*page, output);
    print_rest(*page, page->agents.size(), output);
    return true;
}

bool run(client::Client& client, const UnregisterVerb& verb, Output output)
{
    bool all_done = true;
    for (const auto& id : verb.ids) {
        const auto removed = client.remove(id);
        if (!removed) print_error(output.err, id, removed.error());
        if (removed && output.for_people) output.out << "unregistered " << printable(id) << '\n';
        all_done = all_done && removed;
    }
    return all_done;
}

bool check_health(client::Client& client, Output output)
{
    const auto healthy = client.health();
    if (!healthy) print_error(output.err, "healthcheck", healthy.error());
    if (healthy && output.for_people) output.out << "healthy\n";
    return healthy.has_value();
}

} // namespace a2a
