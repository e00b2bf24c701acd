// SPDX-License-Identifier: Apache-2.0
// The journal of `--storage memory`: decides and numbers, and forgets everything with the process.
#pragma once

#include "journal/journal.hpp"

namespace a2a {

class Catalog;

class MemoryJournal final : public Journal {
public:
    // The catalog that follows this journal; it must outlive it.
    MemoryJournal(const Catalog& catalog, Clock clock);

    void replay(const Feed& feed) override;
    void commit(std::vector<Intent> batch, std::function<void(std::vector<Outcome>)> done) override;
    std::string_view history() const override { return history_; }
    std::string_view kind() const override { return "memory"; }

private:
    const Catalog& catalog_;
    const Clock clock_;
    const std::string history_; // drawn at start: revisions begin anew with every process
};

} // namespace a2a
