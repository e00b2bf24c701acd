// SPDX-License-Identifier: Apache-2.0
#include "relevance/bm25.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace a2a::bench {
namespace {

constexpr double kSaturation = 1.2;       // k1
constexpr double kLengthInfluence = 0.75; // b

// Every byte of a character beyond ASCII counts as a letter.
bool is_of_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> words;
    for (auto at = text.begin(); at != text.end();) {
        const auto* const begin = std::find_if(at, text.end(), is_of_word);
        const auto* const end = std::find_if_not(begin, text.end(), is_of_word);
        if (begin != end) words.emplace_back(begin, end);
        at = end;
    }
    return words;
}

} // namespace

void Bm25::add(std::string id, std::string_view folded_text)
{
    const auto document = static_cast<std::uint32_t>(ids_.size());
    const auto words = words_of(folded_text);
    std::map<std::string_view, std::uint32_t> occurrences;
    for (const auto& word : words) ++occurrences[word];
    for (const auto& [word, times] : occurrences) postings_[std::string{word}].push_back({document, times});
    ids_.push_back(std::move(id));
    lengths_.push_back(words.size());
    length_of_all_ += words.size();
}

std::unordered_map<std::uint32_t, Bm25::Match> Bm25::matches(const std::vector<std::string>& words) const
{
    const auto documents = static_cast<double>(ids_.size());
    const auto usual_length = static_cast<double>(length_of_all_) / documents;
    std::unordered_map<std::uint32_t, Match> found;
    for (const auto& word : words) {
        const auto postings = postings_.find(word);
        if (postings == postings_.end()) continue;
        const auto with = static_cast<double>(postings->second.size());
        const auto rarity = std::log(1 + (documents - with + 0.5) / (with + 0.5));
        for (const auto [document, occurrences] : postings->second) {
            const auto length = static_cast<double>(lengths_[document]) / usual_length;
            const auto times = static_cast<double>(occurrences);
            auto& match = found[document];
            match.score += rarity * times * (kSaturation + 1) /
                           (times + kSaturation * (1 - kLengthInfluence + kLengthInfluence * length));
            ++match.words;
        }
    }
    return found;
}

std::vector<std::string> Bm25::search(std::string_view folded_query, Words wanted, std::size_t limit) const
{
    auto words = words_of(folded_query);
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());

    std::vector<std::pair<double, std::uint32_t>> ranked; // lower is better
    for (const auto& [document, match] : matches(words))
        if (wanted == Words::any || match.words == words.size()) ranked.emplace_back(-match.score, document);
    std::ranges::sort(ranked);
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < std::min(ranked.size(), limit); ++i) ids.push_back(ids_[ranked[i].second]);
    return ids;
}

} // namespace a2a::bench
