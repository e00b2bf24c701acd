// SPDX-License-Identifier: Apache-2.0
// A client of an A2A Registry, for programs that register agents or look for them.
//
// Calls are synchronous: each returns when the answer is there or its deadline has passed,
// and never throws for what a server or a network can do. One Client keeps one keep-alive
// connection, opened at the first call and again whenever the server has closed it. A Client
// belongs to one thread at a time; threads that call at once have one each. It can be moved, not
// copied; one that was moved from can only be destroyed or assigned to.
//
// Reads are repeated a few times, with growing random pauses and never before a Retry-After,
// when the server cannot be reached or says it is overloaded. Writes are not, but for imports
// that the server says it did not take: one whose answer got lost fails with
// Errc::outcome_unknown. Writing the same again is harmless.
//
// What GET was answered is kept, at most cache_bytes of it. A kept answer is asked about by its
// ETag and used again after a 304; only what the server gives a max-age (card(): 300 s by
// default) is used without asking, until then or until this Client writes. A search is a POST,
// and never kept.
#pragma once

#include <a2a/agent_card.hpp>
#include <a2a/error.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::client {

using Time = std::chrono::sys_time<std::chrono::milliseconds>;

// What an error means for whoever asked, and so what helps.
enum class ErrorClass : std::uint8_t {
    refused, // the same again fails again (HTTP 4xx): ask for something else
    not_now, // nothing was applied; the same may succeed later (429, 503, 507, or nobody answers)
    unknown, // applied or not (a 500, a lost answer): look, or write the same again
};

constexpr ErrorClass class_of(Errc code)
{
    switch (code) {
    case Errc::registry_full:
    case Errc::storage_full:
    case Errc::read_only:
    case Errc::overloaded:
    case Errc::loading:
    case Errc::unavailable:
        return ErrorClass::not_now;
    case Errc::outcome_unknown:
    case Errc::internal:
        return ErrorClass::unknown;
    default:
        return ErrorClass::refused;
    }
}

struct Options {
    // http://host[:port][/prefix]; the host is a name, an IPv4 address or an IPv6 one in brackets.
    std::string url = "http://127.0.0.1:8000";
    std::string token = {}; // sent as a bearer token when not empty
    std::chrono::milliseconds connect_timeout{2'000};
    std::chrono::milliseconds read_timeout{5'000}; // of a server that says nothing more
    std::chrono::milliseconds timeout{10'000};     // of a whole call, repetitions included
    unsigned retries = 2;                          // of a read
    bool accept_gzip = true;
    std::size_t answer_bytes_max = 256 * 1024 * 1024; // unpacked
    std::size_t cache_bytes = 16 * 1024 * 1024;       // 0 = keep nothing
};

// Under what condition a write is carried out; otherwise it fails with precondition_failed.
struct Conditions {
    std::string if_match = {};   // an ETag as this library returned it; "" = no condition
    bool must_not_exist = false; // only register, never replace
};

// What became of a card that was sent.
struct Registered {
    std::string id = {};
    bool created = false; // false: it replaced one, or was there already
    std::uint64_t revision = 0;
    std::string etag = {};
    std::vector<FieldIssue> warnings = {};
};

struct Agent {
    std::string id = {};
    std::string card = {}; // JSON, byte for byte as the registry keeps it
    std::uint64_t revision = 0;
    Time registered_at{};
    Time updated_at{};
    std::string etag = {};

    AgentCard projection() const; // of the card; read anew by each call
};

// A bare agent card.
struct Card {
    std::string json = {};
    std::string etag = {};

    AgentCard projection() const;
};

struct PageRequest {
    std::optional<std::size_t> limit;
    std::string cursor = {}; // next_cursor of the page before; "" = from the start
};

struct Page {
    std::vector<Agent> agents = {};
    std::size_t total = 0;           // of the whole list or result, not of this page
    std::string next_cursor = {};    // "" on the last page
    std::vector<double> scores = {}; // parallel to agents, when the answer is ranked
};

// false: no more is wanted.
using TakePage = std::function<bool(Page page)>;

// Everything given must hold. For what is not here (facets, not, relax, …) there is search_json.
struct SearchRequest {
    std::string query = {};
    std::vector<std::string> skills = {}, skills_any = {};
    std::vector<std::string> tags = {}, tags_any = {};
    std::vector<std::string> capabilities = {};
    std::vector<std::string> transports = {};
    std::vector<std::string> protocol_versions = {};
    std::vector<std::string> providers = {};
    std::string sort = {}; // "" = the server's default
    PageRequest page;
};

// A skill id or a tag, and how many agents have it.
struct Term {
    std::string value = {};
    std::uint64_t agents = 0;
};

struct TermsRequest {
    std::string prefix = {};
    PageRequest page;
};

struct Terms {
    std::vector<Term> terms = {}; // most used first
    std::size_t total = 0;
    std::string next_cursor = {};
};

// What a registry is asked to be ready for.
enum class Traffic : std::uint8_t { reads, writes };

// What became of one line of an import.
struct Imported {
    enum class Status : std::uint8_t { created, replaced, unchanged, refused };
    std::size_t line = 0; // of those sent, from 1
    std::string id = {};  // as far as it is known
    Status status = Status::refused;
    std::uint64_t revision = 0;
    std::optional<Error> refusal = {};
};

// The next JSON text of an import; nothing at its end.
using NextText = std::function<std::optional<std::string>()>;
using TakeImported = std::function<void(const Imported& imported)>;

class Client {
public:
    // Checks the options; connects at the first call. Fails with query_invalid, saying which
    // option is wrong: a URL that is not http, a token that cannot stand in a header.
    static Result<Client> open(Options options);

    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    // Registers a card under its own name, or under `id`. The JSON may be bare or wrapped.
    Result<Registered> register_card(std::string_view card_json, const Conditions& conditions = {});
    Result<Registered> put(std::string_view id, std::string_view card_json,
                           const Conditions& conditions = {});

    // Registers many cards, one JSON text a line: a card, bare or wrapped, or an agent as get
    // answers it, which keeps its id. One result for each line that is not blank. What is sent
    // at once is answered at once. What the server says that it did not take (429, 503, or a
    // line that found too many others waiting) is sent again.
    Result<std::vector<Imported>> import_lines(std::string_view lines);

    // The same for any number of texts, in requests that no proxy takes for too large. `line`
    // counts what `next` gave, from 1; blank texts have no result. After a failure what was told
    // to `take` is done, and of the thousands of texts behind it nobody knows.
    Result<void> import_all(const NextText& next, const TakeImported& take);

    Result<void> remove(std::string_view id, const Conditions& conditions = {});

    Result<Agent> get(std::string_view id);
    Result<Card> card(std::string_view id);

    Result<Page> list(const PageRequest& page = {});
    Result<Page> search(const SearchRequest& request);

    // Page after page, of a thousand agents unless a limit is given. An agent that is there all
    // the while is in exactly one page, in order of registration.
    Result<void> list_all(PageRequest from, const TakePage& take);
    Result<void> search_all(SearchRequest request, const TakePage& take);

    // Sends a request body as the HTTP contract describes it; answers the server's JSON as it is.
    Result<std::string> search_json(std::string_view request);

    Result<Terms> skills(const TermsRequest& request = {});
    Result<Terms> tags(const TermsRequest& request = {});

    // Succeeds when the server says that it is healthy.
    Result<void> health();

    // Whether the server wants traffic now; asked once, and never kept.
    Result<bool> ready(Traffic traffic = Traffic::reads);

private:
    struct State;
    explicit Client(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace a2a::client
