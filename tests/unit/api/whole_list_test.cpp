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

std::string text_of(http::Body& body)
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
    WholeList::Bodies make(WholeList& list) const
    {
        const auto answer = all();
        return list.make(answer.revision, answer.hits, kHistory);
    }

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
        auto bodies = make(list);
        const auto text = expected();
        ASSERT_EQ(text_of(bodies.plain), text);
        if (round % 20 == 0) {
            ASSERT_EQ(test::gunzip(text_of(bodies.gzipped)), text);
        }
    }
}

TEST_F(WholeLists, OfNobodyAndOfOne)
{
    WholeList list{cache_, kEnough};
    for (std::size_t i = 0; i < kAgents; ++i) remove("agent-" + std::to_string(i));
    for (int agents = 0; agents < 2; ++agents) {
        auto bodies = make(list);
        EXPECT_EQ(text_of(bodies.plain), expected());
        EXPECT_EQ(test::gunzip(text_of(bodies.gzipped)), expected());
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
    remove("agent-300");
    const auto rendered = misses(BodyCache::Kind::rendered);
    make(list);
    EXPECT_LE(misses(BodyCache::Kind::rendered) - rendered, 4U) << "two chunks, where one began with it";
}

TEST_F(WholeLists, AreKeptForTheirRevisionAlone)
{
    WholeList list{cache_, kEnough};
    const auto revision = catalog_.revision();
    EXPECT_FALSE(list.made_for(revision));
    make(list);
    auto kept = list.made_for(revision);
    ASSERT_TRUE(kept);
    EXPECT_EQ(text_of(kept->plain), expected());
    EXPECT_FALSE(list.made_for(revision + 1));
    put("agent-1");
    make(list);
    EXPECT_FALSE(list.made_for(revision));
    EXPECT_TRUE(list.made_for(revision + 1));
}

TEST_F(WholeLists, AreNotKeptBeyondTheirShareOfMemory)
{
    BodyCache cache{10'000};
    WholeList list{cache, 10'000};
    auto bodies = make(list);
    EXPECT_EQ(text_of(bodies.plain), expected());
    EXPECT_EQ(test::gunzip(text_of(bodies.gzipped)), expected());
    EXPECT_FALSE(list.made_for(catalog_.revision()));
    EXPECT_LE(cache.figures(BodyCache::Kind::rendered).bytes, 10'000U);
}

} // namespace
} // namespace a2a::api
