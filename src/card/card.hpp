// SPDX-License-Identifier: Apache-2.0
// Agent cards in: from the bytes a publisher sent to what the registry keeps of them.
//
// One validating pass over every value (depth, UTF-8, duplicate members, numbers), then
// the rules, then the projection. The card's bytes are kept as sent: same members, same
// order, same number spelling; only insignificant white space goes. One exception: a card
// in the Python registry's own snake_case dialect without `preferred_transport` (or with
// null there) gets "preferred_transport":"JSONRPC", because its clients rely on it.
//
// All functions here are pure and may be called from any thread.
#pragma once

#include "base/digest.hpp"

#include <a2a/agent_card.hpp>
#include <a2a/error.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a::card {

// What is done about cards that break the specification but are of use:
// standard accepts with warnings, strict refuses, lenient also accepts wrong types
// (the member is left out of the projection).
enum class Validation : unsigned char { standard, strict, lenient };

struct Rules {
    Validation validation = Validation::standard;
    std::size_t card_bytes = 256 * 1024; // of one card, as sent
    std::size_t skills = 500;
    std::size_t tags_per_skill = 64;
    std::size_t depth = 32; // the card's root is 1
};

// A card that was accepted. Immutable and shared once made.
struct Parsed {
    AgentCard card;
    std::string bytes; // minified, otherwise as sent
    Digest digest{};   // of the bytes
    std::vector<FieldIssue> warnings = {};
};
using ParsedPtr = std::shared_ptr<const Parsed>;

// What registering a card would say. `parsed` is set exactly when there are no errors.
struct Verdict {
    Dialect dialect = Dialect::unknown;
    std::vector<FieldIssue> errors;
    std::vector<FieldIssue> warnings;
    AgentCard projection; // as far as it could be read
    ParsedPtr parsed;
};

// A request body: the bare card, `{"agent_card": card}` (an object with `agent_card` and
// without `name`), or an exported row, which is the wrapped form with an `id`.
struct Envelope {
    Verdict verdict;
    std::optional<std::string> id; // of an exported row
};

// Judges the card in `body`, wrapped or bare. Fails with bad_json when the body as a whole
// is no JSON (then there is nothing to judge) and too_large when the card is above its limit.
// Pointers are relative to the card.
Result<Envelope> examine(std::string_view body, const Rules& rules);

// As examine, for those who want the card or an Error{card_invalid} that lists every fault.
Result<ParsedPtr> parse(std::string_view body, const Rules& rules);

// The projection of stored bytes: members of the wrong type are left out, nothing is
// judged, and no limit applies. The same as Parsed::card of the card these bytes came from.
AgentCard project(std::string_view stored);

// The projection as JSON: {"name":…,"interfaces":[{"url","transport","protocol_version"}…],…}.
std::string print(const AgentCard& card);

// "push_notifications" to "pushNotifications": how the projection spells capabilities.
std::string camel_case(std::string_view name);

// Legal agent ids: 1 to 256 bytes of UTF-8 without control or bidirectional-override
// characters, and not "." or "..". Answers what is wrong, or nothing.
std::optional<std::string> fault_of_id(std::string_view id);

// Scheme, host and port of the preferred interface ("https://a.example:8443"), lowered; empty when there is
// none.
std::string endpoint_host(const AgentCard& card);

} // namespace a2a::card
