// SPDX-License-Identifier: Apache-2.0
// The pool for long searches: bounded, concurrent, modest, and empty when it ends.
#include "registry/search_pool.hpp"
#include "support/long_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <latch>

namespace a2a {
namespace {

using test::Blockade;
using testing::ElementsAre;

// What `make` says on one of the pool's threads.
template <class Make>
auto on(SearchPool& pool, Make make)
{
    std::promise<decltype(make())> promise;
    EXPECT_FALSE(pool.submit([&] { promise.set_value(make()); }));
    return promise.get_future().get();
}

TEST(SearchPool, RunsWorkOnAThreadOfItsOwn)
{
    SearchPool pool{{.threads = 1, .waiting_max = 1}};
    EXPECT_NE(on(pool, [] { return std::this_thread::get_id(); }), std::this_thread::get_id());
    EXPECT_EQ(pool.figures().taken, 1u);
    EXPECT_EQ(pool.figures().waiting, 0u);
}

// Each waits for the others: with fewer threads this would never end.
TEST(SearchPool, RunsAsMuchAtOnceAsItHasThreads)
{
    SearchPool pool{{.threads = 3, .waiting_max = 3}};
    std::latch all_run{3};
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(pool.submit([&] { all_run.arrive_and_wait(); }));
    all_run.wait();
    pool.stop();
}

TEST(SearchPool, TakesWhatMayWaitAndNotOneMore)
{
    SearchPool pool{{.threads = 2, .waiting_max = 3}};
    Blockade blockade{pool, 2};
    std::atomic<int> ran{0};
    for (std::size_t i = 1; i <= 3; ++i) {
        EXPECT_FALSE(pool.submit([&] { ++ran; }));
        EXPECT_EQ(pool.figures().waiting, i);
    }
    const auto refusal = pool.submit([&] { ran = 100; });
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, Errc::overloaded);
    EXPECT_TRUE(pool.refuses());
    EXPECT_EQ(pool.figures().waiting, 3u);
    EXPECT_EQ(pool.figures().refused, 2u);
    EXPECT_EQ(ran, 0);

    blockade.release();
    pool.stop();
    EXPECT_EQ(ran, 3);
    EXPECT_EQ(pool.figures().taken, 5u); // with the blockade's two
}

TEST(SearchPool, TakesMoreOnceThereIsRoom)
{
    SearchPool pool{{.threads = 1, .waiting_max = 1}};
    {
        Blockade blockade{pool, 1};
        EXPECT_FALSE(pool.refuses());
        EXPECT_FALSE(pool.submit([] {}));
        EXPECT_TRUE(pool.submit([] {}));
    }
    while (pool.figures().waiting > 0) std::this_thread::yield();
    EXPECT_EQ(on(pool, [] { return 7; }), 7);
}

TEST(SearchPool, ServesFirstWhoCameFirst)
{
    SearchPool pool{{.threads = 1, .waiting_max = 3}};
    Blockade blockade{pool, 1};
    std::vector<int> order;
    for (const int i : {1, 2, 3}) EXPECT_FALSE(pool.submit([&order, i] { order.push_back(i); }));
    blockade.release();
    pool.stop();
    EXPECT_THAT(order, ElementsAre(1, 2, 3));
}

TEST(SearchPool, RefusesWorkOnceItHasStopped)
{
    SearchPool pool{{.threads = 1, .waiting_max = 1}};
    pool.stop();
    const auto refusal = pool.submit([] { ADD_FAILURE(); });
    ASSERT_TRUE(refusal);
    EXPECT_EQ(refusal->code, Errc::unavailable);
    pool.stop(); // twice is once
}

TEST(SearchPool, LetsWorkGoWhenItIsDone)
{
    SearchPool pool{{.threads = 1, .waiting_max = 2}};
    const auto held = std::make_shared<int>(0);
    EXPECT_FALSE(pool.submit([held] {}));
    pool.stop();
    EXPECT_EQ(held.use_count(), 1);
}

TEST(SearchPool, GivesWayToOtherThreads)
{
    const auto own = ::getpriority(PRIO_PROCESS, 0);
    if (own >= 19) GTEST_SKIP() << "nothing gives way to this process";
    SearchPool pool{{.threads = 1, .waiting_max = 1}};
    EXPECT_GT(on(pool, [] { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); }), own);
    EXPECT_EQ(::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())), own);
}

} // namespace
} // namespace a2a
