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

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
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
    Revision before_revision = 0; // the change that put it there; 0 when none was
};
using Outcome = Result<Committed>;

class Journal {
public:
    virtual ~Journal() = default;

    // Feeds every stored change, oldest first and some thousands at a time; cards may be unread. Call once,
    // before commit. Throws std::runtime_error with a line for the operator when the store cannot be trusted;
    // what `feed` throws passes through.
    struct Progress {
        std::uint64_t done = 0; // changes, those that are being fed among them
        std::uint64_t total = 0;
    };
    using Feed = std::function<void(std::span<const Change> changes, Progress progress)>;
    virtual void replay(const Feed& feed) = 0;

    // Decides and stores a batch: one commit for all, outcomes in the order of the intents,
    // durable when `done` is called. `done` may run on this thread or another one, once.
    // Only one commit is under way at a time, and the outcomes of each are applied to the
    // catalog before the next.
    virtual void commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done) = 0;

    // What need not be done before an answer. To be called by whoever commits, between two
    // commits: after each, and when the time it answers has come.
    virtual std::optional<std::chrono::steady_clock::time_point> tend() { return std::nullopt; }

    // From any thread. False after a failure that makes further commits untrustworthy
    // (promise P6): the journal takes nothing any more until the process has been restarted.
    bool writable() const { return !latched_; }
    void latch(std::string_view why);

    // The process before this one did not close the store: it crashed, or was killed.
    virtual bool was_recovered() const { return false; }

    // Changes when revisions start anew; part of every list's ETag.
    virtual std::string_view history() const = 0;

    virtual std::string_view kind() const = 0; // "memory", "sqlite"

    // For metrics; from any thread.
    struct Figures {
        std::uint64_t bytes = 0;             // on disk
        std::optional<WallTime> last_backup; // when it was finished
    };
    virtual Figures figures() const { return {}; }

private:
    std::atomic<bool> latched_{false};
};

// A name for revisions that begin anew, which no other history has.
std::string draw_history();

} // namespace a2a
