// SPDX-License-Identifier: Apache-2.0
// A registry's storage that loses its power again and again, and the account of what it owes.
#pragma once

#include "fault/faulty_vfs.hpp"
#include "fault/ledger.hpp"
#include "fault/life.hpp"
#include "fault/workload.hpp"
#include "support/agents.hpp"
#include "support/temp_dir.hpp"

#include <optional>
#include <string>
#include <vector>

namespace a2a::fault {

class Trial {
public:
    explicit Trial(std::uint64_t seed, bool relaxed = false) : work_{seed}, relaxed_{relaxed} {}

    Disk& disk() { return vfs_.disk(); }

    // Lives, with clean restarts, until the power goes at a random moment, or the process is killed.
    void live_and_crash();

    // What was acknowledged and is gone, what came back, what was refused without reason;
    // nothing, when all promises were kept.
    const std::vector<std::string>& lost() const { return lost_; }

    std::size_t committed() const { return committed_; } // batches
    std::size_t in_doubt() const { return in_doubt_; }   // batches with an unknown outcome, and of these
    std::size_t survived() const { return survived_; }   // those that were there afterwards
    std::size_t refused() const { return refused_; }     // openings that the loss of power ended

private:
    SqliteOptions options() const;
    void check(Life& life);
    void work(Life& life);

    FaultyVfs vfs_;
    support::TempDir dir_; // for the lock and the witness
    Workload work_;
    const bool relaxed_;
    WallTime now_ = test::at_second(0);

    Ledger ledger_;
    std::optional<Ledger> doubtful_; // had the last batch been stored
    std::string history_;
    std::vector<std::string> lost_;
    std::size_t committed_ = 0, in_doubt_ = 0, survived_ = 0, refused_ = 0;
};

} // namespace a2a::fault
