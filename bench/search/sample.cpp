// SPDX-License-Identifier: Apache-2.0
#include "search/sample.hpp"

#include "base/text.hpp"
#include "cards/searchable.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace a2a::bench {
namespace {

// What somebody would type: letters, digits and hyphens, no full stop at the end.
bool is_plain(std::string_view word)
{
    return word.size() >= 3 && std::ranges::all_of(word, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
           });
}

} // namespace

Sample::Sample(const Fleet& fleet)
{
    const auto cards = std::min(fleet.agents, kCards);
    words_of_.resize(cards);
    for (std::uint64_t i = 0; i < cards; ++i) {
        const auto parsed = parsed_card_of(fleet, i * fleet.agents / cards);
        add(static_cast<std::uint32_t>(i), text::fold(searchable(parsed->card).all()));
    }
    common_ = words_between(0.07, 0.13, 60);
}

void Sample::add(std::uint32_t card, const std::string& folded)
{
    for (const auto word : text::words(folded)) {
        auto& [spelled, cards] = *cards_with_.try_emplace(std::string{word}).first;
        if (!cards.empty() && cards.back() == card) continue;
        cards.push_back(card);
        if (is_plain(spelled)) words_of_[card].push_back(&spelled);
    }
}

double Sample::share_of(std::string_view word) const
{
    std::vector<bool> has(words_of_.size());
    for (const auto& [other, cards] : cards_with_)
        if (other.find(word) != std::string::npos)
            for (const auto card : cards) has[card] = true;
    return static_cast<double>(std::ranges::count(has, true)) / static_cast<double>(has.size());
}

// Those nearest to the middle first.
std::vector<std::string> Sample::words_between(double least, double most, std::size_t count) const
{
    std::vector<std::pair<double, std::string>> found;
    const auto middle = (least + most) / 2;
    for (const auto& [word, cards] : cards_with_) {
        const auto as_a_word = static_cast<double>(cards.size()) / static_cast<double>(words_of_.size());
        if (!is_plain(word) || as_a_word < least / 4 || as_a_word > most) continue;
        const auto share = share_of(word);
        if (share >= least && share <= most) found.emplace_back(std::abs(share - middle), word);
    }
    std::ranges::sort(found);
    std::vector<std::string> words;
    for (auto& [distance, word] : found)
        if (words.size() < count) words.push_back(std::move(word));
    return words;
}

std::vector<std::string> Sample::words_of_one_card(Random& random, std::size_t count) const
{
    auto words = words_of_[random.below(static_cast<std::uint32_t>(words_of_.size()))];
    for (auto i = words.size(); i > 1; --i)
        std::swap(words[i - 1], words[random.below(static_cast<std::uint32_t>(i))]);
    const auto cards = words_of_.size();
    std::stable_partition(words.begin(), words.end(), [&](const std::string* word) {
        const auto with = cards_with_.at(*word).size();
        return with * 3 < cards && (with > 1 || cards < 100); // neither "the" nor a name
    });
    words.resize(std::min(words.size(), count));
    std::vector<std::string> chosen;
    for (const auto* word : words) chosen.push_back(*word);
    return chosen;
}

} // namespace a2a::bench
