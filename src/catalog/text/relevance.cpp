// SPDX-License-Identifier: Apache-2.0
#include "catalog/text/relevance.hpp"

#include "catalog/text/ranking.hpp"

#include <algorithm>
#include <bit>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace a2a::catalog {

namespace {

// Where a walk stands: refined hits come before rough ones, full ones before partial ones.
struct Place {
    bool refined = true;
    double score = 0; // of rough ones the rough score
    Revision registered = 0;
};

constexpr std::size_t kPlaceBytes = 9;
constexpr double kFullLift = 1e6; // more than any score: agents with all words come first

std::string spelled(const Place& place, std::span<const std::uint8_t> rarities)
{
    std::string text{place.refined ? '\1' : '\0'};
    const auto bits = std::bit_cast<std::uint64_t>(place.score);
    for (unsigned shift = 64; shift > 0; shift -= 8) text += static_cast<char>(bits >> (shift - 8) & 0xFFU);
    for (const auto rarity : rarities) text += static_cast<char>(rarity);
    return text;
}

std::optional<Place> place_in(const std::optional<Cursor>& after)
{
    if (!after || after->text.size() < kPlaceBytes) return std::nullopt;
    const auto& cursor = *after;
    std::uint64_t bits = 0;
    for (const auto byte : std::string_view{cursor.text}.substr(1, kPlaceBytes - 1))
        bits = bits << 8U | static_cast<unsigned char>(byte);
    return Place{.refined = cursor.text.starts_with('\1'),
                 .score = std::bit_cast<double>(bits),
                 .registered = cursor.at};
}

// The better rough score first, then by registration.
bool roughly_before(const Hit& a, const Hit& b)
{
    return a.score != b.score ? a.score > b.score : a.agent < b.agent;
}

struct Refined {
    Hit rough;
    Scored scored;

    double order() const { return scored.score + (rough.score >= TextSearch::kFull ? kFullLift : 0); }
};

// Whether a place comes behind another, in the same of the two orders.
bool is_behind(const Place& place, const Place& other)
{
    return std::tuple{-place.score, place.registered} > std::tuple{-other.score, other.registered};
}

class Ranking {
public:
    Ranking(const SearchView& view, Hits hits, const TextSearch& text, const SearchPlan& plan)
        : view_{view}, rest_{std::move(hits)}
    {
        const auto most =
            rest_.begin() + static_cast<std::ptrdiff_t>(std::min(ranking::kRefinedMax, rest_.size()));
        std::partial_sort(rest_.begin(), most, rest_.end(), roughly_before);
        Scorer scorer{plan.query.text, text.words(), view_.text.chunks};
        auto middle = rest_.begin();
        for (std::size_t bytes = 0; middle != most; ++middle) {
            if (refined_.size() >= ranking::kRefinedMin && bytes > ranking::kRefinedBytes) break;
            const auto tokens = view_.records[middle->agent]->tokens;
            refined_.push_back({*middle, scorer.score(tokens)});
            bytes += tokens.size();
        }
        rest_.erase(rest_.begin(), middle);
        std::sort(refined_.begin(), refined_.end(), [](const Refined& a, const Refined& b) {
            return std::tuple{-a.order(), a.rough.agent} < std::tuple{-b.order(), b.rough.agent};
        });
        if (!refined_.empty()) last_ = refined_.back();
    }

    const std::vector<Refined>& refined() const { return refined_; }
    Place place_of(const Refined& hit) const
    {
        return {.refined = true, .score = hit.order(), .registered = registered(hit.rough)};
    }
    Place place_of(const Hit& hit) const
    {
        return {.refined = false, .score = static_cast<double>(hit.score), .registered = registered(hit)};
    }

    // The first `count` of the rough hits behind `after` (null: of all).
    std::span<const Hit> rest(const Place* after, std::size_t count)
    {
        if (after != nullptr)
            std::erase_if(rest_, [&](const Hit& hit) { return !is_behind(place_of(hit), *after); });
        const auto end = rest_.begin() + static_cast<std::ptrdiff_t>(std::min(count, rest_.size()));
        std::partial_sort(rest_.begin(), end, rest_.end(), roughly_before);
        return {rest_.begin(), end};
    }

    // Of a rough hit, in proportion to the last exact one.
    double score_of(const Hit& hit) const
    {
        const auto top = static_cast<double>(last_.rough.score % TextSearch::kFull);
        const auto own = static_cast<double>(hit.score % TextSearch::kFull);
        return top > 0 ? last_.scored.score * std::min(1.0, own / top) : 0;
    }

private:
    Revision registered(const Hit& hit) const { return view_.records[hit.agent]->first_revision; }

    const SearchView& view_;
    Hits rest_;
    std::vector<Refined> refined_;
    Refined last_;
};

} // namespace

std::vector<std::uint8_t> rarities_in(const Cursor& cursor)
{
    if (cursor.text.size() < kPlaceBytes) return {};
    return {cursor.text.begin() + kPlaceBytes, cursor.text.end()};
}

RankedPage ranked_page(const SearchView& view, Hits hits, const TextSearch& text, const SearchPlan& plan)
{
    const auto limit = plan.query.limit;
    if (limit == 0 || hits.empty()) return {};
    Ranking ranking{view, std::move(hits), text, plan};
    const auto after = place_in(plan.after);

    RankedPage page;
    Place end; // of the page: what registered() reads is far away, and only one cursor needs it
    const auto add = [&](const auto& hit, Number agent, double score) {
        if (page.hits.size() + 1 == limit) end = ranking.place_of(hit);
        page.hits.push_back(view.records[agent]);
        page.scores.push_back(score);
    };
    if (!after || after->refined)
        for (const auto& hit : ranking.refined())
            if (page.hits.size() <= limit && (!after || is_behind(ranking.place_of(hit), *after)))
                add(hit, hit.rough.agent, hit.scored.score);
    if (page.hits.size() <= limit)
        for (const auto& hit :
             ranking.rest(after && !after->refined ? &*after : nullptr, limit + 1 - page.hits.size()))
            add(hit, hit.agent, ranking.score_of(hit));
    if (page.hits.size() <= limit) return page;

    page.hits.pop_back(); // one more than asked for, to know that there is a next page
    page.scores.pop_back();
    const auto passed = (plan.after ? plan.after->passed : 0) + static_cast<std::uint32_t>(limit);
    if (passed < kRelevanceDepth)
        page.next_cursor = print(Cursor{.walk = plan.walk,
                                        .query = plan.fingerprint(),
                                        .at = end.registered,
                                        .passed = passed,
                                        .text = spelled(end, text.rarities())});
    return page;
}

Best best_of(const SearchView& view, Hits hits, const TextSearch& text, const SearchPlan& plan,
             std::size_t count)
{
    Best best;
    const Ranking ranking{view, std::move(hits), text, plan};
    for (const auto& hit : ranking.refined()) {
        if (best.hits.size() == count) break;
        if (best.hits.empty()) best.words = hit.scored.words;
        best.hits.push_back(view.records[hit.rough.agent]);
    }
    return best;
}

} // namespace a2a::catalog
