// SPDX-License-Identifier: Apache-2.0
// Keys made to collide in libstdc++'s hash do so, and in no table of ours. Counted, not timed:
// ./dev bench micro --benchmark_filter=colliding says what they cost.
#include "base/hash.hpp"
#include "cards/colliding.hpp"
#include "catalog/hashed_numbers.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace a2a {
namespace {

constexpr std::size_t kTexts = 4'096;

template <class Hash>
std::size_t fullest_of_1024(const std::vector<std::string>& texts, const Hash& hash)
{
    std::vector<std::size_t> buckets(1'024);
    for (const auto& text : texts) ++buckets[hash(text) % buckets.size()];
    return *std::ranges::max_element(buckets);
}

// Texts compared until each was found where all of them are.
template <class Hash>
std::size_t compared_in_a_map(const std::vector<std::string>& texts)
{
    struct Counted {
        std::size_t* count;
        bool operator()(const std::string& a, const std::string& b) const { return ++*count, a == b; }
    };
    std::size_t count = 0;
    boost::unordered_flat_map<std::string, int, Hash, Counted> map{0, Hash{}, Counted{&count}};
    for (const auto& text : texts) map.emplace(text, 0);
    count = 0;
    for (const auto& text : texts) EXPECT_TRUE(map.contains(text));
    return count;
}

template <class Hash>
std::size_t compared_in_hashed_numbers(const std::vector<std::string>& texts)
{
    catalog::HashedNumbers numbers;
    for (std::uint32_t i = 0; i < texts.size(); ++i) numbers.insert(Hash{}(texts[i]), i);
    std::size_t count = 0;
    for (const auto& text : texts)
        EXPECT_TRUE(numbers.find(Hash{}(text), [&](std::uint32_t i) { return ++count, texts[i] == text; }));
    return count;
}

TEST(SeededHash, IsNotTheOneThatTextsWereMadeToCollideIn)
{
    const auto texts = bench::colliding_texts(kTexts);
    EXPECT_EQ(std::set<std::string>(texts.begin(), texts.end()).size(), kTexts);
    EXPECT_EQ(fullest_of_1024(texts, std::hash<std::string>{}), kTexts) << "they do not collide there";
    EXPECT_LT(fullest_of_1024(texts, SeededHash{}), 20U);
    EXPECT_LT(fullest_of_1024(texts, QuickHash{}), 20U);
}

TEST(SeededHash, TablesCompareCollidingTextsNoMoreOftenThanOthers)
{
    const auto colliding = bench::colliding_texts(kTexts);
    const auto ordinary = bench::ordinary_texts(kTexts);
    const auto at_most = [](std::size_t count) { return count + count / 5; };
    EXPECT_LE(compared_in_a_map<SeededHash>(colliding), at_most(compared_in_a_map<SeededHash>(ordinary)));
    EXPECT_LE(compared_in_a_map<QuickHash>(colliding), at_most(compared_in_a_map<QuickHash>(ordinary)));
    EXPECT_LE(compared_in_hashed_numbers<SeededHash>(colliding),
              at_most(compared_in_hashed_numbers<SeededHash>(ordinary)));

    // The control: with that hash each is compared with half of all.
    EXPECT_GT(compared_in_a_map<std::hash<std::string>>(colliding), kTexts * kTexts / 4);
    EXPECT_GT(compared_in_hashed_numbers<std::hash<std::string>>(colliding), kTexts * kTexts / 4);
}

} // namespace
} // namespace a2a
