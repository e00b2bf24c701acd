// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/chunks.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace a2a::catalog {

namespace {

void add_grams(std::vector<std::string_view>& grams, std::string_view text, std::size_t bytes)
{
    for (std::size_t at = 0; at + bytes <= text.size(); ++at) grams.push_back(text.substr(at, bytes));
}

std::vector<std::string_view> distinct(std::vector<std::string_view> grams)
{
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    return grams;
}

} // namespace

std::vector<std::string_view> grams_of(std::string_view text)
{
    std::vector<std::string_view> grams;
    grams.reserve(text.size() * kGramBytes);
    for (std::size_t bytes = 1; bytes <= kGramBytes; ++bytes) add_grams(grams, text, bytes);
    return distinct(std::move(grams));
}

std::vector<std::string_view> long_grams_of(std::string_view text)
{
    std::vector<std::string_view> grams;
    add_grams(grams, text, kGramBytes);
    return distinct(std::move(grams));
}

std::optional<ChunkId> Chunks::find(std::string_view chunk) const
{
    return ids_.find(SeededHash{}(chunk), [&](ChunkId id) { return texts_[id] == chunk; });
}

void Chunks::install(const Fresh& fresh)
{
    if (fresh.id == texts_.size()) {
        texts_.push_back(fresh.text);
        postings_.push_back({});
    } else {
        assert(!vacant_.empty() && vacant_.back() == fresh.id);
        vacant_.pop_back();
        texts_.edit(fresh.id) = fresh.text;
    }
    ids_.insert(SeededHash{}(fresh.text), fresh.id);
    for (const auto gram : grams_of(fresh.text)) grams_.add(gram, fresh.id);
    emptied_.push_back(fresh.id); // nobody has it yet, and perhaps nobody will
}

void Chunks::put(ChunkId chunk, Postings::Posting posting)
{
    postings_.edit(chunk).put(posting);
}

void Chunks::erase(ChunkId chunk, Number agent)
{
    auto& postings = postings_.edit(chunk);
    const bool erased = postings.erase(agent);
    assert(erased);
    static_cast<void>(erased);
    if (postings.empty()) emptied_.push_back(chunk);
}

bool Chunks::sweep()
{
    constexpr std::size_t kGramsMax = 1000; // at a time
    for (std::size_t grams = 0; !emptied_.empty() && grams < kGramsMax;) {
        const auto chunk = emptied_.back();
        emptied_.pop_back();
        const auto& text = texts_[chunk];
        if (text.empty() || !postings_[chunk].empty()) continue; // twice in the list, or in use again
        for (const auto gram : grams_of(text)) grams_.remove(gram, chunk);
        grams += kGramBytes * text.size();
        ids_.erase(SeededHash{}(text), chunk);
        texts_.edit(chunk) = {};
        vacant_.push_back(chunk);
    }
    return !emptied_.empty();
}

Chunks Chunks::renumbered(const std::vector<Number>& renamed, bool in_order) const
{
    Chunks fresh;
    fresh.ids_ = ids_;
    fresh.texts_ = texts_;
    fresh.grams_ = grams_;
    fresh.vacant_ = vacant_;
    std::vector<Postings::Posting> agents;
    for (std::size_t chunk = 0; chunk < postings_.size(); ++chunk) {
        agents.clear();
        postings_[chunk].for_each([&](Number agent, Level level) {
            agents.push_back({renamed[agent], level});
        });
        if (!in_order)
            std::sort(agents.begin(), agents.end(),
                      [](const auto& a, const auto& b) { return a.agent < b.agent; });
        fresh.postings_.push_back(Postings::of_sorted(agents));
    }
    return fresh;
}

ChunkId ChunkDraft::id_of(std::string_view chunk)
{
    if (const auto known = chunks_.find(chunk)) return *known;
    if (const auto drafted = drafted_.find(chunk); drafted != drafted_.end()) return drafted->second;
    const auto& vacant = chunks_.vacant_;
    const auto nth = drafted_.size();
    const auto id = nth < vacant.size() ? vacant[vacant.size() - 1 - nth]
                                        : static_cast<ChunkId>(chunks_.texts_.size() + nth - vacant.size());
    fresh_.push_back({std::string{chunk}, id});
    drafted_.emplace(chunk, id);
    return id;
}

} // namespace a2a::catalog
