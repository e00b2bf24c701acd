// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/words.hpp"

#include "base/text.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/spelling.hpp"

#include <algorithm>
#include <utility>

namespace a2a::catalog {

namespace {

constexpr std::size_t kGramsHeld = 4;   // of a word: more hardly narrow down what these leave
constexpr std::size_t kFewChunks = 256; // to look at sooner than to intersect further

// The chunks that have each long gram of the text, the rarest first; of a gram, those that have it.
std::vector<const Numbers*> rarest_first(const TextPieces& pieces, std::string_view text)
{
    if (text.size() <= kGramBytes) return {&pieces.with_gram(text)};
    std::vector<std::pair<std::size_t, const Numbers*>> sized;
    sized.reserve(text.size());
    for (std::size_t at = 0; at + kGramBytes <= text.size(); ++at) {
        const auto& places = pieces.with_gram(text.substr(at, kGramBytes));
        sized.emplace_back(places.size(), &places);
    }
    std::sort(sized.begin(), sized.end());
    sized.erase(std::unique(sized.begin(), sized.end()), sized.end()); // a gram that occurs twice
    std::vector<const Numbers*> grams;
    grams.reserve(sized.size());
    for (const auto& [size, places] : sized) grams.push_back(places);
    return grams;
}

GramView grams_for(const Chunks& chunks, std::string_view text)
{
    GramView view{.text = std::string{text},
                  .compound = has_punctuation(text),
                  .grams = {},
                  .is_gram = text.size() <= kGramBytes};
    auto grams = rarest_first(view.compound ? chunks.compounds : chunks.runs, text);
    grams.resize(std::min(grams.size(), kGramsHeld));
    view.grams.reserve(grams.size());
    for (const auto* places : grams) view.grams.push_back(*places);
    return view;
}

Numbers candidates_of(const GramView& view)
{
    auto found = view.grams.front();
    for (std::size_t i = 1; i < view.grams.size() && found.size() > kFewChunks; ++i)
        found = intersect(found, view.grams[i]);
    return found;
}

} // namespace

std::vector<std::string> query_words(std::string_view query)
{
    const auto folded = text::fold(query);
    std::vector<std::string> words;
    for (const auto word : text::words(folded))
        if (std::find(words.begin(), words.end(), word) == words.end()) words.emplace_back(word);
    return words;
}

std::vector<std::string> spelled_words(std::string_view query)
{
    std::vector<std::string> seen, spelled;
    for (const auto word : text::words(query)) {
        auto folded = text::fold(word);
        if (std::find(seen.begin(), seen.end(), folded) != seen.end()) continue;
        seen.push_back(std::move(folded));
        spelled.emplace_back(word);
    }
    return spelled;
}

WordView look_up(const Chunks& chunks, std::string_view word)
{
    WordView view{.word = grams_for(chunks, word), .agents = {}, .whole = {}, .stem = {}, .pieces = {}};
    if (word.size() <= kShortBytes) {
        view.agents = chunks.letters.find(word);
        const auto place = (view.word.compound ? chunks.compounds : chunks.runs).find(word);
        if (place) view.whole = *place << 1U | (view.word.compound ? 1U : 0U);
    }
    if (const auto stem = spelling::stem_of(word); !stem.empty()) view.stem = grams_for(chunks, stem);
    if (view.word.compound) return view;
    for (const auto piece : spelling::pieces_of(word))
        view.pieces.push_back(*rarest_first(chunks.runs, piece).front());
    return view;
}

std::uint8_t weight_of(std::string_view word, std::string_view chunk)
{
    std::uint8_t best = 0;
    for (auto at = chunk.find(word); at != std::string_view::npos; at = chunk.find(word, at + 1)) {
        if (!text::is_word_border(chunk, at)) {
            best = std::max(best, ranking::kInner);
        } else if (text::is_word_border(chunk, at + word.size())) {
            return ranking::kWhole;
        } else {
            best = ranking::kStart;
        }
    }
    return best;
}

ChunkMatches matches_of(const GramView& word, const ChunksView& chunks)
{
    ChunkMatches matches;
    const auto candidates = candidates_of(word);
    matches.reserve(word.is_gram ? candidates.size() : 0);
    const auto& texts = word.compound ? chunks.compounds : chunks.runs;
    const auto places = candidates.to_vector();
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i + kTurnsAhead < places.size()) texts.fetch_ahead(places[i + kTurnsAhead]);
        if (const auto weight = weight_of(word.text, texts[places[i]].view()); weight != 0)
            matches.push_back({places[i] << 1U | (word.compound ? 1U : 0U), weight});
    }
    return matches;
}

ChunkMatches kin_of(const GramView& stem, const ChunksView& chunks)
{
    ChunkMatches kin;
    if (stem.text.empty()) return kin;
    for (const auto& [chunk, weight] : matches_of(stem, chunks))
        if (weight != ranking::kInner) kin.push_back({chunk, ranking::kVariant});
    return kin;
}

ChunkMatches unite(const ChunkMatches& a, const ChunkMatches& b)
{
    ChunkMatches all;
    all.reserve(a.size() + b.size());
    std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all),
               [](const ChunkMatch& left, const ChunkMatch& right) {
                   return left.chunk != right.chunk ? left.chunk < right.chunk : left.weight > right.weight;
               });
    const auto same = [](const ChunkMatch& left, const ChunkMatch& right) {
        return left.chunk == right.chunk;
    };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    return all;
}

std::size_t postings_in(const ChunkMatches& matches, const ChunksView& chunks)
{
    std::size_t postings = 0;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (i + kTurnsAhead < matches.size()) chunks.fetch_postings_ahead(matches[i + kTurnsAhead].chunk);
        postings += chunks.postings(matches[i].chunk).size();
    }
    return postings;
}

} // namespace a2a::catalog
