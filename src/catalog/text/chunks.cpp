// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/chunks.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace a2a::catalog {

namespace {

// A gram as a number that stands where its text would, and below it where it begins.
using PlacedGram = std::uint64_t;
constexpr unsigned kPlaceBits = 32;

void add_grams(std::vector<PlacedGram>& grams, std::string_view text, std::size_t bytes)
{
    for (std::size_t at = 0; at + bytes <= text.size(); ++at) {
        PlacedGram gram = 0;
        for (std::size_t i = 0; i < kGramBytes; ++i)
            gram = gram << 8U | (i < bytes ? static_cast<unsigned char>(text[at + i]) : 0U);
        grams.push_back((gram << 8U | bytes) << kPlaceBits | at);
    }
}

std::vector<std::string_view> distinct(std::vector<PlacedGram> grams, std::string_view text)
{
    constexpr PlacedGram kBytesMask = 0xFF;
    std::sort(grams.begin(), grams.end());
    std::vector<std::string_view> texts;
    texts.reserve(grams.size());
    PlacedGram before = 0;
    for (const auto gram : grams) {
        if (gram >> kPlaceBits != std::exchange(before, gram >> kPlaceBits))
            texts.push_back(text.substr(static_cast<std::uint32_t>(gram), gram >> kPlaceBits & kBytesMask));
    }
    return texts;
}

} // namespace

std::vector<std::string_view> grams_of(std::string_view text)
{
    std::vector<PlacedGram> grams;
    grams.reserve(text.size() * kGramBytes);
    for (std::size_t bytes = 1; bytes <= kGramBytes; ++bytes) add_grams(grams, text, bytes);
    return distinct(std::move(grams), text);
}

bool has_punctuation(std::string_view chunk)
{
    return std::any_of(chunk.begin(), chunk.end(), is_punctuation);
}

std::optional<TextPieces::Place> TextPieces::find(std::string_view text) const
{
    return places_.find(SeededHash{}(text), [&](Place place) { return texts_[place].view() == text; });
}

TextPieces::Place TextPieces::place_of_new(std::size_t nth) const
{
    return nth < vacant_.size() ? vacant_[vacant_.size() - 1 - nth]
                                : static_cast<Place>(texts_.size() + nth - vacant_.size());
}

void TextPieces::install(Place place, std::string_view text)
{
    install_text(place, text);
    for (const auto gram : grams_of(text)) grams_.add(gram, place);
    emptied_.push_back(place); // nobody has it yet, and perhaps nobody will
}

void TextPieces::install_text(Place place, std::string_view text)
{
    if (place == texts_.size()) {
        texts_.push_back(ShortText{text});
        postings_.push_back({});
    } else {
        assert(!vacant_.empty() && vacant_.back() == place);
        vacant_.pop_back();
        texts_.edit(place) = ShortText{text};
    }
    places_.insert(SeededHash{}(text), place);
}

void TextPieces::erase(Place place, Number agent)
{
    auto& postings = postings_.edit(place);
    const bool erased = postings.erase(agent);
    assert(erased);
    static_cast<void>(erased);
    if (postings.empty()) emptied_.push_back(place);
}

bool TextPieces::sweep()
{
    constexpr std::size_t kGramsMax = 1000; // at a time
    for (std::size_t grams = 0; !emptied_.empty() && grams < kGramsMax;) {
        const auto place = emptied_.back();
        emptied_.pop_back();
        const auto text = texts_[place].view();
        if (text.empty() || !postings_[place].empty()) continue; // twice in the list, or in use again
        for (const auto gram : grams_of(text)) grams_.remove(gram, place);
        grams += kGramBytes * text.size();
        places_.erase(SeededHash{}(text), place);
        texts_.edit(place) = {};
        vacant_.push_back(place);
    }
    return !emptied_.empty();
}

void TextPieces::renumber(const Renumbering& numbering)
{
    CowVector<Postings> fresh;
    std::vector<std::uint32_t> agents;
    for (std::size_t place = 0; place < postings_.size(); ++place) {
        agents.clear();
        postings_[place].for_each([&](Number agent, Level level) {
            agents.push_back(Postings::packed({agent, level}));
        });
        numbering.rename(agents, Postings::kLevelBits);
        fresh.push_back(Postings::of_packed(agents));
    }
    postings_ = std::move(fresh);
}

ChunkId ChunkDraft::id_of(const TextPieces& pieces, Drafted& drafted, std::string_view text, ChunkId kind)
{
    if (const auto known = pieces.find(text)) return *known << 1U | kind;
    const auto [at, is_new] = drafted.try_emplace(std::string{text}, ChunkId{0});
    if (is_new) {
        at->second = pieces.place_of_new(drafted.size() - 1) << 1U | kind;
        fresh_.push_back({std::string{text}, at->second});
    }
    return at->second;
}

} // namespace a2a::catalog
