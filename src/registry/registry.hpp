// SPDX-License-Identifier: Apache-2.0
// The use cases: what can be done with the registry, whoever asks and over whatever
// protocol. Reads go straight to the catalog; every write goes through the one writer.
//
// Thread-safe. put and remove return at once; `done` runs on the writer's thread (or, when
// the write is refused at once, on the caller's) and must hand the outcome over to where it
// belongs without blocking.
#pragma once

#include "catalog/catalog.hpp"
#include "journal/journal.hpp"
#include "registry/writer.hpp"

#include <atomic>
#include <cstddef>
#include <string>

namespace a2a {

// Who asks. The gate authenticates, the use case authorises.
struct Caller {
    bool may_write = false;
};

class Registry {
public:
    // What may change at run time.
    struct Policy {
        bool refuse_other_endpoint = false; // a POST whose name another endpoint holds: refuse or replace
        std::size_t agents_max = 0;         // 0 = no limit
    };
    using Done = Writer::Done;

    // The catalog must have been filled from the journal. All three must outlive the registry.
    Registry(Catalog& catalog, Journal& journal, observe::Metrics& metrics, Policy policy,
             std::size_t waiting_writes_max);

    const Catalog& catalog() const { return catalog_; }
    const Journal& journal() const { return journal_; }

    // POST takes the card's name for its id and minds whose name it is; PUT names any id.
    enum class Naming : unsigned char { by_name, by_id };
    void put(const Caller& caller, Naming naming, std::string id, card::ParsedPtr card, Precondition only_if,
             Done done);
    void remove(const Caller& caller, std::string id, Precondition only_if, Done done);

    std::size_t waiting_writes() const { return writer_.waiting(); }
    void change(Policy policy);

    // Commits every accepted write, then refuses further ones.
    void stop() { writer_.stop(); }

private:
    Catalog& catalog_;
    Journal& journal_;
    std::atomic<bool> refuse_other_endpoint_;
    std::atomic<std::size_t> agents_max_;
    Writer writer_;
};

} // namespace a2a
