// SPDX-License-Identifier: Apache-2.0
// What can be asked of the catalog, and what it answers. No HTTP, no JSON: the api room
// translates. Meanings are those of "Search" in the HTTP contract.
#pragma once

#include "base/clock.hpp"
#include "catalog/record.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace a2a {

// What facets count and vocabularies list.
enum class Facet : std::uint8_t {
    skills,
    tags,
    capabilities,
    transport,
    protocol_version,
    provider,
    extensions,
    input_modes,
    output_modes
};
inline constexpr std::size_t kFacetCount = static_cast<std::size_t>(Facet::output_modes) + 1;
std::string_view name_of(Facet facet);
std::optional<Facet> facet_named(std::string_view name);

// Every value given must hold; of an `…_any` list, one. Empty = not asked.
struct Filter {
    std::vector<std::string> skills, skills_any;
    std::vector<std::string> tags, tags_any; // ignoring case
    std::vector<std::string> capabilities;   // camelCase or snake_case
    std::vector<std::string> transports;     // ignoring case
    // "0.3" matches 0.3.x (compared part by part, up to eight). With transports: each pair of
    // the two on some one interface.
    std::vector<std::string> protocol_versions;
    std::vector<std::string> providers, extensions, input_modes, output_modes; // exact
    std::optional<bool> is_signed;
    std::optional<WallTime> updated_before, updated_after; // exclusive
    bool empty() const;
};

enum class Sort : std::uint8_t { relevance, registered, name, updated };

struct Query {
    std::string text; // every white-space-separated word must occur
    Filter must;
    Filter must_not;              // excluded when any single element matches
    std::string text_not;         // excluded when every word of it occurs; "" = not asked
    Sort sort = Sort::registered; // relevance without text means registered
    std::size_t limit = 1000;     // 0: no hits and no cursor, just the total and the facets
    std::string cursor;           // next_cursor of the page before; "" = from the start
    std::vector<Facet> facets;
    std::size_t facet_limit = 100;
    bool explain = false; // say why each hit was found
    bool relax = false;   // agents that have only some of the words follow those that have all
};

struct FacetCount {
    std::string value;
    std::size_t count = 0;
    bool operator==(const FacetCount&) const = default;
};

// Where one word of a query occurs in a card.
struct WordFound {
    std::string word;                     // as the query spells it
    std::vector<std::string_view> fields; // "name", "description", "provider", "skills.id", "skills.name", …
    std::vector<std::string> skills;      // ids of the skills among them, in the card's order
};

// A word that no card has, and the nearest ones that some have, the best first.
struct Correction {
    std::string word;
    std::vector<std::string> instead;
};

// What comes nearest when no agent has every word (and passes the filters).
struct Suggestions {
    std::vector<RecordPtr> hits;            // at most kSuggestionsMax, the best first
    std::vector<std::string> dropped_words; // of the query, which the first hit does not have
    std::vector<Correction> did_you_mean;
};
inline constexpr std::size_t kSuggestionsMax = 10;

struct SearchAnswer {
    std::vector<RecordPtr> hits = {};
    std::vector<double> scores = {}; // parallel to hits when sorted by relevance to a text, else empty
    std::size_t total = 0;           // of the whole result, not of this page
    std::size_t total_full = 0;      // those of them that have every word: all, unless relaxed
    std::string next_cursor = {};    // "" on the last page
    std::vector<std::pair<Facet, std::vector<FacetCount>>> facets = {};
    std::vector<std::vector<WordFound>> explain = {}; // parallel to hits when asked for, else empty
    std::optional<Suggestions> suggestions = {};      // only for a text that no agent matches fully
    Revision revision = 0;                            // the state that was searched
};

// Values in use, most used first, then by bytes.
struct VocabularyQuery {
    Facet facet = Facet::skills;
    std::string prefix; // ignoring case
    std::size_t limit = 1000;
    std::string cursor;
};

struct VocabularyAnswer {
    std::vector<FacetCount> values; // as the cards spell them; tags are listed folded, transports in capitals
    std::size_t total = 0;
    std::string next_cursor;
    Revision revision = 0;
};

} // namespace a2a
