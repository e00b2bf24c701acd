// SPDX-License-Identifier: Apache-2.0
#include "search/classes.hpp"

#include "base/text.hpp"
#include "cards/random.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace a2a::bench {
namespace {

constexpr double kCeiling = 0; // no limit of its own

constexpr QueryClass kClasses[]{
    {Kind::two_skills, "two-skills", "two skills, 1% and 10%", 20, 400},
    {Kind::rare_word, "rare-word", "rare word", 100, 300},
    {Kind::inner_part, "inner-part", "inner part of a name", 100, 300},
    {Kind::common_word, "common-word", "common word, 10%", 500, 5'000},
    {Kind::three_words, "three-words", "three words", 300, 3'000},
    {Kind::facets_of_skill, "facets-skill", "facets, skill of 10%", 1'000, 30'000},
    {Kind::facets_of_word, "facets-word", "facets, word of 10%", 1'000, 30'000},
    {Kind::typo, "typo", "one word mistyped", kCeiling, kCeiling},
    {Kind::relaxed, "relaxed", "the same, relaxed", kCeiling, kCeiling},
    {Kind::short_word, "short-word", "one or two letters", kCeiling, kCeiling},
    {Kind::by_name, "by-name", "common word, by name", kCeiling, kCeiling},
    {Kind::deep_page, "deep-page", "common word, page 50", kCeiling, kCeiling},
    {Kind::all_by_name, "all-by-name", "1,000 of all, since a time, by name", kCeiling, kCeiling},
    {Kind::all_by_time, "all-by-time", "1,000 of all, since a time, the newest", kCeiling, kCeiling},
    {Kind::all_facets, "all-facets", "a letter, all facets, 1,000 values", kCeiling, kCeiling},
    {Kind::all_explained, "all-explained", "a letter, 100 explained", kCeiling, kCeiling},
    {Kind::broad_not, "broad-not", "all but what has two letters, by name", kCeiling, kCeiling},
    {Kind::broad_relaxed, "broad-relaxed", "32 short words, relaxed", kCeiling, kCeiling},
};

constexpr std::size_t kPage = 20;
constexpr std::size_t kPageLargest = 1'000; // that a client gets
constexpr std::size_t kPageExplained = 100;

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words) text.append(text.empty() ? "" : " ").append(word);
    return text;
}

std::string marked(std::string_view name, std::uint32_t which)
{
    return std::string{name} + '-' + std::to_string(which);
}

// Draws the queries of one fleet, one after the other.
class Drawing {
public:
    Drawing(const Fleet& fleet, const Sample& sample)
        : fleet_{fleet}, sample_{sample}, random_{fleet.seed ^ 0xD4A3}
    {
    }

    Query draw(Kind kind);

private:
    std::uint32_t below(std::uint64_t bound) { return random_.below(static_cast<std::uint32_t>(bound)); }
    std::string tenth() { return marked("tenth", below(kTenthSkills)); }
    std::string common();
    std::string own_word();
    std::string inner_part();
    std::string mistyped();
    std::string letters(std::size_t count);

    const Fleet& fleet_;
    const Sample& sample_;
    Random random_;
};

Query Drawing::draw(Kind kind)
{
    Query query;
    query.sort = Sort::relevance;
    query.limit = kPage;
    switch (kind) {
    case Kind::two_skills:
        query.must.skills = {marked("hundredth", below(kHundredthSkills)), tenth()};
        break;
    case Kind::rare_word:
        query.text = own_word();
        break;
    case Kind::inner_part:
        query.text = inner_part();
        break;
    case Kind::three_words:
        query.text = joined(sample_.words_of_one_card(random_, 3));
        break;
    case Kind::facets_of_skill:
        query.must.skills = {tenth()};
        query.facets = {Facet::skills, Facet::tags};
        break;
    case Kind::facets_of_word:
        query.text = common();
        query.facets = {Facet::skills, Facet::tags};
        break;
    case Kind::typo:
    case Kind::relaxed:
        query.text = mistyped();
        query.relax = kind == Kind::relaxed;
        break;
    case Kind::short_word:
        query.text = letters(1 + below(2));
        break;
    case Kind::all_by_name:
    case Kind::all_by_time:
        query.must.updated_after = WallTime{};
        query.sort = kind == Kind::all_by_name ? Sort::name : Sort::updated;
        query.limit = kPageLargest;
        break;
    case Kind::all_facets:
        query.text = letters(1);
        for (std::size_t i = 0; i < kFacetCount; ++i) query.facets.push_back(static_cast<Facet>(i));
        query.facet_limit = kPageLargest;
        query.limit = kPageLargest;
        break;
    case Kind::all_explained:
        query.text = letters(1);
        query.explain = true;
        query.limit = kPageExplained;
        break;
    case Kind::broad_not:
        query.text_not = letters(2);
        query.sort = Sort::name;
        query.limit = kPageLargest;
        break;
    case Kind::broad_relaxed:
        for (int i = 0; i < 32; ++i) query.text.append(i == 0 ? "" : " ").append(letters(2 + below(3)));
        query.relax = true;
        query.limit = kPageLargest;
        break;
    case Kind::by_name:
        query.sort = Sort::name;
        [[fallthrough]];
    case Kind::common_word:
    case Kind::deep_page:
        query.text = common();
        break;
    }
    return query;
}

std::string Drawing::common()
{
    const auto& words = sample_.common_words();
    return words.empty() ? tenth() : words[below(words.size())];
}

// The part of an agent's name that no other has.
std::string Drawing::own_word()
{
    const auto name = text::fold(parsed_card_of(fleet_, below(fleet_.agents))->card.name);
    return name.substr(name.rfind(' ') + 1);
}

// Without its first letters and its last, so that no index of words or of their beginnings helps.
std::string Drawing::inner_part()
{
    const auto word = own_word();
    return word.size() > 8 ? word.substr(2, word.size() - 3) : word;
}

// Three words of a card, a letter within one of them another.
std::string Drawing::mistyped()
{
    auto words = sample_.words_of_one_card(random_, 3);
    auto& longest = *std::ranges::max_element(words, {}, &std::string::size);
    longest[longest.size() / 2] = longest[longest.size() / 2] == 'q' ? 'x' : 'q';
    return joined(words);
}

// So many that stand beside each other in some card, or fewer where its words are short.
std::string Drawing::letters(std::size_t count)
{
    const auto words = sample_.words_of_one_card(random_, 1);
    const auto length = std::min(count, words.front().size());
    return words.front().substr(below(words.front().size() - length + 1), length);
}

} // namespace

std::span<const QueryClass> query_classes()
{
    return kClasses;
}

std::optional<QueryClass> class_named(std::string_view name)
{
    const auto* const found = std::ranges::find(kClasses, name, &QueryClass::name);
    if (found == std::end(kClasses)) return std::nullopt;
    return *found;
}

double limit_us(const QueryClass& queries, std::size_t agents)
{
    if (queries.us_at_10k == kCeiling)
        return 50'000 * std::pow(5, std::max(std::log10(static_cast<double>(agents)) - 6, -1.0));
    const auto decades = std::log10(std::max(static_cast<double>(agents), 1e4)) - 4;
    return queries.us_at_10k * std::pow(queries.us_at_1m / queries.us_at_10k, decades / 2);
}

std::vector<Query> queries_of(Kind kind, const Fleet& fleet, const Sample& sample, std::size_t count)
{
    Drawing drawing{fleet, sample};
    std::vector<Query> queries;
    while (queries.size() < count) queries.push_back(drawing.draw(kind));
    return queries;
}

} // namespace a2a::bench
