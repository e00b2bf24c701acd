// SPDX-License-Identifier: Apache-2.0
// One registered agent as the catalog holds it. Immutable after it is published.
#pragma once

#include "base/clock.hpp"
#include "base/digest.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace a2a {

// What a change is numbered with: strictly increasing, holes allowed. 0 = before every change.
using Revision = std::uint64_t;

// A record keeps the answer to "get this agent" ready, with the card's exact bytes inside
// it, and no parsed form: that would take several times the bytes. All its text lies in one
// allocation, and the views point into it, so a view lives as long as the record.
struct Record {
    std::string_view id;
    std::string_view body; // {"agent_card":{…},"id":"…","revision":R,"registered_at":"…","updated_at":"…"}
    std::string_view tokens;      // the searchable text as the catalog's chunks (text/tokens.hpp)
    std::string_view folded_name; // text::fold of the card's name, cut to 256 bytes: the key of sort=name
    Revision revision = 0;        // of the last change
    Revision first_revision = 0;  // of the registration
    WallTime registered_at;
    WallTime updated_at;
    std::chrono::sys_seconds modified_at; // updated_at in seconds, but later than every card's here before
    Digest digest{};                      // of the card's bytes
    std::size_t card_bytes = 0;           // length of the card inside body
    std::unique_ptr<const char[]> storage;

    static constexpr std::string_view kBeforeCard = "{\"agent_card\":";
    std::string_view card() const { return body.substr(kBeforeCard.size(), card_bytes); }

    // What follows the card: ,"id":"…","revision":R and then ,"registered_at":"…","updated_at":"…"}
    std::string_view registration() const { return body.substr(kBeforeCard.size() + card_bytes); }
    static constexpr std::string_view kBeforeTimes = ",\"registered_at\":";
    static constexpr std::size_t kTimesBytesMin = 84; // from there to the end
};
using RecordPtr = std::shared_ptr<const Record>;

inline constexpr std::size_t kFoldedNameBytes = 256;

// What a record says beside its card.
struct Registration {
    std::string_view id;
    Revision revision = 0;
    Revision first_revision = 0;
    WallTime registered_at;
    WallTime updated_at;
    std::chrono::sys_seconds modified_at = {};
    Digest digest{}; // of the card's bytes
};

// What Last-Modified says of a version that takes the place of one that said `before`. HTTP
// dates have seconds: two versions must not share one, or a client that holds the first would
// be told that it is current.
std::chrono::sys_seconds modified_after(std::chrono::sys_seconds before, WallTime at);

// What is answered to "get this agent", and exported: Record::body.
std::string print(const Registration& registration, std::string_view card);

// `name` is the card's, `bytes` the card as stored, `tokens` its text in the chunks of the catalog
// that the record is for. Keeps nothing of the arguments.
RecordPtr make_record(const Registration& registration, std::string_view name, std::string_view bytes,
                      std::string_view tokens);

} // namespace a2a
