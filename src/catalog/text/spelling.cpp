// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/spelling.hpp"

#include "base/text.hpp"
#include "catalog/text/ranking.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

namespace a2a::catalog::spelling {

namespace {

constexpr std::size_t kStemBytesMin = 4;
constexpr std::size_t kGuessLettersMin = 4;
constexpr std::size_t kTwoSlipsMin = 6; // letters, for two slips
constexpr std::size_t kGuesses = 3;
constexpr std::size_t kLooksMax = 200'000; // at chunks, for one word: some ten milliseconds

// The longest that fits comes off.
constexpr std::array<std::string_view, 17> kEndings{"ings", "ions", "ing", "ion", "ers", "ors",
                                                    "ies",  "ied",  "er",  "or",  "es",  "ed",
                                                    "is",   "ly",   "s",   "e",   "y"};

std::size_t slips_max(std::size_t letters)
{
    return letters < kTwoSlipsMin ? 1 : 2;
}

// Runs of letters and digits in a chunk: "translate" and "text" of "(translate-text)".
template <class Visit>
void for_each_run(std::string_view chunk, Visit visit)
{
    std::size_t start = 0;
    for (std::size_t at = 1; at <= chunk.size(); ++at) {
        if (at < chunk.size() &&
            ((static_cast<unsigned char>(chunk[at]) & 0xC0U) == 0x80 || !text::is_word_border(chunk, at)))
            continue;
        visit(chunk.substr(start, at - start));
        start = at;
    }
}

struct Found {
    std::size_t distance = 0;
    std::size_t agents = 0;
    ChunkMatches matches;
};

class Guesser {
public:
    Guesser(std::string_view word, const ChunksView& chunks)
        : word_{word}, letters_{text::letters_of(word)}, slips_max_{slips_max(letters_.size())}, chunks_{
                                                                                                     chunks}
    {
    }

    void look_at(ChunkId chunk)
    {
        const auto& text = chunks_.texts[chunk];
        if (text.size() + 4 * slips_max_ < word_.size()) return;
        for_each_run(text, [&](std::string_view run) {
            if (run.size() + 4 * slips_max_ < word_.size() || word_.size() + 4 * slips_max_ < run.size())
                return;
            const auto letters = text::letters_of(run);
            if (letters.size() + slips_max_ < letters_.size() ||
                letters_.size() + slips_max_ < letters.size())
                return;
            const auto distance = text::edit_distance(letters_, letters);
            if (distance <= slips_max_ && distance < letters.size()) note(run, distance, chunk);
        });
    }

    std::vector<Guess> best() &&
    {
        std::vector<std::pair<std::string_view, Found*>> order;
        for (auto& [run, found] : found_) order.emplace_back(run, &found);
        std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
            return std::tuple{a.second->distance, b.second->agents, a.first} <
                   std::tuple{b.second->distance, a.second->agents, b.first};
        });
        order.resize(std::min(order.size(), kGuesses));
        std::vector<Guess> guesses;
        for (auto& [run, found] : order) {
            auto& matches = found->matches;
            std::sort(matches.begin(), matches.end(),
                      [](const ChunkMatch& a, const ChunkMatch& b) { return a.chunk < b.chunk; });
            guesses.push_back({std::string{run}, std::move(matches)});
        }
        return guesses;
    }

private:
    void note(std::string_view run, std::size_t distance, ChunkId chunk)
    {
        auto& found = found_[std::string{run}];
        found.distance = distance;
        if (!found.matches.empty() && found.matches.back().chunk == chunk) return; // twice in the chunk
        found.agents += chunks_.postings[chunk].size();
        found.matches.push_back({chunk, ranking::kCorrected});
    }

    std::string_view word_;
    std::u32string letters_;
    std::size_t slips_max_;
    const ChunksView& chunks_;
    std::map<std::string, Found> found_;
};

} // namespace

std::string_view stem_of(std::string_view word)
{
    const bool ascii =
        std::all_of(word.begin(), word.end(), [](char letter) { return letter >= 'a' && letter <= 'z'; });
    if (!ascii) return {};
    for (const auto ending : kEndings)
        if (word.ends_with(ending) && word.size() >= ending.size() + kStemBytesMin)
            return word.substr(0, word.size() - ending.size());
    return word.size() >= kStemBytesMin ? word : std::string_view{};
}

std::vector<std::string_view> pieces_of(std::string_view word)
{
    std::vector<std::size_t> starts; // of letters
    for (std::size_t at = 0; at < word.size(); ++at)
        if ((static_cast<unsigned char>(word[at]) & 0xC0U) != 0x80) starts.push_back(at);
    const auto letters = starts.size();
    if (letters < kGuessLettersMin) return {};
    starts.push_back(word.size());

    constexpr std::size_t kPieces = 3;
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < kPieces; ++i) {
        const auto start = starts[letters * i / kPieces];
        pieces.push_back(word.substr(start, starts[letters * (i + 1) / kPieces] - start));
    }
    return pieces;
}

std::vector<Guess> guesses(const WordView& word, const ChunksView& chunks)
{
    auto pieces = word.pieces;
    std::sort(pieces.begin(), pieces.end(),
              [](const Numbers& a, const Numbers& b) { return a.size() < b.size(); });
    Guesser guesser{word.word.text, chunks};
    std::size_t looks = 0;
    Numbers seen;
    for (const auto& piece : pieces) {
        looks += piece.size();
        if (looks > kLooksMax) break;
        subtract(piece, seen).for_each([&](ChunkId chunk) { guesser.look_at(chunk); });
        seen = unite(std::array{seen, piece});
    }
    return std::move(guesser).best();
}

} // namespace a2a::catalog::spelling
