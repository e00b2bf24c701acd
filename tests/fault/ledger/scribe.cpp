// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger/scribe.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <exception>

namespace a2a::fault {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kConnections = 2;
constexpr std::size_t kImportMax = 8;
const std::string kJson = "Content-Type: application/json\r\n";

std::string path_of(const std::string& id)
{
    std::string path = "/agents/";
    for (const char c : id) {
        if (c == ' ')
            path += "%20";
        else if (c == '/')
            path += "%2F";
        else
            path += c;
    }
    return path;
}

} // namespace

Scribe::Scribe(Options options, Tally& tally)
    : number_{options.number}, agents_{options.agents}, tally_{tally}, random_{options.seed}
{
    begin_anew();
}

void Scribe::begin_anew()
{
    accounts_.clear();
    for (std::size_t i = 0; i < agents_; ++i) accounts_.push_back({.id = id_of(number_, i)});
    newest_ = 0;
}

void Scribe::write(std::uint16_t port, std::uint64_t floor)
{
    floor_ = floor;
    try {
        for (std::size_t i = 0; i < kConnections; ++i)
            connections_.push_back(std::make_unique<support::RawClient>(port));
        while (std::ranges::any_of(accounts_, [](const auto& account) { return !account.in_flight; }))
            write_something();
    } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): the server was killed, as is meant
    }
    connections_.clear();
}

void Scribe::write_something()
{
    auto& account = any_settled();
    switch (draw(random_, 16)) {
    case 0:
    case 1:
        return post(account);
    case 2:
    case 3:
        return remove(account);
    case 4:
        return import();
    case 5:
    case 6:
        return put_if_matching(account);
    case 7:
        return put_if_new(account);
    case 8:
        return read_back(account);
    default:
        return put(account);
    }
}

Account& Scribe::any_settled()
{
    for (;;) {
        auto& account = accounts_[draw(random_, accounts_.size())];
        if (!account.in_flight) return account;
    }
}

// Mostly another one; now and then the same again, which changes nothing.
Account::Wish Scribe::new_card(const Account& account)
{
    if (account.exists() && draw(random_, 16) == 0) return account.known;
    auto written = write_card(random_, number_, account.id);
    return {.card = std::move(written.json), .mark = std::move(written.mark)};
}

void Scribe::set_off(Account& account, Account::Wish wish)
{
    account.in_flight = std::move(wish);
}

void Scribe::put(Account& account)
{
    send_card(account, "PUT " + path_of(account.id), kJson, false);
}

void Scribe::post(Account& account)
{
    send_card(account, "POST /agents", kJson, false);
}

void Scribe::put_if_matching(Account& account)
{
    const bool matches = account.exists() && !account.etag.empty() && draw(random_, 4) != 0;
    const std::string etag = matches ? account.etag : "\"of-another-card\"";
    send_card(account, "PUT " + path_of(account.id), kJson + "If-Match: " + etag + "\r\n", !matches);
}

void Scribe::put_if_new(Account& account)
{
    send_card(account, "PUT " + path_of(account.id), kJson + "If-None-Match: *\r\n", account.exists());
}

void Scribe::send_card(Account& account, const std::string& line, const std::string& fields, bool may_fail)
{
    set_off(account, new_card(account));
    take(account, ask(support::request_with(line, *account.in_flight->card, fields)), may_fail);
}

void Scribe::take(Account& account, const support::Answer& answer, bool may_fail)
{
    if (answer.status == 500) return; // nobody knows
    if (answer.status != 200 && answer.status != 201) {
        account.in_flight.reset();
        if (!may_fail || answer.status != 412)
            disagree(account, "a card was refused: " + answer.head + ' ' + answer.body);
        return;
    }
    if (may_fail) disagree(account, "its condition did not hold, and it was carried out");
    const auto revision = Json::parse(answer.body).at("revision").get<std::uint64_t>();
    take_revision(account, revision, answer.status == 201, answer.field("ETag"));
}

void Scribe::take_revision(Account& account, std::uint64_t revision, bool created, const std::string& etag)
{
    if (created == account.exists())
        disagree(account, account.exists() ? "was registered as if new" : "was replaced, and was not there");
    const bool changes = !account.exists() || account.known.card != account.in_flight->card;
    if (changes && (revision <= account.newest || revision <= floor_))
        disagree(account, "got revision " + std::to_string(revision) + " after " +
                              std::to_string(std::max(account.newest, floor_)));
    if (!changes && revision != account.revision) disagree(account, "got a new revision for the same card");
    newest_ = std::max(newest_, revision);
    account.settle(revision, etag);
    ++tally_.acknowledged;
}

void Scribe::remove(Account& account)
{
    set_off(account, {});
    const auto answer = ask(support::request("DELETE " + path_of(account.id)));
    if (answer.status == 500) return;
    if (answer.status != (account.exists() ? 200 : 404))
        disagree(account, "a removal was answered " + answer.head + ' ' + answer.body);
    if (answer.status != 200) return account.in_flight.reset();
    account.settle(0, {});
    ++tally_.acknowledged;
}

void Scribe::import()
{
    std::string body;
    const auto count = 1 + draw(random_, kImportMax);
    for (std::size_t i = 0; i < count; ++i) {
        auto& account = accounts_[draw(random_, accounts_.size())];
        if (account.in_flight) continue;
        set_off(account, new_card(account));
        body += R"({"agent_card":)" + *account.in_flight->card + R"(,"id":")" + account.id + "\"}\n";
    }
    if (body.empty()) return;
    const auto answer = ask(support::request_with("POST /agents:import", body, kJson));
    if (answer.status != 200) return tally_.complain(tally_.disagreements, "an import: " + answer.head);
    for (std::size_t at = 0, end = 0; (end = answer.body.find('\n', at)) != std::string::npos; at = end + 1)
        take_line(answer.body.substr(at, end - at));
}

void Scribe::take_line(const std::string& line)
{
    const auto result = Json::parse(line);
    const auto account = std::ranges::find(accounts_, result.at("id").get<std::string>(), &Account::id);
    if (account == accounts_.end() || !account->in_flight || !result.contains("revision"))
        return tally_.complain(tally_.disagreements, "a line of an import: " + line);
    take_revision(*account, result.at("revision").get<std::uint64_t>(), result.at("status") == "created", {});
}

// The next request on any connection sees the write.
void Scribe::read_back(Account& account)
{
    const auto answer = ask(support::request("GET " + path_of(account.id) + "/card"));
    if (answer.status != (account.exists() ? 200 : 404) ||
        (account.exists() && answer.body != *account.known.card))
        disagree(account, "was read back as " + answer.head + ' ' + answer.body);
}

support::Answer Scribe::ask(const std::string& request)
{
    auto& connection = *connections_[draw(random_, connections_.size())];
    connection.send(request);
    auto answer = connection.read();
    if (!answer.is_whole) throw std::runtime_error{"an answer was cut off"};
    return answer;
}

void Scribe::disagree(const Account& account, const std::string& what)
{
    tally_.complain(tally_.disagreements, '"' + account.id + "\" " + what);
}

} // namespace a2a::fault
