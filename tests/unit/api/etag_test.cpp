// SPDX-License-Identifier: Apache-2.0
// Entity tags as they are printed, and what a client's mean to a write.
#include "api/etag.hpp"

#include <gtest/gtest.h>

namespace a2a::api {
namespace {

constexpr std::string_view kHistory = "Ab-_Ab-_Ab0"; // has the separator in it
const Digest kDigest = digest_of("card");
const std::string kBare = etag_of_card(kDigest);
const std::string kWrapped = etag_of_agent(kDigest, 42, kHistory);

std::string gzipped(std::string tag)
{
    return tag.insert(tag.size() - 1, "-gzip");
}

TEST(ETag, NamesContentRevisionAndHistory)
{
    const auto digest = print(kDigest);
    EXPECT_EQ(kBare, '"' + digest + '"');
    EXPECT_EQ(kWrapped, '"' + digest + "-42-Ab-_Ab-_Ab0\"");
    EXPECT_EQ(etag_of_state(42, kHistory), "\"Ab-_Ab-_Ab0-42\"");
}

struct Case {
    const char* name;
    std::string field;
    std::size_t versions; // that If-Match understands
    std::optional<Revision> revision;
};
void PrintTo(const Case& c, std::ostream* out)
{
    *out << c.name;
}

class Tags : public testing::TestWithParam<Case> {};

TEST_P(Tags, AreReadByIfMatch)
{
    const auto only_if = precondition(GetParam().field, "", kHistory);
    ASSERT_TRUE(only_if.must_match); // also when none is ours: then none matches
    ASSERT_EQ(only_if.must_match->size(), GetParam().versions);
    for (const auto& version : *only_if.must_match) {
        EXPECT_EQ(version.digest, kDigest);
        EXPECT_EQ(version.revision, GetParam().revision);
    }
}

const std::string kInside = print(kDigest);
INSTANTIATE_TEST_SUITE_P(
    Table, Tags,
    testing::Values(
        Case{"Bare", kBare, 1, {}}, Case{"BareGzip", gzipped(kBare), 1, {}}, Case{"Wrapped", kWrapped, 1, 42},
        Case{"WrappedGzip", gzipped(kWrapped), 1, 42},
        Case{"Several", "\"x\", " + kBare + " ,, " + kBare, 2, {}},
        Case{"CommaInsideQuotes", "\"x," + kInside + "\"", 0, {}},
        Case{"WeakNeverMatches", "W/" + kBare, 0, {}},
        Case{"OtherHistory", "\"" + kInside + "-42-other\"", 0, {}},
        Case{"NoHistory", "\"" + kInside + "-42\"", 0, {}},
        Case{"NoRevision", "\"" + kInside + "--Ab-_Ab-_Ab0\"", 0, {}},
        Case{"SignedRevision", "\"" + kInside + "-+42-Ab-_Ab-_Ab0\"", 0, {}},
        Case{"RevisionBeyond64Bits", "\"" + kInside + "-99999999999999999999-Ab-_Ab-_Ab0\"", 0, {}},
        Case{"OtherSeparator", "\"" + kInside + "_42-Ab-_Ab-_Ab0\"", 0, {}},
        Case{"DashOnly", "\"" + kInside + "-\"", 0, {}}, Case{"GzipTwice", gzipped(gzipped(kBare)), 0, {}},
        Case{"Unquoted", kInside, 0, {}}, Case{"OneQuote", "\"", 0, {}}, Case{"EmptyTag", "\"\"", 0, {}},
        Case{"TooShort", "\"AAAA\"", 0, {}}, Case{"NotBase64", "\"!!!!!!!!!!!!!!!!!!!!!!\"", 0, {}},
        Case{"TagOfAList", etag_of_state(42, kHistory), 0, {}}),
    [](const auto& test) { return test.param.name; });

TEST(Precondition, WithoutFieldsAsksNothing)
{
    const auto only_if = precondition("", "", kHistory);
    EXPECT_FALSE(only_if.must_exist);
    EXPECT_FALSE(only_if.must_not_exist);
    EXPECT_FALSE(only_if.must_match);
    EXPECT_TRUE(only_if.must_not_match.empty());
}

TEST(Precondition, KnowsTheStar)
{
    EXPECT_TRUE(precondition(" * ", "", kHistory).must_exist);
    EXPECT_FALSE(precondition("*", "", kHistory).must_match);
    EXPECT_TRUE(precondition("", "*", kHistory).must_not_exist);
}

TEST(Precondition, OfNoneMatchComparesWeakly)
{
    const auto only_if = precondition("", "W/" + kWrapped + ", \"foreign\", " + kBare, kHistory);
    ASSERT_EQ(only_if.must_not_match.size(), 2u);
    EXPECT_EQ(only_if.must_not_match[0].revision, 42u);
    EXPECT_FALSE(only_if.must_not_match[1].revision);
}

} // namespace
} // namespace a2a::api
