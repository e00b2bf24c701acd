// SPDX-License-Identifier: Apache-2.0
#include "api/render.hpp"
#include "api/whole_list.hpp"
#include "catalog/catalog.hpp"
#include "support/agents.hpp"
#include "support/gunzip.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace a2a::api {
namespace {

using http::BodyCache;

constexpr std::string_view kHistory = "history";
constexpr std::size_t kAgents = 1000;
constexpr std::size_t kEnough = 64 * 1024 * 1024;

std::string text_of(http::Body body)
{
    std::string text;
    for (const auto& piece : body.ready()) text += piece.view();
    return text;
}

class WholeLists : public testing::Test {
protected:
    WholeLists()
    {
        for (std::size_t i = 0; i < kAgents; ++i) put("agent-" + std::to_string(i));
    }

    void put(const std::string& id)
    {
        const auto host = "host-" + std::to_string(below(1'000'000)) + ".example"; // of another length, too
        apply({.revision = catalog_.revision() + 1,
               .id = id,
               .at = test::at_second(1),
               .card = test::at_host(host)});
    }
    void remove(const std::string& id)
    {
        apply({.revision = catalog_.revision() + 1, .id = id, .at = test::at_second(1), .card = nullptr});
    }
    void apply(const Change& change) { catalog_.apply(std::span{&change, 1}); }
    std::size_t below(std::size_t end) { return random_() % end; }

    SearchAnswer all() const
    {
        Query query;
        query.sort = Sort::registered;
        query.limit = kAgents * 2;
        return *catalog_.search(query);
    }
    std::string expected() const
    {
        const auto answer = all();
        return render_list(answer.hits, answer.total, {}, kHistory);
    }
    std::optional<WholeList::List> list_at(WholeList& list, Revision revision) const
    {
        return list.of(catalog_, {.not_before = revision, .agents_max = kAgents * 2, .history = kHistory});
    }
    WholeList::List make(WholeList& list) const { return *list_at(list, catalog_.revision()); }

    std::uint64_t misses(BodyCache::Kind kind) const { return cache_.figures(kind).misses; }

    std::minstd_rand random_{7};
    Catalog catalog_;
    BodyCache cache_{kEnough};
};

TEST_F(WholeLists, SayWhatAListRenderedInOneGoSays)
{
    WholeList list{cache_, kEnough};
    for (int round = 0; round < 200; ++round) {
        const auto id = "agent-" + std::to_string(below(kAgents + 50)); // some are new
        if (below(3) == 0)
            remove(id);
        else
            put(id);
        auto made = make(list);
        const auto text = expected();
        ASSERT_EQ(text_of(made.plain), text);
        if (round % 20 == 0) {
            ASSERT_EQ(test::gunzip(text_of(made.gzipped)), text);
        }
    }
}

TEST_F(WholeLists, OfNobodyAndOfOne)
{
    WholeList list{cache_, kEnough};
    for (std::size_t i = 0; i < kAgents; ++i) remove("agent-" + std::to_string(i));
    for (int agents = 0; agents < 2; ++agents) {
        auto made = make(list);
        EXPECT_EQ(text_of(made.plain), expected());
        EXPECT_EQ(test::gunzip(text_of(made.gzipped)), expected());
        put("one");
    }
}

TEST_F(WholeLists, AWriteMakesOneChunkAnew)
{
    WholeList list{cache_, kEnough};
    auto before = make(list);
    before.gzipped.ready();
    for (const auto* id : {"agent-0", "agent-500", "agent-999"}) {
        put(id);
        const auto rendered = misses(BodyCache::Kind::rendered);
        const auto compressed = misses(BodyCache::Kind::compressed);
        auto after = make(list);
        after.gzipped.ready();
        EXPECT_EQ(misses(BodyCache::Kind::rendered) - rendered, 2U) << "its cards and its items";
        EXPECT_EQ(misses(BodyCache::Kind::compressed) - compressed, 2U);
    }
    for (const auto* id : {"agent-300", "agent-0"}) { // the first one of all, too
        remove(id);
        const auto rendered = misses(BodyCache::Kind::rendered);
        EXPECT_EQ(text_of(make(list).plain), expected());
        EXPECT_EQ(misses(BodyCache::Kind::rendered) - rendered, 2U);
    }
}

TEST_F(WholeLists, HoldNoChunkThatIsNoLongerPartOfThem)
{
    WholeList list{cache_, kEnough};
    make(list).gzipped.ready();
    const auto rendered = cache_.figures(BodyCache::Kind::rendered).bytes;
    const auto compressed = cache_.figures(BodyCache::Kind::compressed).bytes;
    for (std::size_t i = 0; i < 100; ++i) {
        put("agent-" + std::to_string(i * 10));
        make(list).gzipped.ready();
    }
    EXPECT_LT(cache_.figures(BodyCache::Kind::rendered).bytes, rendered * 11 / 10);
    EXPECT_LT(cache_.figures(BodyCache::Kind::compressed).bytes, compressed * 11 / 10);

    EXPECT_FALSE(list.of(
        catalog_, {.not_before = catalog_.revision() + 1, .agents_max = kAgents - 1, .history = kHistory}));
    EXPECT_EQ(cache_.figures(BodyCache::Kind::rendered).bytes, 0U);
    EXPECT_EQ(cache_.figures(BodyCache::Kind::compressed).bytes, 0U);
    EXPECT_EQ(text_of(make(list).plain), expected()) << "when they are few enough again";
}

TEST_F(WholeLists, AreMadeOnceForARevision)
{
    WholeList list{cache_, kEnough};
    const auto first = make(list);
    const auto lookups = [&] {
        const auto figures = cache_.figures(BodyCache::Kind::rendered);
        return figures.hits + figures.misses;
    };
    const auto before = lookups();
    auto again = make(list);
    EXPECT_EQ(lookups(), before);
    EXPECT_EQ(again.revision, catalog_.revision());
    EXPECT_EQ(text_of(again.plain), expected());

    put("agent-1");
    EXPECT_EQ(list_at(list, first.revision)->revision, first.revision) << "nobody asked for a newer one";
    EXPECT_EQ(make(list).revision, first.revision + 1);
    EXPECT_EQ(list_at(list, first.revision)->revision, first.revision + 1);
}

// As a follower of somebody else's journal may meet them.
TEST_F(WholeLists, AreInOrderOfRegistrationWhenTheNumbersAreNot)
{
    WholeList list{cache_, kEnough};
    for (const auto registered : {3, 1, 2}) {
        apply({.revision = catalog_.revision() + 10,
               .id = "late-" + std::to_string(registered),
               .at = test::at_second(1),
               .card = test::at_host("late.example"),
               .first_revision = static_cast<Revision>(registered)});
        ASSERT_EQ(text_of(make(list).plain), expected());
    }
    catalog_.settle();
    EXPECT_EQ(text_of(make(list).plain), expected());
}

TEST_F(WholeLists, AreNotKeptBeyondTheirShareOfMemory)
{
    BodyCache cache{10'000};
    WholeList list{cache, 10'000};
    auto made = make(list);
    EXPECT_EQ(text_of(made.plain), expected());
    EXPECT_EQ(test::gunzip(text_of(made.gzipped)), expected());
    EXPECT_LE(cache.figures(BodyCache::Kind::rendered).bytes, 10'000U);
}

} // namespace
} // namespace a2a::api
