// SPDX-License-Identifier: Apache-2.0
#include "fault/ledger.hpp"

namespace a2a::fault {

Ledger Ledger::after(const std::vector<Intent>& batch) const
{
    auto next = *this;
    for (const auto& intent : batch) {
        const auto found = next.agents_.find(intent.id);
        const bool exists = found != next.agents_.end();
        if (intent.card == nullptr) {
            if (!exists) continue;
            next.agents_.erase(found);
            ++next.head_;
        } else if (!exists || found->second.card->bytes != intent.card->bytes) {
            next.agents_[intent.id] = {.card = intent.card, .revision = ++next.head_};
        }
    }
    return next;
}

std::vector<std::string> Ledger::differences(const Catalog& catalog) const
{
    std::vector<std::string> lines;
    for (const auto& [id, agent] : agents_) {
        const auto record = catalog.find(id);
        if (record == nullptr)
            lines.push_back(id + " is lost");
        else if (record->revision != agent.revision)
            lines.push_back(id + " is of revision " + std::to_string(record->revision) + ", not " +
                            std::to_string(agent.revision));
        else if (record->card() != agent.card->bytes)
            lines.push_back(id + " has other bytes");
    }
    if (catalog.size() != agents_.size())
        lines.push_back(std::to_string(catalog.size()) + " agents, not " + std::to_string(agents_.size()));
    if (catalog.revision() != head_)
        lines.push_back("the newest revision is " + std::to_string(catalog.revision()) + ", not " +
                        std::to_string(head_));
    return lines;
}

} // namespace a2a::fault
