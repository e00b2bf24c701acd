// SPDX-License-Identifier: Apache-2.0
// What a connection holds, and what all connections share: read buffer, body cache, admission.
#include "http/admission.hpp"
#include "http/body_cache.hpp"
#include "http/read_buffer.hpp"

#include <gtest/gtest.h>

#include <string>

namespace a2a::http {
namespace {

void receive(ReadBuffer& buffer, std::string_view bytes)
{
    const auto room = buffer.prepare(bytes.size());
    ASSERT_GE(room.size(), bytes.size());
    std::copy(bytes.begin(), bytes.end(), room.begin());
    buffer.commit(bytes.size());
}

TEST(ReadBuffer, KeepsWhatIsUnreadThroughAnyGrowth)
{
    ReadBuffer buffer;
    std::string expected;
    for (std::size_t i = 0; i < 200; ++i) {
        const std::string bytes(i * 7, static_cast<char>('a' + i % 26));
        receive(buffer, bytes);
        expected += bytes;
        const auto eaten = std::min<std::size_t>(expected.size(), i * 5);
        buffer.consume(eaten);
        expected.erase(0, eaten);
        ASSERT_EQ(buffer.unread(), expected) << i;
    }
}

TEST(ReadBuffer, WhatWasConsumedStaysUntilMoreIsReceived)
{
    ReadBuffer buffer;
    receive(buffer, "body");
    const auto view = buffer.unread();
    buffer.consume(view.size());
    EXPECT_EQ(view, "body");
    EXPECT_EQ(buffer.unread(), "");
}

TEST(ReadBuffer, UsesItsBlockAgain)
{
    ReadBuffer buffer;
    receive(buffer, "x");
    const auto* const block = buffer.unread().data();
    for (int i = 0; i < 100; ++i) {
        buffer.consume(buffer.unread().size());
        receive(buffer, std::string(1'000, 'b'));
        EXPECT_EQ(static_cast<const void*>(buffer.unread().data()), block);
    }
}

TEST(ReadBuffer, ShrinksOnlyWhenNothingIsUnread)
{
    ReadBuffer buffer;
    receive(buffer, std::string(20'000, 'x'));
    buffer.shrink();
    EXPECT_EQ(buffer.unread().size(), 20'000U);
    buffer.consume(20'000);
    buffer.shrink();
    EXPECT_EQ(buffer.prepare(1).size(), ReadBuffer::kBlockBytes);
}

Bytes bytes(std::size_t size)
{
    return Bytes{std::string(size, 'x')};
}

TEST(BodyCache, ForgetsTheLeastRecentlyUsedFirst)
{
    BodyCache cache{4'000};
    for (const auto* key : {"z1", "z2", "z3"}) cache.put(key, bytes(1'000));
    EXPECT_TRUE(cache.find("z1")); // now z2 is the oldest
    cache.put("r4", bytes(1'000));
    EXPECT_TRUE(cache.find("z1"));
    EXPECT_FALSE(cache.find("z2"));
    EXPECT_TRUE(cache.find("z3"));
    EXPECT_TRUE(cache.find("r4"));
}

TEST(BodyCache, NeverHoldsMoreThanItMay)
{
    BodyCache cache{10'000};
    const auto held = [&] {
        return cache.figures(BodyCache::Kind::rendered).bytes +
               cache.figures(BodyCache::Kind::compressed).bytes;
    };
    for (int i = 0; i < 1'000; ++i) {
        cache.put((i % 2 == 0 ? "z" : "r") + std::to_string(i), bytes(static_cast<std::size_t>(i * 13)));
        ASSERT_LE(held(), 10'000U);
    }
    EXPECT_GT(held(), 0U);
    cache.put("z", bytes(10'000)); // with what it costs to keep, too much
    EXPECT_FALSE(cache.find("z"));
    EXPECT_GT(held(), 0U);
}

TEST(BodyCache, KeepsTheFirstOfTwoAndTellsKindsApart)
{
    BodyCache cache{10'000};
    cache.put("zk", Bytes{std::string{"first"}});
    cache.put("zk", Bytes{std::string{"second"}});
    EXPECT_EQ(cache.find("zk")->view(), "first");
    EXPECT_FALSE(cache.find("rk"));
    EXPECT_EQ(cache.figures(BodyCache::Kind::compressed).hits, 1U);
    EXPECT_EQ(cache.figures(BodyCache::Kind::rendered).misses, 1U);
    using enum BodyCache::Kind;
    EXPECT_NE(BodyCache::key(rendered, "/a", "\"1\""), BodyCache::key(compressed, "/a", "\"1\""));
    EXPECT_NE(BodyCache::key(rendered, "/a", "\"1\""), BodyCache::key(rendered, "/a", "\"2\""));
    EXPECT_NE(BodyCache::key(rendered, "/a", "\"1\""), BodyCache::key(rendered, "/b", "\"1\""));
}

TEST(BodyCache, BytesOutliveTheirEntry)
{
    BodyCache cache{2'000};
    cache.put("z1", bytes(1'500));
    const auto held = cache.find("z1");
    cache.put("z2", bytes(1'500));
    EXPECT_FALSE(cache.find("z1"));
    EXPECT_EQ(held->view(), std::string(1'500, 'x'));
}

TEST(Admission, CountsInAllAndPerClient)
{
    Admission admission{Limits{.connections = 3, .connections_per_client = 2}, 1};
    EXPECT_EQ(admission.enter("a"), Admitted::yes);
    EXPECT_EQ(admission.enter("a"), Admitted::yes);
    EXPECT_EQ(admission.enter("a"), Admitted::too_many_of_client);
    EXPECT_EQ(admission.enter("b"), Admitted::yes);
    EXPECT_EQ(admission.enter("c"), Admitted::too_many_in_all);
    admission.leave("a");
    EXPECT_EQ(admission.enter("c"), Admitted::yes);
    admission.leave("c");
    EXPECT_EQ(admission.enter("a"), Admitted::yes);
}

TEST(Admission, DoesNotCountWhoComesThroughAUnixSocketPerClient)
{
    Admission admission{Limits{.connections = 3, .connections_per_client = 1}, 1};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(admission.enter("unix"), Admitted::yes);
    EXPECT_EQ(admission.enter("unix"), Admitted::too_many_in_all);
    admission.leave("unix");
    EXPECT_EQ(admission.enter("unix"), Admitted::yes);
}

TEST(Admission, KnowsAWorkersShare)
{
    Admission admission{Limits{}, 2};
    EXPECT_FALSE(admission.is_more_than_fair(0));
    for (int i = 0; i < 10; ++i) admission.enter("a");
    EXPECT_FALSE(admission.is_more_than_fair(6)); // one more than half is nothing
    EXPECT_TRUE(admission.is_more_than_fair(7));
    Admission alone{Limits{}, 1};
    for (int i = 0; i < 10; ++i) alone.enter("a");
    EXPECT_FALSE(alone.is_more_than_fair(10));
}

TEST(Admission, HasNoLimitAtZero)
{
    Admission admission{Limits{.connections = 0, .connections_per_client = 0}, 1};
    for (int i = 0; i < 10'000; ++i) ASSERT_EQ(admission.enter("a"), Admitted::yes);
}

TEST(Admission, APlaceIsGivenBackOnlyByWhoGotOne)
{
    Admission admission{Limits{.connections = 1}, 1};
    {
        const Place first{admission, "a"};
        EXPECT_EQ(first.admitted(), Admitted::yes);
        for (int i = 0; i < 2; ++i) EXPECT_EQ((Place{admission, "a"}.admitted()), Admitted::too_many_in_all);
    }
    EXPECT_EQ((Place{admission, "a"}.admitted()), Admitted::yes);
}

} // namespace
} // namespace a2a::http
