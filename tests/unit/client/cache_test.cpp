// SPDX-License-Identifier: Apache-2.0
#include "client/cache.hpp"

#include <gtest/gtest.h>

#include <ostream>

namespace a2a::client {
namespace {

using namespace std::chrono_literals;

constexpr Cache::Time kNow{1h};

Response saying(std::string cache_control, std::string etag = "\"e\"")
{
    return {.status = 200, .etag = std::move(etag), .cache_control = std::move(cache_control), .body = "{}"};
}

struct Row {
    const char* name;
    Response answer;
    bool kept;
    std::chrono::seconds fresh_for;
};
void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.answer.cache_control;
}
class CacheControl : public testing::TestWithParam<Row> {};

TEST_P(CacheControl, DecidesWhatIsKeptAndHowLong)
{
    Cache cache{10'000};
    cache.keep("/a", GetParam().answer, kNow);
    const auto* kept = cache.find("/a");
    ASSERT_EQ(kept != nullptr, GetParam().kept);
    EXPECT_EQ(kept == nullptr ? 0s : kept->fresh_until - kNow, GetParam().fresh_for);
}

Response aged(std::string age)
{
    auto answer = saying("max-age=300");
    answer.age = std::move(age);
    return answer;
}

Response with_status(unsigned status)
{
    auto answer = saying("max-age=300");
    answer.status = status;
    return answer;
}

INSTANTIATE_TEST_SUITE_P(
    Answers, CacheControl,
    testing::Values(Row{"NoCache", saying("no-cache"), true, 0s}, Row{"Nothing", saying(""), true, 0s},
                    Row{"MaxAge", saying("max-age=300"), true, 300s},
                    Row{"AmongOthers", saying("public , MAX-AGE=5,must-revalidate"), true, 5s},
                    Row{"NoCacheWins", saying("max-age=300, no-cache"), true, 0s},
                    Row{"NoStore", saying("No-Store, max-age=300"), false, 0s},
                    Row{"NoEtagButFresh", saying("max-age=1", ""), true, 1s},
                    Row{"NoEtagNorFresh", saying("no-cache", ""), false, 0s},
                    Row{"MaxAgeOfNothing", saying("max-age=0"), true, 0s},
                    Row{"MaxAgeNegative", saying("max-age=-1"), true, 0s},
                    Row{"MaxAgeLetters", saying("max-age=5m"), true, 0s},
                    Row{"MaxAgeHuge", saying("max-age=99999999999999999999"), true, 365 * 24h},
                    Row{"SharedOnly", saying("s-maxage=300"), true, 0s}, // for shared caches, not for us
                    Row{"Aged", aged("299"), true, 1s}, Row{"TooOld", aged("300"), true, 0s},
                    Row{"AgeLetters", aged("old"), true, 300s}, Row{"NotFound", with_status(404), false, 0s},
                    Row{"Partial", with_status(206), false, 0s}),
    [](const auto& test) { return test.param.name; });

TEST(Cache, A304MakesItFreshAgain)
{
    Cache cache{10'000};
    cache.keep("/a", saying("max-age=10"), kNow);
    ASSERT_NE(cache.find("/a"), nullptr);
    EXPECT_EQ(cache.renew("/a", {.status = 304}, kNow + 60s).body, "{}");
    EXPECT_EQ(cache.find("/a")->fresh_until, kNow + 70s);
    cache.renew("/a", {.status = 304, .cache_control = "no-cache"}, kNow + 80s);
    EXPECT_EQ(cache.find("/a")->fresh_until, kNow + 80s);
}

TEST(Cache, AfterAChangeNothingIsFreshAndAllIsKept)
{
    Cache cache{10'000};
    cache.keep("/a", saying("max-age=10"), kNow);
    cache.doubt_all();
    ASSERT_NE(cache.find("/a"), nullptr);
    EXPECT_LT(cache.find("/a")->fresh_until, kNow);
}

TEST(Cache, WhatWasNotUsedForLongestGoesFirst)
{
    Cache one{10'000};
    one.keep("/a", saying(""), kNow);
    Cache cache{2 * one.bytes()};
    cache.keep("/a", saying(""), kNow);
    cache.keep("/b", saying(""), kNow);
    EXPECT_NE(cache.find("/a"), nullptr);
    cache.keep("/c", saying(""), kNow);
    EXPECT_NE(cache.find("/a"), nullptr);
    EXPECT_EQ(cache.find("/b"), nullptr);
    EXPECT_NE(cache.find("/c"), nullptr);
    EXPECT_EQ(cache.bytes(), 2 * one.bytes());
}

TEST(Cache, HoldsAsManyBytesAsItMayAndNoMore)
{
    Cache one{10'000};
    one.keep("/a", saying(""), kNow);
    for (const auto limit : {one.bytes() - 1, one.bytes(), one.bytes() + 1}) {
        Cache cache{limit};
        cache.keep("/a", saying(""), kNow);
        EXPECT_EQ(cache.find("/a") != nullptr, limit >= one.bytes()) << limit;
        EXPECT_LE(cache.bytes(), limit);
    }
}

TEST(Cache, AnAnswerTakesThePlaceOfTheOneBefore)
{
    Cache cache{10'000};
    cache.keep("/a", saying("", "\"1\""), kNow);
    const auto bytes = cache.bytes();
    cache.keep("/a", saying("", "\"2\""), kNow);
    EXPECT_EQ(cache.find("/a")->response.etag, "\"2\"");
    EXPECT_EQ(cache.bytes(), bytes);
    cache.keep("/a", saying("no-store"), kNow);
    EXPECT_EQ(cache.find("/a"), nullptr);
    EXPECT_EQ(cache.bytes(), 0U);
}

} // namespace
} // namespace a2a::client
