// SPDX-License-Identifier: Apache-2.0
// Words against chunks: how a word lies in one, endings, slips of the hand.
#include "base/text.hpp"
#include "catalog/text/ranking.hpp"
#include "catalog/text/spelling.hpp"
#include "catalog/text/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Lie {
    const char* name;
    std::string_view word, chunk;
    std::uint8_t weight;
};
void PrintTo(const Lie& lie, std::ostream* out)
{
    *out << lie.name;
}

class WordInChunk : public testing::TestWithParam<Lie> {};

TEST_P(WordInChunk, WeighsByItsBorders)
{
    EXPECT_EQ(weight_of(GetParam().word, GetParam().chunk), GetParam().weight);
}

INSTANTIATE_TEST_SUITE_P(Cases, WordInChunk,
                         testing::Values(Lie{"TheChunkItself", "pay", "pay", ranking::kWhole},
                                         Lie{"BesidePunctuation", "pay", "(pay),", ranking::kWhole},
                                         Lie{"PartOfAnId", "pay", "pay-later", ranking::kWhole},
                                         Lie{"LastPartOfAnId", "later", "pay_later", ranking::kWhole},
                                         Lie{"Start", "pay", "payment", ranking::kStart},
                                         Lie{"StartOfALaterPart", "late", "pay-later", ranking::kStart},
                                         Lie{"Inner", "pay", "repaying", ranking::kInner},
                                         Lie{"AtTheEndOnly", "pay", "prepay", ranking::kInner},
                                         Lie{"BestOfSeveral", "pay", "repay/payment/pay", ranking::kWhole},
                                         Lie{"Absent", "pay", "play", std::uint8_t{0}},
                                         Lie{"Longer", "payment", "pay", std::uint8_t{0}},
                                         Lie{"Overlapping", "aa", "xaaa", ranking::kInner},
                                         Lie{"LettersBeyondAscii", "größe", "größen", ranking::kStart},
                                         Lie{"InsideLettersBeyondAscii", "röße", "größe", ranking::kInner},
                                         Lie{"AnIdeographIsAWord", "翻訳", "自動翻訳する", ranking::kWhole},
                                         Lie{"KanaAreWords", "する", "翻訳する", ranking::kWhole},
                                         Lie{"Thai", "แปล", "การแปลภาษา", ranking::kWhole},
                                         Lie{"Hangul", "번역", "번역기", ranking::kStart}),
                         [](const auto& test) { return test.param.name; });

TEST(WordBorder, EndsOfTheTextAndBeyondAreBorders)
{
    EXPECT_TRUE(text::is_word_border("a", 0));
    EXPECT_TRUE(text::is_word_border("a", 1));
    EXPECT_TRUE(text::is_word_border("", 0));
    EXPECT_FALSE(text::is_word_border("ab", 1));
    EXPECT_FALSE(text::is_word_border("a1", 1));
    EXPECT_FALSE(text::is_word_border("e\xCC\x81t", 1)) << "a mark belongs to its letter";
}

TEST(Stem, TakesEnglishEndingsOffLongWords)
{
    EXPECT_EQ(spelling::stem_of("translating"), "translat");
    EXPECT_EQ(spelling::stem_of("translations"), "translat");
    EXPECT_EQ(spelling::stem_of("bookings"), "book");
    EXPECT_EQ(spelling::stem_of("invoices"), "invoic");
    EXPECT_EQ(spelling::stem_of("bank"), "bank");
    EXPECT_EQ(spelling::stem_of("bus"), "") << "too short";
    EXPECT_EQ(spelling::stem_of("bed"), "");
    EXPECT_EQ(spelling::stem_of("größen"), "") << "not English";
    EXPECT_EQ(spelling::stem_of("gpt-4"), "");
}

TEST(Pieces, AreThreeAndMakeTheWord)
{
    EXPECT_THAT(spelling::pieces_of("abc"), IsEmpty());
    EXPECT_THAT(spelling::pieces_of("abcd"), ElementsAre("a", "b", "cd"));
    EXPECT_THAT(spelling::pieces_of("invoice"), ElementsAre("in", "vo", "ice"));
    EXPECT_THAT(spelling::pieces_of("größen"), ElementsAre("gr", "öß", "en")) << "letters are not cut";
}

TEST(EditDistance, CountsLettersAndSwaps)
{
    const auto between = [](std::string_view a, std::string_view b) {
        return text::edit_distance(text::letters_of(a), text::letters_of(b));
    };
    EXPECT_EQ(between("", ""), 0U);
    EXPECT_EQ(between("", "abc"), 3U);
    EXPECT_EQ(between("invoice", "invioce"), 1U);
    EXPECT_EQ(between("invoice", "invoise"), 1U);
    EXPECT_EQ(between("größe", "grosse"), 3U);
    EXPECT_EQ(between("müde", "mude"), 1U) << "one letter, though two bytes";
}

} // namespace
} // namespace a2a::catalog
