// SPDX-License-Identifier: Apache-2.0
// Cards: what is accepted is JSON to another parser too, says the same when it is read again, keeps to the
// limits, and one card never spoils a list or a search. What is refused is refused in JSON.
#include "agents.hpp"
#include "api/render.hpp"
#include "base/text.hpp"
#include "card/card.hpp"
#include "cuts.hpp"
#include "target.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace a2a::fuzz {
namespace {

// Bits of the first byte: how a card is judged, and whether limits are near.
card::Rules rules_of(std::uint8_t choice)
{
    card::Rules rules;
    rules.validation = static_cast<card::Validation>(choice % 3);
    if (choice / 3 % 2 == 1) {
        rules.card_bytes = 1'000;
        rules.skills = 2;
        rules.tags_per_skill = 2;
        rules.depth = 6;
    }
    return rules;
}

void must_be_told(const card::Verdict& verdict)
{
    for (const auto* issues : {&verdict.errors, &verdict.warnings}) {
        std::string text;
        api::append_issues(text, *issues);
        must_be_json(text);
    }
    must_be_json(card::print(verdict.projection));
    must(verdict.errors.empty() == (verdict.parsed != nullptr), "without errors there is a card");
}

void must_keep(const card::Parsed& parsed, const card::Rules& rules)
{
    const auto& [card, bytes, digest, warnings] = parsed;
    must(card::project(bytes) == card, "stored and read again, the same projection");
    must(digest == digest_of(bytes), "the digest is of what is stored");
    must(card.skills.size() <= rules.skills, "skills have a limit");
    must(std::ranges::all_of(card.skills,
                             [&](const Skill& skill) { return skill.tags.size() <= rules.tags_per_skill; }),
         "tags have a limit");
    const auto again = card::parse(bytes, rules);
    must(again.has_value() || bytes.size() > rules.card_bytes, "what is stored would be accepted");
    must(!again || ((*again)->bytes == bytes && (*again)->card == card), "what is stored is its own image");
}

// By the first word of its name.
void must_be_found(const Catalog& catalog, const std::string& name)
{
    constexpr std::size_t kWordBytesMax = 256; // of a query
    Query query;
    query.text = text::words(name).front();
    if (query.text.size() > kWordBytesMax) return;
    must(catalog.search(query).value().hits.size() == 1, "it is found by its name");
}

// Whole and in part, with everything that can be asked for.
void must_be_shown(const Catalog& catalog, const std::string& bytes)
{
    api::SearchRequest request;
    request.query.explain = true;
    for (std::size_t facet = 0; facet < kFacetCount; ++facet)
        request.query.facets.push_back(static_cast<Facet>(facet));
    const auto all = catalog.search(request.query).value();
    must(all.hits.size() == 1, "it is listed");
    const auto list = api::render_list(all.hits, 1, {}, "h");
    must_be_json(list);
    must(list.starts_with("{\"agents\":[" + bytes + "]"), "it is listed as it was accepted");
    must_be_json(api::render_search(request, all, "h"));
    request.fields = {"name", "skills", "x"};
    must_be_json(api::render_search(request, all, "h"));
}

// Alone in a registry.
void must_be_served(const card::ParsedPtr& parsed)
{
    Catalog catalog;
    catalog.apply(Change{.revision = 1, .id = "it", .at = WallTime{std::chrono::seconds{1}}, .card = parsed});
    const auto record = catalog.find("it");
    must(record != nullptr && record->card() == parsed->bytes, "it is stored as it was accepted");
    must_be_json(record->body);
    must_be_found(catalog, parsed->card.name);
    must_be_shown(catalog, parsed->bytes);
    for (const auto facet : {Facet::skills, Facet::tags}) {
        VocabularyQuery query;
        query.facet = facet;
        must_be_json(api::render_vocabulary(name_of(facet), catalog.vocabulary(query).value()));
    }
    must(catalog.self_check().empty(), "every index agrees with it");
}

} // namespace

void run(std::string_view input)
{
    const auto rules = rules_of(take_choice(input));
    const auto envelope = card::examine(input, rules);
    if (!envelope) return fuzz::must_be_told(envelope.error());
    must(nlohmann::json::accept(input), "what is read is JSON");
    const auto& verdict = envelope->verdict;
    must_be_told(verdict);
    if (!verdict.parsed) return;
    must_be_json(verdict.parsed->bytes);
    must_keep(*verdict.parsed, rules);
    must_be_served(verdict.parsed);
}

} // namespace a2a::fuzz
