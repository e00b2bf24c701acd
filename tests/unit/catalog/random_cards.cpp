// SPDX-License-Identifier: Apache-2.0
#include "unit/catalog/random_cards.hpp"

#include "base/text.hpp"
#include "unit/catalog/cards.hpp"

#include <algorithm>

namespace a2a::test {

namespace {

using Pool = std::vector<std::string>;

const Pool kSkills{"weather", "Weather", "news", "translate",   "chess",
                   "sql",     "s/7",     "été",  "book-flight", "x"};
const Pool kTags{"Travel", "travel", "FINANCE", "éCole", "École", "a b", "tag\"quoted", "ops"};
const Pool kCapabilities{"streaming", "pushNotifications", "extendedAgentCard"};
const Pool kTransports{"JSONRPC", "jsonrpc", "GRPC", "HTTP+JSON", "http+json"};
const Pool kVersions{"", "0.2.5", "0.3", "0.3.0", "0.3.1", "0.30", "1.0", "1"};
const Pool kAskedVersions{"0", "0.2", "0.3", "0.3.0", "0.30", "1", "1.0", "2"};
const Pool kProviders{"", "Acme", "acme", "Größe GmbH"};
const Pool kExtensions{"https://ext.example/a", "https://ext.example/b"};
const Pool kModes{"text/plain", "application/json", "image/png", "text"};
const Pool kWords{"Sunny",
                  "RAIN",
                  "straße",
                  "Ünique",
                  "zoo",
                  "bot",
                  "a-b",
                  "7",
                  "(rain)",
                  "translate",
                  "translation,",
                  "翻訳します",
                  "天気予報",
                  "погода",
                  "e\xCC\x81t\xC3\xA9",
                  "o"};
const Pool kAskedWords{
    "sun",  "rain", "ünique", "STRASSE", "Straße", "oo",   "bot", "b", "7\n", " ",  "nothing-has-this",
    "ПОГО", "訳",   "翻訳",   "予報",    "ate",    "tion", "é",   "ъ", "-",   "a-b"};

// Some words are everywhere, some are one card's own.
std::string word(Dice& dice)
{
    if (!dice.one_in(3)) return dice.one_of(kWords);
    return dice.one_of(kWords) + "-" + std::to_string(dice.below(500));
}

std::string phrase(Dice& dice)
{
    std::string text;
    for (auto left = dice.below(4); left > 0; --left) text += word(dice) + (dice.one_in(2) ? " " : "\n");
    return text;
}

} // namespace

std::vector<std::string> Dice::some_of(const Pool& pool, std::size_t count_max)
{
    Pool some;
    for (auto left = below(count_max + 1); left > 0; --left) some.push_back(one_of(pool));
    std::sort(some.begin(), some.end());
    some.erase(std::unique(some.begin(), some.end()), some.end());
    return some;
}

AgentCard random_card(Dice& dice)
{
    AgentCard card = named(word(dice) + (dice.one_in(3) ? " agent" : ""));
    card.description = phrase(dice);
    card.version = "1.0.0";
    card.dialect = Dialect::v1_0;
    card.provider = dice.one_of(kProviders);
    card.interfaces.clear();
    for (auto left = 1 + dice.below(3); left > 0; --left)
        card.interfaces.push_back(
            {"https://a.example/" + std::to_string(left), dice.one_of(kTransports), dice.one_of(kVersions)});
    card.capabilities = dice.some_of(kCapabilities, 3);
    card.extensions = dice.some_of(kExtensions, 2);
    card.input_modes = dice.some_of(kModes, 2);
    card.output_modes = dice.some_of(kModes, 2);
    card.is_signed = dice.one_in(3);
    for (auto& id : dice.some_of(kSkills, 4)) {
        Skill skill;
        skill.id = std::move(id);
        skill.name = dice.one_of(kWords);
        skill.description = phrase(dice);
        skill.tags = dice.some_of(kTags, 3);
        skill.examples = dice.some_of(kWords, 1);
        if (dice.one_in(3)) skill.input_modes = dice.some_of(kModes, 1);
        if (dice.one_in(3)) skill.output_modes = dice.some_of(kModes, 1);
        card.skills.push_back(std::move(skill));
    }
    return card;
}

namespace {

Filter random_filter(Dice& dice, Revision now, std::size_t rarity)
{
    Filter filter;
    const auto maybe = [&](Pool& values, const Pool& pool) {
        if (dice.one_in(rarity)) values = dice.some_of(pool, 2);
    };
    maybe(filter.skills, kSkills);
    maybe(filter.skills_any, kSkills);
    maybe(filter.tags, kTags);
    maybe(filter.tags_any, kTags);
    maybe(filter.capabilities, {"streaming", "push_notifications", "pushNotifications", "noSuch"});
    maybe(filter.transports, kTransports);
    maybe(filter.protocol_versions, kAskedVersions);
    maybe(filter.providers, kProviders);
    maybe(filter.extensions, kExtensions);
    maybe(filter.input_modes, kModes);
    maybe(filter.output_modes, kModes);
    if (dice.one_in(rarity)) filter.is_signed = dice.one_in(2);
    if (dice.one_in(rarity)) filter.updated_before = at_second(dice.below(now + 2));
    if (dice.one_in(rarity)) filter.updated_after = at_second(dice.below(now + 2));
    return filter;
}

} // namespace

// A word that was asked for before, or some bytes of a longer one, whole letters of it.
static std::string asked(Dice& dice)
{
    if (dice.one_in(2)) return dice.one_of(kAskedWords);
    const auto letters = text::letters_of(word(dice));
    const auto start = dice.below(letters.size());
    std::string part;
    for (auto at = start; at <= start + dice.below(6) && at < letters.size(); ++at)
        text::append(part, letters[at]);
    return part;
}

Query random_query(Dice& dice, Revision now)
{
    Query query;
    query.must = random_filter(dice, now, 5);
    query.must_not = random_filter(dice, now, 9);
    if (dice.one_in(2)) query.text = asked(dice) + " " + asked(dice);
    if (dice.one_in(6)) query.text_not = asked(dice) + (dice.one_in(2) ? " " + asked(dice) : "");
    query.relax = dice.one_in(4);
    constexpr Sort kSorts[] = {Sort::relevance, Sort::registered, Sort::name, Sort::updated};
    query.sort = kSorts[dice.below(std::size(kSorts))];
    return query;
}

} // namespace a2a::test
