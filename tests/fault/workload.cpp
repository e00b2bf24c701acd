// SPDX-License-Identifier: Apache-2.0
#include "fault/workload.hpp"

#include "support/agents.hpp"

namespace a2a::fault {
namespace {

constexpr std::size_t kAgents = 48;
constexpr std::size_t kCards = 40;
constexpr std::size_t kNoiseMax = 40'000; // bytes: several pages

// No two places of it are alike, so that no byte can take the place of another unseen.
std::string noise(std::mt19937_64& chance, std::size_t length)
{
    std::string text(length, ' ');
    for (auto& letter : text) letter = static_cast<char>('a' + chance() % 26);
    return text;
}

// Most are small; what makes the others large is not searched, for speed.
std::vector<card::ParsedPtr> make_cards()
{
    std::mt19937_64 chance{1};
    std::vector<card::ParsedPtr> cards;
    for (std::size_t i = 0; i < kCards; ++i) {
        const auto size = i % 8 == 0 ? chance() % kNoiseMax : chance() % 600;
        cards.push_back(test::accepted(test::card("Agent " + std::to_string(i))
                                           .member("x-noise", '"' + noise(chance, size) + '"')
                                           .dump()));
    }
    return cards;
}

} // namespace

std::vector<Intent> Workload::batch(std::size_t intents_max)
{
    static const auto cards = make_cards();
    std::vector<Intent> batch(1 + below(intents_max));
    for (auto& intent : batch) {
        intent.id = "agent-" + std::to_string(below(kAgents));
        if (below(4) != 0) intent.card = cards[below(kCards)];
    }
    return batch;
}

} // namespace a2a::fault
