// SPDX-License-Identifier: Apache-2.0
// Accepted cards and what is wanted of the registry with them, for tests below HTTP.
#pragma once

#include "card/card.hpp"
#include "journal/journal.hpp"
#include "support/cards.hpp"

#include <chrono>
#include <string>
#include <utility>

namespace a2a::test {

inline card::ParsedPtr accepted(const std::string& body)
{
    return card::parse(body, {}).value();
}

// The card of an agent that lives at https://<host>.
inline card::ParsedPtr at_host(const std::string& host)
{
    return accepted(card("Agent").url("https://" + host).dump());
}

inline Intent put(std::string id, card::ParsedPtr card, Precondition only_if = {})
{
    return {.id = std::move(id), .card = std::move(card), .only_if = std::move(only_if)};
}

inline Intent removal(std::string id, Precondition only_if = {})
{
    return {.id = std::move(id), .card = nullptr, .only_if = std::move(only_if)};
}

inline WallTime at_second(int second)
{
    return WallTime{std::chrono::seconds{1'700'000'000 + second}};
}

} // namespace a2a::test
