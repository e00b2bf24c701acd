// SPDX-License-Identifier: Apache-2.0
// One client that registers, replaces and removes agents nobody else writes, and keeps book of
// what it was told. Each call of write() is on one thread.
#pragma once

#include "fault/ledger/account.hpp"
#include "fault/ledger/cards.hpp"
#include "fault/ledger/tally.hpp"
#include "support/raw_client.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace a2a::fault {

class Scribe {
public:
    struct Options {
        std::size_t number = 0;
        std::size_t agents = 30;
        std::uint64_t seed = 0;
    };
    Scribe(Options options, Tally& tally);

    // Writes over connections of its own until the server goes, which it does not mind.
    // Every revision it is given must be above `floor`.
    void write(std::uint16_t port, std::uint64_t floor);

    std::size_t number() const { return number_; }
    std::vector<Account>& accounts() { return accounts_; }
    std::uint64_t newest() const { return newest_; } // the greatest revision it was ever given

    // Nothing is known and nothing was ever written.
    void begin_anew();

private:
    void write_something();
    void put(Account& account);
    void put_if_matching(Account& account);
    void put_if_new(Account& account);
    void post(Account& account);
    void remove(Account& account);
    void import();
    void read_back(Account& account);

    Account& any_settled();
    Account::Wish new_card(const Account& account);
    void send_card(Account& account, const std::string& line, const std::string& fields, bool may_fail);
    void take(Account& account, const support::Answer& answer, bool may_fail);
    void take_line(const std::string& line);
    void take_revision(Account& account, std::uint64_t revision, bool created, const std::string& etag);
    void set_off(Account& account, Account::Wish wish);
    support::Answer ask(const std::string& request);
    void disagree(const Account& account, const std::string& what);

    const std::size_t number_;
    const std::size_t agents_;
    Tally& tally_;
    Random random_;
    std::vector<Account> accounts_;
    std::vector<std::unique_ptr<support::RawClient>> connections_;
    std::uint64_t floor_ = 0;
    std::uint64_t newest_ = 0;
};

} // namespace a2a::fault
