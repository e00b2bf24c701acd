// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/spelling.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <tuple>
#include <utility>

namespace a2a::catalog::spelling {

namespace {

constexpr std::size_t kStemBytesMin = 4;
constexpr std::size_t kGuessLettersMin = 4;
constexpr std::size_t kTwoSlipsMin = 6; // letters, for two slips
constexpr std::size_t kGuesses = 3;

// The longest that fits comes off.
constexpr std::array<std::string_view, 17> kEndings{"ings", "ions", "ing", "ion", "ers", "ors",
                                                    "ies",  "ied",  "er",  "or",  "es",  "ed",
                                                    "is",   "ly",   "s",   "e",   "y"};

std::size_t slips_max(std::size_t letters)
{
    return letters < kTwoSlipsMin ? 1 : 2;
}

// Which ASCII letters a text has; some share a bit.
std::uint64_t letter_set(std::string_view text)
{
    std::uint64_t letters = 0;
    for (const auto byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code < 0x80) letters |= std::uint64_t{1} << (code % 64U);
    }
    return letters;
}

class Guesser {
public:
    Guesser(std::string_view word, const ChunksView& chunks)
        : word_{word}, letters_{text::letters_of(word)}, letter_set_{letter_set(word)},
          slips_max_{slips_max(letters_.size())}, chunks_{chunks}
    {
    }

    void look_at(Number place)
    {
        const auto run = chunks_.runs[place].view();
        if (run.size() + 4 * slips_max_ < word_.size() || word_.size() + 4 * slips_max_ < run.size()) return;
        if (is_beyond(letter_set(run))) return;
        const auto letters = text::letters_of(run);
        if (letters.size() + slips_max_ < letters_.size() || letters_.size() + slips_max_ < letters.size())
            return;
        const auto distance = text::edit_distance(letters_, letters);
        if (distance > slips_max_ || distance >= letters.size()) return;
        found_.push_back({run, distance, chunks_.run_postings[place].size(), place << 1U});
    }

    std::vector<Guess> best() &&
    {
        std::sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
            return std::tuple{a.distance, b.agents, a.run} < std::tuple{b.distance, a.agents, b.run};
        });
        found_.resize(std::min(found_.size(), kGuesses));
        std::vector<Guess> guesses;
        for (const auto& found : found_) guesses.push_back({std::string{found.run}, found.chunk});
        return guesses;
    }

private:
    struct Found {
        std::string_view run;
        std::size_t distance = 0;
        std::size_t agents = 0;
        ChunkId chunk = 0;
    };

    // Each letter that only one of two words has takes a slip of its own.
    bool is_beyond(std::uint64_t letters) const
    {
        const auto apart =
            std::max(std::popcount(letters & ~letter_set_), std::popcount(letter_set_ & ~letters));
        return static_cast<std::size_t>(apart) > slips_max_;
    }

    std::string_view word_;
    std::u32string letters_;
    std::uint64_t letter_set_;
    std::size_t slips_max_;
    const ChunksView& chunks_;
    std::vector<Found> found_;
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

std::vector<Guess> guesses(const WordView& word, const ChunksView& chunks, std::size_t looks_max)
{
    auto pieces = word.pieces;
    std::sort(pieces.begin(), pieces.end(),
              [](const Numbers& a, const Numbers& b) { return a.size() < b.size(); });
    Guesser guesser{word.word.text, chunks};
    std::size_t looks = 0;
    Numbers seen;
    for (const auto& piece : pieces) {
        looks += piece.size();
        if (looks > looks_max) break;
        const auto places = subtract(piece, seen).to_vector();
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (i + kTurnsAhead < places.size()) chunks.runs.fetch_ahead(places[i + kTurnsAhead]);
            guesser.look_at(places[i]);
        }
        seen = unite(std::array{seen, piece});
    }
    return std::move(guesser).best();
}

} // namespace a2a::catalog::spelling
