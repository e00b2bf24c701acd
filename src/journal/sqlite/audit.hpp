// SPDX-License-Identifier: Apache-2.0
// All rows of `changes`, held against each other and against what the state says of them.
#pragma once

#include "journal/sqlite/rows.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace a2a::sqlite {

class Audit {
public:
    explicit Audit(const StateRow& state) : state_{state} {}

    // What is wrong with the next row by revision, or nothing.
    std::optional<std::string> fault_of(const StoredRow& row);

    // What is wrong with all of them, when there are no more.
    std::vector<std::string> faults_of_all() const;

    std::uint64_t taken() const { return agents_ + removals_; }

private:
    const StateRow& state_;
    Revision last_ = 0;
    std::uint64_t agents_ = 0;
    std::uint64_t removals_ = 0;
};

// Throws Refusal: "is damaged: …; restore a backup".
[[noreturn]] void refuse_as_damaged(const std::string& how);

} // namespace a2a::sqlite
