// SPDX-License-Identifier: Apache-2.0
// One worker, and a pool that the test keeps busy: who waits for a long search, and who does not.
#include "api/agents.hpp"
#include "api/import.hpp"
#include "api/lists.hpp"
#include "api/routes.hpp"
#include "api/status.hpp"
#include "http/gates/gates.hpp"
#include "http/server.hpp"
#include "journal/memory.hpp"
#include "observe/log.hpp"
#include "support/long_search.hpp"
#include "support/raw_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace a2a::support {
namespace {

using testing::HasSubstr;

class LongSearch : public testing::Test {
protected:
    LongSearch()
    {
        log::set_level(log::Level::error);
        test::register_crowd(catalog_);
        auto site = http::make_site(
            api::routes(agents_, lists_, import_, status_, settings_),
            {.gates = {http::request_id(), http::known_route()}, .filters = {}, .observers = {}}, {});
        stats_ = std::make_unique<observe::WorkerStats>(site.router.routes().size() + 3);
        server_ = std::make_unique<http::Server>(http::Server::Options{}, std::move(site),
                                                 std::vector{stats_.get()});
        server_->start();
    }
    // As the application does.
    ~LongSearch() override { stop(std::chrono::seconds{2}); }
    void stop(std::chrono::milliseconds patience)
    {
        if (server_) server_->stop(patience);
        blockade_.release();
        pool_.stop();
        server_.reset();
    }

    std::uint16_t port() const { return server_->port(); }
    Answer ask(const std::string& request) const
    {
        RawClient client{port()};
        client.send(request);
        return client.read();
    }
    void wait_until_waiting(std::size_t count) const
    {
        while (pool_.figures().waiting < count) std::this_thread::yield();
    }
    static std::string long_search()
    {
        return request_with("POST /agents/search", test::kLongSearch, "Content-Type: application/json\r\n");
    }
    static std::string short_search()
    {
        return request_with("POST /agents/search", test::kShortSearch, "Content-Type: application/json\r\n");
    }

    api::Settings settings_;
    Catalog catalog_;
    MemoryJournal journal_{catalog_, wall_now};
    observe::Metrics metrics_{{"0", "test", "memory"}};
    observe::Rates rates_;
    const std::atomic<bool> loaded_{true};
    http::BodyCache cache_{1'000'000};
    Registry registry_{catalog_, journal_, metrics_, {}, 1};
    SearchPool pool_{{.threads = 1, .waiting_max = 2}};
    test::Blockade blockade_{pool_, 1};
    api::Agents agents_{registry_, settings_, metrics_};
    api::Lists lists_{registry_, pool_, settings_, cache_, metrics_};
    api::Import import_{registry_, settings_, metrics_};
    api::Status status_{registry_, settings_, metrics_, rates_, loaded_};
    std::unique_ptr<observe::WorkerStats> stats_;
    std::unique_ptr<http::Server> server_;
};

TEST_F(LongSearch, LetsOthersPassWhileItWaits)
{
    RawClient searcher{port()};
    searcher.send(long_search());
    wait_until_waiting(1);

    EXPECT_EQ(ask(request("GET /agents/rare")).status, 200);
    EXPECT_THAT(ask(short_search()).body, HasSubstr(R"("id":"rare")"));
    EXPECT_EQ(ask(request("GET /health")).status, 200);
    EXPECT_EQ(pool_.figures().waiting, 1u);

    blockade_.release();
    const auto answer = searcher.read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(test::kWholeCrowd));
    searcher.send(request("GET /agents/rare"));
    EXPECT_EQ(searcher.read().status, 200); // the connection goes on
}

TEST_F(LongSearch, OfALinkWaitsLikewise)
{
    RawClient searcher{port()};
    searcher.send(request(std::string{"GET "} + test::kLongLink));
    wait_until_waiting(1);
    EXPECT_EQ(ask(request("GET /agents/rare")).status, 200);
    blockade_.release();
    EXPECT_THAT(searcher.read().body, HasSubstr(test::kWholeCrowd));
}

TEST_F(LongSearch, IsRefusedAtOnceWhenTooManyWait)
{
    RawClient first{port()};
    RawClient second{port()};
    first.send(long_search());
    second.send(long_search());
    wait_until_waiting(2);

    RawClient third{port()};
    third.send(long_search());
    const auto refused = third.read();
    EXPECT_EQ(refused.status, 503);
    EXPECT_TRUE(refused.has("Retry-After"));
    EXPECT_THAT(refused.body, HasSubstr("/problems/overloaded"));
    third.send(short_search());
    EXPECT_EQ(third.read().status, 200); // only the search was refused

    blockade_.release();
    EXPECT_EQ(first.read().status, 200);
    EXPECT_EQ(second.read().status, 200);
}

TEST_F(LongSearch, DoesNotHoldBackTheAnswersBeforeIt)
{
    RawClient client{port()};
    client.send(request("GET /agents/rare") + long_search() + request("GET /health"));
    EXPECT_THAT(client.read().body, HasSubstr(R"("id":"rare")"));
    wait_until_waiting(1);
    blockade_.release();
    EXPECT_THAT(client.read().body, HasSubstr(test::kWholeCrowd)); // in order
    EXPECT_THAT(client.read().body, HasSubstr("healthy"));
}

TEST_F(LongSearch, OutlivesItsClient)
{
    {
        RawClient client{port()};
        client.send(long_search());
        wait_until_waiting(1);
    }
    EXPECT_EQ(ask(request("GET /agents/rare")).status, 200);
    blockade_.release();
    EXPECT_THAT(ask(long_search()).body, HasSubstr(test::kWholeCrowd));
}

// Its connection is left where it is: the search ends, and its answer reaches nobody.
TEST_F(LongSearch, MayEndAfterTheWorkersHave)
{
    RawClient client{port()};
    client.send(long_search());
    wait_until_waiting(1);
    stop(std::chrono::milliseconds{0});
    EXPECT_EQ(client.read_to_end(), "");
}

} // namespace
} // namespace a2a::support
