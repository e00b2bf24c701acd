// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace a2a::text {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;

struct Utf8Case {
    const char* name;
    std::string_view text;
    bool valid;
};
void PrintTo(const Utf8Case& c, std::ostream* out)
{
    *out << c.name;
}
class Utf8 : public testing::TestWithParam<Utf8Case> {};

TEST_P(Utf8, IsTakenStrictly)
{
    const auto [name, text, valid] = GetParam();
    EXPECT_EQ(is_utf8(text), valid);
    // The same behind ASCII runs that do and do not fill whole words.
    EXPECT_EQ(is_utf8("12345678" + std::string{text}), valid);
    EXPECT_EQ(is_utf8("12345" + std::string{text} + "abc"), valid);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, Utf8,
    testing::Values(
        Utf8Case{"Empty", "", true}, Utf8Case{"Ascii", "agent", true},
        Utf8Case{"TwoBytesLowest", "\xc2\x80", true}, Utf8Case{"TwoBytesOverlong", "\xc1\xbf", false},
        Utf8Case{"ThreeBytesLowest", "\xe0\xa0\x80", true},
        Utf8Case{"ThreeBytesOverlong", "\xe0\x9f\xbf", false},
        Utf8Case{"BeforeSurrogates", "\xed\x9f\xbf", true}, Utf8Case{"FirstSurrogate", "\xed\xa0\x80", false},
        Utf8Case{"LastSurrogate", "\xed\xbf\xbf", false}, Utf8Case{"AfterSurrogates", "\xee\x80\x80", true},
        Utf8Case{"FourBytesLowest", "\xf0\x90\x80\x80", true},
        Utf8Case{"FourBytesOverlong", "\xf0\x8f\xbf\xbf", false},
        Utf8Case{"Highest", "\xf4\x8f\xbf\xbf", true}, Utf8Case{"AboveHighest", "\xf4\x90\x80\x80", false},
        Utf8Case{"LeadF5", "\xf5\x80\x80\x80", false}, Utf8Case{"LoneContinuation", "\x80", false},
        Utf8Case{"CutShort", "\xe2\x82", false}, Utf8Case{"LeadThenAscii", "\xe2\x82x", false}),
    [](const auto& test) { return test.param.name; });

TEST(Fold, LowersAsciiOnItsFastPath)
{
    EXPECT_EQ(fold("Weather AGENT [42]"), "weather agent [42]");
}

TEST(Fold, FoldsCodePointsSimply)
{
    EXPECT_EQ(fold("Straße"), "straße") << "simple folding never changes the number of characters";
    EXPECT_EQ(fold("ΣΊΣΥΦΟΣ"), "σίσυφοσ") << "no final sigma";
    EXPECT_EQ(fold("ſ"), "s");
    EXPECT_EQ(fold("ПОГОДА"), "погода");
    EXPECT_EQ(fold("𐐀"), "𐐨") << "beyond the basic plane";
}

TEST(Fold, ComposesBeforeItFolds)
{
    EXPECT_EQ(fold("CAFE\xcc\x81"), fold("café"));
    EXPECT_EQ(fold("\xe2\x84\xab"), "å") << "the Ångström sign is a singleton of NFC";
}

TEST(Fold, KeepsWhatIsNoCase)
{
    EXPECT_EQ(fold("天気予報🌦"), "天気予報🌦");
}

TEST(Words, AreTheRunsBetweenWhiteSpace)
{
    EXPECT_THAT(words(" a  bc\td\n"), ElementsAre("a", "bc", "d"));
    EXPECT_THAT(words("a\xc2\xa0"
                      "b\xe3\x80\x80"
                      "c\xe2\x80\xa8"
                      "d\xc2\x85"
                      "e"),
                ElementsAre("a", "b", "c", "d", "e"));
    EXPECT_THAT(words("a\xe2\x80\x8b"
                      "b"),
                ElementsAre("a\xe2\x80\x8b"
                            "b"))
        << "zero-width space is not White_Space";
    EXPECT_THAT(words(""), IsEmpty());
    EXPECT_THAT(words(" \t "), IsEmpty());
}

