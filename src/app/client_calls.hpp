// SPDX-License-Identifier: Apache-2.0
// What the client verbs do, once it is clear what was typed.
#pragma once

#include <a2a/client.hpp>

#include <chrono>
#include <iosfwd>
#include <string>
#include <vector>

namespace a2a {

// Where a verb talks to. People get tables, programs get JSON.
struct Output {
    std::ostream& out;
    std::ostream& err;
    bool for_people = false;
};

struct ServerChoice {
    std::string url;
    std::string token;
    std::string token_file; // the first token in it is used
    double timeout_s = 10;
};

struct RegisterVerb {
    std::vector<std::string> files; // "-" is the standard input
    std::string id;                 // of the only file; "" = each card's name
};
struct GetVerb {
    std::string id;
    bool bare_card = false;
};
struct ListVerb {
    client::PageRequest page;
    bool all = false; // every page, not only the next
};
struct SearchVerb {
    std::vector<std::string> words;
    client::SearchRequest request; // but for its query: the words
};
struct UnregisterVerb {
    std::vector<std::string> ids;
};

// A client for that server; fails with what is wrong with the choice.
Result<client::Client> connect(const ServerChoice& choice);

// True when everything was done; otherwise the errors have been printed.
bool run(client::Client& client, const RegisterVerb& verb, Output output);
bool run(client::Client& client, const GetVerb& verb, Output output);
bool run(client::Client& client, const ListVerb& verb, Output output);
bool run(client::Client& client, const SearchVerb& verb, Output output);
bool run(client::Client& client, const UnregisterVerb& verb, Output output);
bool check_health(client::Client& client, Output output);

} // namespace a2a
