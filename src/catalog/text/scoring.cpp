// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/scoring.hpp"

#include "base/text.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/tokens.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace a2a::catalog {

namespace {

constexpr std::size_t kWordsMax = 32;
constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kNamedMax = 8; // chunks in a name that may be the query

double rarity_of(const SoughtWord& word)
{
    return word.rarity / 8.0;
}

// The runs of a folded text, a space behind each: "translate-text" and "translate text" say
// the same.
std::string plain(std::string_view text)
{
    std::string all;
    for (const auto chunk : text::words(text))
        for_each_run(chunk, [&](std::string_view run) { all.append(run).append(" "); });
    return all;
}

} // namespace

// What is found out about one card while it is read.
struct Scorer::Card {
    std::array<double, kWordsMax> weights{};      // by word
    std::array<double, kWordsMax> pairs{};        // of a word with the one before it in the query
    std::array<std::size_t, kWordsMax> part_of{}; // where the word was seen last, and
    std::array<std::size_t, kWordsMax> place_of{};
    std::uint32_t words = 0;
    std::uint32_t skill = 0; // words in the skill at hand
    double best_skill = 0;   // rarity of the words in the skill that has most
    double exact = 0;
};

Scorer::Scorer(std::string_view query, std::span<const SoughtWord> words, const ChunksView& chunks)
    : words_{words.first(std::min(words.size(), kWordsMax))}, chunks_{chunks}, query_{
                                                                                   plain(text::fold(query))}
{
    bool all_expanded = true;
    for (const auto& word : words_) {
        rarity_ += catalog::rarity_of(word);
        all_expanded = all_expanded && word.expanded;
    }
    rarity_ = std::max(rarity_, 1.0); // words that were too broad to look up have none
    filter_.resize(kFilterBits / 64, all_expanded ? 0 : ~std::uint64_t{0});
    for (const auto& word : words_)
        for (const auto& match : word.matches)
            filter_[match.chunk % kFilterBits / 64] |= std::uint64_t{1} << (match.chunk % 64U);
}

std::uint8_t Scorer::weight(const SoughtWord& word, ChunkId chunk) const
{
    if (!word.expanded)
        return is_compound(chunk) == word.view->word.compound
                   ? weight_of(word.view->word.text, chunks_.text(chunk))
                   : std::uint8_t{0};
    const auto at =
        std::lower_bound(word.matches.begin(), word.matches.end(), chunk,
                         [](const ChunkMatch& match, ChunkId wanted) { return match.chunk < wanted; });
    return at != word.matches.end() && at->chunk == chunk ? at->weight : std::uint8_t{0};
}

template <class Visit>
void Scorer::for_each_word_in(ChunkId chunk, Visit visit)
{
    const auto [at, is_new] = known_.try_emplace(chunk);
    auto& known = at->second;
    if (is_new) {
        known.first = static_cast<std::uint32_t>(weights_.size());
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const auto found = weight(words_[i], chunk);
            if (found == 0) continue;
            known.words |= 1U << i;
            weights_.push_back(found);
        }
    }
    const auto* found = weights_.data() + known.first;
    for (auto words = known.words; words != 0; words &= words - 1)
        visit(static_cast<std::size_t>(std::countr_zero(words)), *found++);
}

double Scorer::rarity_of(std::uint32_t words) const
{
    double sum = 0;
    for (; words != 0; words &= words - 1)
        sum += catalog::rarity_of(words_[static_cast<std::size_t>(std::countr_zero(words))]);
    return sum;
}

Scored Scorer::score(std::string_view tokens)
{
    Card card;
    card.part_of.fill(kNever);
    std::size_t nth = 0;
    for (TokenReader part{tokens}; part.next(); ++nth) read_part(card, part, nth);
    card.best_skill = std::max(card.best_skill, rarity_of(card.skill));

    double sum = 0;
    const auto talk = ranking::talk(tokens);
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto rarity = catalog::rarity_of(words_[i]);
        sum += rarity * ranking::saturated(card.weights[i] / talk);
        if (i > 0) sum += card.pairs[i] * std::min(rarity, catalog::rarity_of(words_[i - 1]));
    }
    if (words_.size() > 1) sum *= 1 + ranking::kOneSkill * card.best_skill / rarity_;
    sum *= std::pow(rarity_of(card.words) / rarity_, ranking::kMissing);
    return {sum + card.exact * rarity_, card.words};
}

void Scorer::read_part(Card& card, TokenReader& part, std::size_t nth)
{
    if (part.field() == TextField::skill_id) {
        card.best_skill = std::max(card.best_skill, rarity_of(card.skill));
        card.skill = 0;
    }
    const auto whole_part = part; // to be read again
    const auto importance = ranking::weight_in(part.field(), part.size());
    const auto gain = ranking::saturated(importance);
    const auto* const filter = filter_.data();
    std::uint32_t here = 0;
    std::size_t at = 0; // runs so far: a compound is where its last run is
    part.each([&](std::size_t, ChunkId chunk) {
        at += is_compound(chunk) ? 0U : 1U;
        if ((filter[chunk % kFilterBits / 64] >> (chunk % 64U) & 1U) == 0) return; // nearly all
        for_each_word_in(chunk, [&](std::size_t word, std::uint8_t found) {
            const auto share = static_cast<double>(found) / ranking::kWhole;
            card.weights[word] += importance * share;
            see_pair(card, word, nth, at, gain * share);
            card.part_of[word] = nth;
            card.place_of[word] = at;
            here |= 1U << word;
        });
    });
    if (here == 0) return;
    card.words |= here;
    if (part.field() >= TextField::skill_id) card.skill |= here;
    const bool all_here = std::popcount(here) == static_cast<int>(words_.size());
    const bool names = part.field() == TextField::name || part.field() == TextField::skill_id ||
                       part.field() == TextField::skill_name;
    if (all_here && names && says_the_query(whole_part))
        card.exact = std::max(card.exact, part.field() == TextField::name ? ranking::kExactName
                                                                          : ranking::kExactName / 2);
}

// The word has just been met at this place of the nth part: is one of its neighbours near?
void Scorer::see_pair(Card& card, std::size_t word, std::size_t nth, std::size_t at, double importance) const
{
    const auto near = [&](std::size_t other) {
        return card.part_of[other] == nth && at - card.place_of[other] <= ranking::kNearChunks;
    };
    if (word > 0 && near(word - 1)) {
        const bool adjacent = at - card.place_of[word - 1] <= 1;
        card.pairs[word] =
            std::max(card.pairs[word], importance * (adjacent ? ranking::kPhrase : ranking::kNear));
    }
    if (word + 1 < words_.size() && near(word + 1))
        card.pairs[word + 1] = std::max(card.pairs[word + 1], importance * ranking::kNear);
}

bool Scorer::says_the_query(TokenReader part) const
{
    if (part.size() > kNamedMax) return false;
    std::string text;
    part.each([&](std::size_t, ChunkId chunk) {
        if (!is_compound(chunk)) text.append(chunks_.text(chunk)).append(" ");
    });
    return text == query_;
}

} // namespace a2a::catalog