// They are looked for eight bytes at a time.
TEST(Words, EndWhereverWhiteSpaceStands)
{
    for (std::size_t before = 0; before <= 20; ++before) {
        for (std::size_t after = 0; after <= 20; ++after) {
            for (const std::string_view white : {" ", "\t", "  ", "\xe3\x80\x80", "\xc2\xa0"}) {
                const auto left = std::string(before, '~');
                const auto right = std::string(after, '!');
                std::vector<std::string_view> expected;
                for (const auto* word : {&left, &right})
                    if (!word->empty()) expected.push_back(*word);
                const auto text = left + std::string{white} + right;
                EXPECT_EQ(words(text), expected) << text;
            }
            for (const std::string_view black : {"\x7f", "\x1b", "\xc3\xa9", "\xf0\x9f\x98\x80", "\xff"}) {
                const auto text = std::string(before, '~') + std::string{black} + std::string(after, '!');
                EXPECT_THAT(words(text), ElementsAre(text));
            }
        }
    }
}

TEST(Cut, NeverSplitsACharacter)
{
    EXPECT_EQ(cut("abc", 3), "abc");
    EXPECT_EQ(cut("abcd", 3), "abc");
    EXPECT_EQ(cut("ab€", 5), "ab€");
    EXPECT_EQ(cut("ab€", 4), "ab");
    EXPECT_EQ(cut("ab€", 3), "ab");
    EXPECT_EQ(cut("€", 0), "");
}

TEST(AsciiCase, IgnoresOnlyAsciiLetters)
{
    EXPECT_TRUE(equal_ignoring_ascii_case("Keep-Alive", "keep-ALIVE"));
    EXPECT_FALSE(equal_ignoring_ascii_case("keep", "keep-alive"));
    EXPECT_FALSE(equal_ignoring_ascii_case("@", "`"));
    EXPECT_EQ(lower_ascii("ÀB[Z]"), "Àb[z]");
}

TEST(Percent, DecodesOnce)
{
    EXPECT_THAT(percent_decode("a%2Fb%20c+d"), Optional(std::string{"a/b c+d"}));
    EXPECT_THAT(percent_decode("%252F"), Optional(std::string{"%2F"}));
    EXPECT_THAT(percent_decode("%00"), Optional(std::string(1, '\0')));
    EXPECT_THAT(percent_decode("%e2%82%AC"), Optional(std::string{"€"}));
}

TEST(Percent, RefusesBrokenEscapes)
{
    for (const auto* broken : {"%", "%4", "a%4g", "%g4", "%%41", "% 41"})
        EXPECT_FALSE(percent_decode(broken)) << broken;
}

TEST(Percent, EncodesEverythingButUnreserved)
{
    EXPECT_EQ(percent_encode("a/b c~d-e.f_€"), "a%2Fb%20c~d-e.f_%E2%82%AC");
    EXPECT_EQ(percent_decode(percent_encode("Zürich: 10% / a+b")), "Zürich: 10% / a+b");
}

TEST(Base64Url, AgreesWithRfc4648)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kPairs{{{"", ""},
                                                                                   {"f", "Zg"},
                                                                                   {"fo", "Zm8"},
                                                                                   {"foo", "Zm9v"},
                                                                                   {"foob", "Zm9vYg"},
                                                                                   {"fooba", "Zm9vYmE"},
                                                                                   {"foobar", "Zm9vYmFy"},
                                                                                   {"\xfb\xff\xfe", "-__-"}}};
    for (const auto& [bytes, letters] : kPairs) {
        EXPECT_EQ(base64url_encode(bytes), letters);
        EXPECT_THAT(base64url_decode(letters), Optional(std::string{bytes}));
    }
}

TEST(Base64Url, RefusesEverythingElse)
{
    for (const auto* wrong : {"Zg==", "Z", "Zm9vY", "Zm9+", "Zm9/", "Zm 9", "Zh", "Zm9vYmF="})
        EXPECT_FALSE(base64url_decode(wrong)) << wrong;
}

TEST(Nearest, FindsASlipOfTheHand)
{
    constexpr std::array<std::string_view, 4> kNames{"host", "port", "worker_count", "max_agents"};
    EXPECT_EQ(nearest("prot", kNames), "port");
    EXPECT_EQ(nearest("PORT", kNames), "port");
    EXPECT_EQ(nearest("worker_cuont", kNames), "worker_count");
    EXPECT_EQ(nearest("wrkr_cont", kNames), "worker_count");
    EXPECT_EQ(nearest("colour", kNames), std::nullopt);
    EXPECT_EQ(nearest("", kNames), std::nullopt);
}

} // namespace
} // namespace a2a::text
