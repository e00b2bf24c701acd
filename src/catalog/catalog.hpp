// SPDX-License-Identifier: Apache-2.0
// The agents this process knows, held in memory and searchable.
//
// A Catalog is a pure function of the changes applied to it: replaying the same changes in
// the same order gives the same catalog, which is how start-up, local writes, following a
// shared database and the tests all fill one. It never does I/O.
//
// Any number of threads may read while one thread applies (TurnstileMutex over
// std::shared_mutex). Under the shared lock a reader only looks up and takes references to
// immutable blocks; intersection, text, sorting and facets run after it is released.
// Readers get records by shared pointer and may keep them as long as they like.
#pragma once

#include "base/turnstile_mutex.hpp"
#include "catalog/change.hpp"
#include "catalog/query.hpp"
#include "catalog/record.hpp"
#include "catalog/roll.hpp"

#include <a2a/error.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace a2a {

namespace catalog {
struct BatchPlan;
struct Edit;
struct State;
} // namespace catalog

// A search of one state of the catalog: holds all it needs, so that it can run on any thread,
// without a lock and whatever is written meanwhile.
class Search {
public:
    struct PageSize {
        std::size_t agents = 0;
        std::size_t card_bytes = 0;
    };

    Search(Search&& other) noexcept;
    ~Search();

    // Expected to take more than about a millisecond: not for a thread that others wait for.
    bool is_long() const;

    // What its page may have at most; the bytes are of cards of usual size.
    PageSize page_at_most() const;

    // Fails with query_too_broad when it would cost more than any search may.
    Result<SearchAnswer> run() const;

private:
    friend class Catalog;
    struct Parts;
    explicit Search(std::unique_ptr<const Parts> parts);
    std::unique_ptr<const Parts> parts_;
};

class Catalog {
public:
    Catalog();
    ~Catalog();
    Catalog(const Catalog&) = delete;
    Catalog& operator=(const Catalog&) = delete;

    // The record now stored under `id`; null when there is none.
    RecordPtr find(std::string_view id) const;

    std::size_t size() const;  // live agents
    Revision revision() const; // of the last change applied

    Roll roll() const; // of all agents

    // Fails with query_invalid (a cursor that is not ours, or of another query) and
    // query_too_broad (more filter values than a search may cost). The query must outlive the search.
    Result<Search> begin(const Query& query) const;
    Result<Search> begin(Query&&) const = delete;
    Result<SearchAnswer> search(const Query& query) const; // begin and run
    Result<VocabularyAnswer> vocabulary(const VocabularyQuery& query) const;

    // Makes the changes visible to every later read: each as a whole, in order. A change that is not newer
    // than the catalog's revision does nothing, so replaying twice is harmless.
    // Call from one thread at a time.
    void apply(std::span<const Change> changes);
    void apply(const Change& change) { apply(std::span{&change, 1}); }

    // The same for a start, when hardly anybody reads yet: works on so many threads, and readers may
    // have to wait until all of the changes, some thousands at best, are in. Settle afterwards.
    void load(std::span<const Change> changes, std::size_t threads);

    // After a replay from a journal that compacted its history, agents may have been numbered
    // out of order of registration. Lists are right all the same, but cost a pass over the
    // agents a page until this has put them in order.
    void settle(std::size_t threads = 1);

    struct Sizes {
        std::size_t agents = 0;
        std::size_t card_bytes = 0;                    // of all live cards
        std::array<std::size_t, kFacetCount> values{}; // distinct values per index
        std::size_t words = 0;                         // distinct runs of their text, and
        std::size_t compounds = 0;                     // chunks of several
    };
    Sizes sizes() const;

    // Compares every index with what the records say (promise P5); one line per
    // difference, none when all is well. Reads a consistent state; costs a full rebuild. When it
    // is asked to stop, what it has found until then.
    std::vector<std::string> self_check(std::stop_token stop = {}) const;

private:
    void apply_batch(const catalog::BatchPlan& plan, std::size_t threads, bool in_place);
    void apply_edits(std::span<const Change> changes);
    void sweep();
    using EditsAt = std::vector<catalog::Edit>::const_iterator;
    EditsAt make_some(EditsAt at, EditsAt end); // under the lock; where the next begin
    void renumber(std::size_t threads);
    void exchange(std::unique_ptr<catalog::State> next);

    // Every search holds it, so its count tells the writer whether what it changes is held.
    const std::shared_ptr<const char> searches_ = std::make_shared<const char>();

    mutable TurnstileMutex mutex_;
    // Guarded by mutex_, but for the writer's own reading: nobody else changes it.
    std::unique_ptr<catalog::State> state_;
};

} // namespace a2a
