// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger/audit.hpp"

#include <a2a/client.hpp>

#include <nlohmann/json.hpp>

#include <set>
#include <stdexcept>
#include <utility>

namespace a2a::fault {
namespace {

constexpr std::size_t kPage = 75;
constexpr std::size_t kMarksLooked = 3; // of each client, of cards there and gone

using Agents = std::map<std::string, Found>;

// One audit of one server.
class Auditor {
public:
    Auditor(std::uint16_t port, Tally& tally)
        : tally_{tally}, port_{port}, client_{client::Client::open({.url = url_of(port)}).value()}
    {
    }

    Agents walk();
    void judge_all(Scribe& scribe, Agents& listed);
    void search_for(Scribe& scribe, Random& random);
    void compare_totals(std::size_t agents);
    std::uint64_t revision(std::uint64_t floor);
    void disagree(const std::string& what) { tally_.complain(tally_.disagreements, what); }

private:
    static std::string url_of(std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); }
    std::optional<Found> get(const std::string& id);
    void judge_one(Account& account, const std::optional<Found>& listed);
    std::set<std::string> found_by(client::SearchRequest request);
    std::string body_of(const std::string& path);

    Tally& tally_;
    const std::uint16_t port_;
    client::Client client_;
};

Agents Auditor::walk()
{
    Agents agents;
    std::uint64_t last = 0;
    client::PageRequest request{.limit = kPage};
    do {
        auto page = client_.list(request).value();
        for (auto& agent : page.agents) {
            auto found = Found{.card = std::move(agent.card), .revision = agent.revision, .etag = agent.etag};
            last = std::max(last, agent.revision);
            if (!agents.emplace(agent.id, std::move(found)).second)
                disagree('"' + agent.id + "\" is listed twice");
        }
        request.cursor = page.next_cursor;
        if (request.cursor.empty() && page.total != agents.size())
            disagree("the list has " + std::to_string(agents.size()) + " of " + std::to_string(page.total));
    } while (!request.cursor.empty());
    return agents;
}

std::optional<Found> Auditor::get(const std::string& id)
{
    auto agent = client_.get(id);
    if (agent) return Found{.card = agent->card, .revision = agent->revision, .etag = agent->etag};
    if (agent.error().code != Errc::agent_not_found) throw std::runtime_error{agent.error().detail};
    return std::nullopt;
}

void Auditor::judge_one(Account& account, const std::optional<Found>& listed)
{
    const auto found = get(account.id);
    if (found.has_value() != listed.has_value() ||
        (found && (found->card != listed->card || found->revision != listed->revision)))
        disagree('"' + account.id + "\" is listed otherwise than it is got");

    if (account.in_flight) ++tally_.unknown;
    const auto told = '"' + account.id + "\", acknowledged at revision " + std::to_string(account.revision) +
                      (found ? ", is at " + std::to_string(found->revision) : ", is not there");
    switch (judge(account, found)) {
    case Verdict::kept:
        return;
    case Verdict::carried_out:
        ++tally_.carried_out;
        return;
    case Verdict::lost:
        return tally_.complain(tally_.lost, "lost: " + told);
    case Verdict::resurrected:
        return tally_.complain(tally_.resurrected, "resurrected: " + told);
    case Verdict::misnumbered:
        return disagree("misnumbered: " + told);
    }
}

// Takes from the list what is this client's.
void Auditor::judge_all(Scribe& scribe, Agents& listed)
{
    for (auto& account : scribe.accounts()) {
        const auto found = listed.extract(account.id);
        judge_one(account, found ? std::optional{found.mapped()} : std::nullopt);
    }
}

std::set<std::string> Auditor::found_by(client::SearchRequest request)
{
    std::set<std::string> ids;
    request.page.limit = kPage;
    do {
        const auto page = client_.search(request).value();
        for (const auto& agent : page.agents) ids.insert(agent.id);
        request.page.cursor = page.next_cursor;
        if (request.page.cursor.empty() && page.total != ids.size())
            disagree("a search finds " + std::to_string(ids.size()) + " of " + std::to_string(page.total));
    } while (!request.page.cursor.empty());
    return ids;
}

void Auditor::search_for(Scribe& scribe, Random& random)
{
    std::set<std::string> there;
    for (const auto& account : scribe.accounts())
        if (account.exists()) there.insert(account.id);
    const auto client = std::to_string(scribe.number());
    if (found_by({.skills = {skill_of(scribe.number())}, .page = {}}) != there)
        disagree("a search by skill disagrees with the list, client " + client);
    if (found_by({.query = word_of(scribe.number()), .sort = "registered", .page = {}}) != there)
        disagree("a search by text disagrees with the list, client " + client);

    for (std::size_t i = 0; i < kMarksLooked; ++i) {
        const auto& account = scribe.accounts()[draw(random, scribe.accounts().size())];
        if (account.exists() && !account.known.mark.empty() &&
            found_by({.query = account.known.mark, .page = {}}) != std::set{account.id})
            disagree('"' + account.id + "\" is not found by what only its card says");
        if (!account.former_mark.empty() && !found_by({.query = account.former_mark, .page = {}}).empty())
            disagree('"' + account.id + "\" is found by what its card said before");
    }
}

std::string Auditor::body_of(const std::string& path)
{
    support::RawClient connection{port_};
    connection.send(support::request("GET " + path, "Connection: close\r\n"));
    return connection.read().body;
}

void Auditor::compare_totals(std::size_t agents)
{
    const auto health = nlohmann::json::parse(body_of("/health/detailed"));
    if (health.at("agents_count") != agents)
        disagree("the list has " + std::to_string(agents) + " agents, /health/detailed says " +
                 health.at("agents_count").dump());
    if (health.at("status") != "healthy") disagree("/health/detailed says " + health.at("status").dump());
}

std::uint64_t Auditor::revision(std::uint64_t floor)
{
    constexpr std::string_view kName = "\nregistry_revision ";
    const auto metrics = body_of("/metrics");
    const auto at = metrics.find(kName);
    if (at == std::string::npos) throw std::runtime_error{"no registry_revision among the metrics"};
    const auto revision = static_cast<std::uint64_t>(std::stod(metrics.substr(at + kName.size())));
    if (revision < floor)
        tally_.complain(tally_.lost, "lost: the registry is at revision " + std::to_string(revision) +
                                         ", and had acknowledged " + std::to_string(floor));
    return revision;
}

} // namespace

std::uint64_t audit(std::uint16_t port, Books books, Random& random, Tally& tally)
{
    Auditor auditor{port, tally};
    auto listed = auditor.walk();
    auditor.compare_totals(listed.size());
    for (auto& scribe : books.scribes) {
        auditor.judge_all(scribe, listed);
        auditor.search_for(scribe, random);
    }
    for (const auto& [id, card] : books.ballast) {
        const auto found = listed.extract(id);
        if (!found || found.mapped().card != card)
            tally.complain(tally.lost, "lost: \"" + id + "\", which nobody has touched");
    }
    for (const auto& [id, stray] : listed) auditor.disagree("nobody has registered \"" + id + '"');
    return auditor.revision(books.revision_floor);
}

} // namespace a2a::fault
