// SPDX-License-Identifier: Apache-2.0
// What must be true of one agent, as far as the client that alone writes it was told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace a2a::fault {

struct Account {
    // What a write wants there; no card: nothing.
    struct Wish {
        std::optional<std::string> card;
        std::string mark = {};
    };

    std::string id;
    Wish known = {};              // as last acknowledged, or found after a restart
    std::uint64_t revision = 0;   // of the agent that is there
    std::uint64_t newest = 0;     // the greatest revision this id ever had
    std::string etag = {};        // of the card that is there, when it was told
    std::string former_mark = {}; // of a card that was replaced or removed

    // Sent, and not answered for certain: after the next restart it holds, or what is known.
    std::optional<Wish> in_flight = {};

    bool exists() const { return known.card.has_value(); }

    // The wish in flight became true.
    void settle(std::uint64_t at, std::string tag);
};

struct Found {
    std::string card;
    std::uint64_t revision = 0;
    std::string etag;
};

enum class Verdict : std::uint8_t {
    kept,        // as acknowledged
    carried_out, // what was in flight
    lost,        // an acknowledged write is not there
    resurrected, // a removal that was acknowledged did not last
    misnumbered, // the right card under a wrong revision
};

// Compares, and takes what was found for known from now on.
Verdict judge(Account& account, const std::optional<Found>& found);

} // namespace a2a::fault
