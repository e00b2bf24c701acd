// SPDX-License-Identifier: Apache-2.0
#include "relevance/systems.hpp"

#include "base/text.hpp"
#include "card/card.hpp"
#include "cards/searchable.hpp"
#include "relevance/figures.hpp"

#include <fstream>
#include <stdexcept>

namespace a2a::bench {
namespace {

std::vector<std::string> ids_of(const std::vector<RecordPtr>& hits)
{
    std::vector<std::string> ids;
    ids.reserve(hits.size());
    for (const auto& hit : hits) ids.emplace_back(hit->id);
    return ids;
}

SearchAnswer search(const Catalog& catalog, const std::string& text, bool relax)
{
    Query query;
    query.text = text;
    query.sort = Sort::relevance;
    query.limit = kRanks;
    query.relax = relax;
    auto answer = catalog.search(query);
    if (!answer) throw std::runtime_error('"' + text + "\" was refused: " + answer.error().detail);
    return *std::move(answer);
}

} // namespace

Arena::Arena(const std::filesystem::path& cards)
{
    std::ifstream file{cards};
    if (!file) throw std::runtime_error("cannot read " + cards.string());
    std::size_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty()) continue;
        const auto at = cards.string() + ':' + std::to_string(number);
        auto parsed = card::parse(line, {});
        if (!parsed) throw std::runtime_error(at + ": " + parsed.error().detail);
        auto name = (*parsed)->card.name;
        if (has(name)) throw std::runtime_error(at + ": a second agent of the name " + name);
        baseline_.add(name, text::fold(searchable((*parsed)->card).all()));
        catalog_.apply(Change{.revision = catalog_.revision() + 1,
                              .id = std::move(name),
                              .at = WallTime{},
                              .card = *std::move(parsed)});
    }
}

std::vector<System> Arena::systems() const
{
    const auto baseline = [this](Bm25::Words words) {
        return [this, words](const std::string& query) {
            return baseline_.search(text::fold(query), words, kRanks);
        };
    };
    return {
        {"agents only", [this](const auto& query) { return ids_of(search(catalog_, query, false).hits); }},
        {"agents or suggestions",
         [this](const auto& query) {
             const auto answer = search(catalog_, query, false);
             return ids_of(answer.suggestions ? answer.suggestions->hits : answer.hits);
         }},
        {"relaxed", [this](const auto& query) { return ids_of(search(catalog_, query, true).hits); }},
        {"BM25", baseline(Bm25::Words::any)},
        {"BM25, all words", baseline(Bm25::Words::all)},
    };
}

} // namespace a2a::bench
