// SPDX-License-Identifier: Apache-2.0
#include "journal/sqlite/audit.hpp"

#include "journal/sqlite/schema.hpp"

namespace a2a::sqlite {

std::optional<std::string> Audit::fault_of(const StoredRow& row)
{
    const auto revision = row.fixed.revision;
    const bool out_of_place = revision <= last_ || revision > state_.head;
    last_ = revision;
    ++(row.card.empty() ? removals_ : agents_);
    if (out_of_place) return "revision " + std::to_string(revision) + " stands where it cannot";
    if (!row.is_intact()) return "revision " + std::to_string(revision) + " has a wrong checksum";
    return std::nullopt;
}

std::vector<std::string> Audit::faults_of_all() const
{
    std::vector<std::string> faults;
    const auto compare = [&](const char* what, std::uint64_t found, std::uint64_t expected) {
        if (found != expected)
            faults.push_back("it has " + std::to_string(found) + ' ' + what + " instead of " +
                             std::to_string(expected));
    };
    compare("agents", agents_, state_.agents);
    compare("removals", removals_, state_.removals);
    return faults;
}

void refuse_as_damaged(const std::string& how)
{
    throw Refusal{"is damaged: " + how + "; restore a backup"};
}

} // namespace a2a::sqlite
