// SPDX-License-Identifier: Apache-2.0
// Changes that outlive the process, and who decides them.
//
// The journal decides: it gets a batch of intents, checks each one's precondition against
// the state the earlier ones leave behind, numbers what is to happen, stores it, and says
// what became of each. Nothing else assigns revisions. The embedded journals (memory,
// SQLite) are the only writer of their data, so they may ask the catalog; one over a shared
// database decides there.
#pragma once

#include "base/bytes.hpp"
#include "base/digest.hpp"
#include "catalog/change.hpp"
#include "catalog/record.hpp"

#include <a2a/error.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace a2a {

// Names one state of one agent: the content, or the content as of one revision.
struct Version {
    Digest digest{};
    std::optional<Revision> revision = {};
};

// On what condition an intent is carried out (RFC 9110 section 13.1).
struct Precondition {
    bool must_not_exist = false;                         // If-None-Match: *
    bool must_exist = false;                             // If-Match: *
    std::optional<std::vector<Version>> must_match = {}; // If-Match: one of these is the current one
    std::vector<Version> must_not_match = {};            // If-None-Match: none of these is
};

// What a caller wants changed. No card = remove.
struct Intent {
    std::string id;
    card::ParsedPtr card;
    Precondition only_if = {};
    bool refuse_other_endpoint =
        false;                  // fail with name_conflict when the card there has another host or provider
    std::size_t agents_max = 0; // fail with registry_full when it would be one more; 0 = no limit
};

struct Committed {
    enum class Kind : std::uint8_t { created, replaced, unchanged, removed };
    Kind kind = Kind::created;
    Change change;   // unchanged: the change that is in force (its revision and times), not a new one
    Digest digest{}; // of the card in force; of the removed one after a removal
    Bytes before;    // the card that was there; empty when none was
};
using Outcome = Result<Committed>;

class Journal {
public:
    virtual ~Journal() = default;

    // Feeds every stored change to `apply`, oldest first. Call once, before commit. Throws
    // std::runtime_error with a line for the operator when the store cannot be trusted.
    virtual void replay(const std::function<void(const Change&)>& apply) = 0;

    // Decides and stores a batch: one commit for all, outcomes in the order of the intents,
    // durable when `done` is called. `done` may run on this thread or another one, once.
    // Only one commit is under way at a time, and the outcomes of each are applied to the
    // catalog before the next.
    virtual void commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done) = 0;

    // False after a failure that makes further commits untrustworthy (promise P6).
    virtual bool writable() const = 0;

    // Changes when revisions start anew; part of every list's ETag.
    virtual std::string_view history() const = 0;

    virtual std::string_view kind() const = 0; // "memory", "sqlite"
};

} // namespace a2a
