// SPDX-License-Identifier: Apache-2.0
#include "cards/wording.hpp"

#include "cards/coined.hpp"

#include <algorithm>

namespace a2a::bench {
namespace {

void capitalise(std::string& word)
{
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
}

std::string sentence(Random& random, const Domain& domain)
{
    std::string text{random.one_of(openings())};
    text.append(" ").append(random.one_of(domain.acts));
    text.append(" the ").append(random.one_of(domain.objects));
    text.append(" for ").append(random.one_of(domain.audiences));
    if (random.chance(60)) text.append(" with ").append(any_coined_word(random));
    text.append(" ").append(random.one_of(purposes()));
    return text + '.';
}

} // namespace

std::string sentences(Random& random, const Domain& domain, std::size_t length)
{
    std::string text;
    while (text.size() < length) {
        if (!text.empty()) text += ' ';
        text += sentence(random, domain);
    }
    if (text.size() <= length) return text;
    const auto end = length < 2 ? std::string::npos : text.rfind(' ', length - 1);
    if (end == std::string::npos) return {};
    text.resize(end);
    if (!text.ends_with('.')) text += '.';
    return text;
}

std::string agent_name(Random& random, const Domain& domain, std::uint64_t index)
{
    std::string name;
    if (random.chance(3)) {
        name = random.one_of(foreign_names());
    } else {
        name = random.one_of(domain.objects);
        capitalise(name);
        name += random.below(1000) < 4 ? '/' : ' ';
        name += random.one_of(roles());
    }
    // Names of agents are none of the other coined words.
    constexpr std::uint64_t kNames = std::uint64_t{1} << 31;
    auto own = coined_word(kNames + index);
    capitalise(own);
    return name + ' ' + own;
}

Ability ability(const Domain& domain, std::size_t which)
{
    const auto act = domain.acts[which % domain.acts.size()];
    const auto object = domain.objects[which / domain.acts.size() % domain.objects.size()];
    const auto round = which / (domain.acts.size() * domain.objects.size());
    std::string name = std::string{act} + ' ' + std::string{object};
    if (round != 0) name += " part " + std::to_string(round + 1);

    std::string id = name;
    std::ranges::replace(id, ' ', '-');
    capitalise(name);
    return {std::move(id), std::move(name)};
}

std::vector<std::string_view> tags_of(Random& random, const Domain& domain, std::size_t count)
{
    constexpr std::string_view kCommon[]{"assistant", "automation"};
    std::vector<std::string_view> tags{domain.tags.begin(), domain.tags.end()};
    for (std::size_t i = tags.size(); i > 1; --i) // Fisher and Yates
        std::swap(tags[i - 1], tags[random.below(static_cast<std::uint32_t>(i))]);
    tags.insert(tags.end(), std::begin(kCommon), std::end(kCommon));
    tags.resize(std::min(count, tags.size()));
    return tags;
}

} // namespace a2a::bench
