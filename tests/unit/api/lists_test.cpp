// SPDX-License-Identifier: Apache-2.0
// Where a search is answered: short ones at once, long ones by the pool.
#include "api/lists.hpp"
#include "http/task.hpp"
#include "journal/memory.hpp"
#include "support/long_search.hpp"
#include "support/own_exchange.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace a2a::api {
namespace {

using http::Response;
using test::Blockade;
using testing::HasSubstr;

class Searches : public testing::Test {
protected:
    Searches() { test::register_crowd(catalog_); }

    static std::unique_ptr<test::OwnExchange> post(std::string_view body)
    {
        auto exchange = std::make_unique<test::OwnExchange>();
        exchange->request.verb = http::Verb::post;
        exchange->request.body = body;
        return exchange;
    }
    static std::unique_ptr<test::OwnExchange> link(std::string_view target)
    {
        auto exchange = std::make_unique<test::OwnExchange>();
        exchange->request.verb = http::Verb::get;
        exchange->request.target = target;
        exchange->request.query = target.substr(target.find('?') + 1);
        return exchange;
    }
    static bool waits(const http::Answer& answer)
    {
        return std::holds_alternative<http::Task<Response>>(answer);
    }
    static Response now(http::Answer answer)
    {
        return waits(answer) ? Response{.status = http::Status::created}
                             : std::get<Response>(std::move(answer));
    }
    // Waits for it as a worker would.
    Response in_the_end(http::Answer answer)
    {
        if (!waits(answer)) return std::get<Response>(std::move(answer));
        Response response;
        std::exception_ptr thrown;
        http::asio::co_spawn(context_, std::get<http::Task<Response>>(std::move(answer)),
                             [&](std::exception_ptr fault, Response made) {
                                 thrown = std::move(fault);
                                 response = std::move(made);
                             });
        context_.restart();
        context_.run();
        if (thrown) std::rethrow_exception(thrown);
        return response;
    }
    static std::string body_of(Response response)
    {
        std::string all;
        for (const auto& piece : response.body.ready()) all += piece.view();
        return all;
    }

    Settings settings_;
    Catalog catalog_;
    MemoryJournal journal_{catalog_, wall_now};
    observe::Metrics metrics_{{"0", "test", "memory"}};
    http::BodyCache cache_{1'000'000};
    Registry registry_{catalog_, journal_, metrics_, {}, 1};
    http::asio::io_context context_; // outlives the pool, which posts to it
    SearchPool pool_{{.threads = 1, .waiting_max = 1}};
    Lists lists_{registry_, pool_, settings_, cache_, metrics_};
};

TEST_F(Searches, OfTheseTestsAreAsLongAsTheySay)
{
    EXPECT_TRUE(catalog_.begin(read_search(test::kLongSearch)->query)->is_long());
    EXPECT_TRUE(catalog_.begin(read_list(link(test::kLongLink)->request.query)->search.query)->is_long());
    EXPECT_FALSE(catalog_.begin(read_search(test::kShortSearch)->query)->is_long());
}

TEST_F(Searches, ThatAreShortAreAnsweredAtOnce)
{
    Blockade blockade{pool_, 1};
    const auto by_body = now(lists_.search(*post(test::kShortSearch)));
    EXPECT_EQ(by_body.status, http::Status::ok);
    EXPECT_THAT(body_of(by_body), HasSubstr(R"("id":"rare")"));
    EXPECT_THAT(body_of(now(lists_.list(*link("/agents?skill=rare")))), HasSubstr(R"("id":"rare")"));
    EXPECT_EQ(now(lists_.search(*post("{"))).status, http::Status::bad_request);
    EXPECT_EQ(now(lists_.list(*link("/agents?x=y"))).status, http::Status::bad_request);
    EXPECT_EQ(pool_.figures().taken, 1u); // the blockade
}

TEST_F(Searches, ThatAreLongAreAnsweredByThePool)
{
    const auto exchange = post(test::kLongSearch);
    auto answer = lists_.search(*exchange);
    ASSERT_TRUE(waits(answer));
    const auto response = in_the_end(std::move(answer));
    EXPECT_EQ(response.status, http::Status::ok);
    EXPECT_FALSE(response.etag.empty());
    EXPECT_THAT(body_of(response), HasSubstr(test::kWholeCrowd));
    EXPECT_EQ(pool_.figures().taken, 1u);
}

TEST_F(Searches, ThatAreLongLinksAreKept)
{
    const auto exchange = link(test::kLongLink);
    auto answer = lists_.list(*exchange);
    ASSERT_TRUE(waits(answer));
    const auto first = in_the_end(std::move(answer));
    const auto second = now(lists_.list(*exchange));
    EXPECT_EQ(second.status, http::Status::ok);
    EXPECT_EQ(second.etag, first.etag);
    EXPECT_EQ(body_of(second), body_of(first));
    EXPECT_THAT(body_of(first), HasSubstr(test::kWholeCrowd));
    EXPECT_EQ(pool_.figures().taken, 1u);
}

TEST_F(Searches, AreRefusedWhenTooManyWait)
{
    Blockade blockade{pool_, 1};
    ASSERT_FALSE(pool_.submit([] {})); // as many as may wait
    for (const bool by_link : {false, true}) {
        const auto exchange = by_link ? link(test::kLongLink) : post(test::kLongSearch);
        const auto response = in_the_end(by_link ? lists_.list(*exchange) : lists_.search(*exchange));
        EXPECT_EQ(response.status, http::Status::service_unavailable);
        EXPECT_EQ(response.fields.back().first, "Retry-After");
        EXPECT_THAT(body_of(response), HasSubstr("/problems/overloaded"));
    }
    EXPECT_EQ(pool_.figures().refused, 2u);
}

TEST_F(Searches, AreRefusedByWhatTheyMayComeToBeforeTheyRun)
{
    Blockade blockade{pool_, 1};
    ASSERT_FALSE(pool_.submit([] {}));
    const auto refused = now(lists_.search(*post(R"({"skills":"echo","fields":"name"})")));
    EXPECT_EQ(refused.status, http::Status::service_unavailable);
    EXPECT_TRUE(refused.shed);
    EXPECT_THAT(body_of(refused), HasSubstr("too many long searches are waiting"));
    EXPECT_THAT(metrics_.scrape(), HasSubstr("registry_search_duration_seconds_count 0"));

    EXPECT_EQ(now(lists_.search(*post(R"({"skills":"echo","fields":"name","limit":100})"))).status,
              http::Status::ok);
    EXPECT_EQ(now(lists_.search(*post(R"({"skills":"rare","fields":"name"})"))).status, http::Status::ok);
    EXPECT_EQ(now(lists_.list(*link("/agents?limit=20"))).status, http::Status::ok);
}

// RFC 1952: the last four bytes, little-endian.
std::size_t unzipped_size(std::string_view gzip)
{
    std::size_t size = 0;
    for (std::size_t i = gzip.size(); i > gzip.size() - 4; --i)
        size = size << 8U | static_cast<unsigned char>(gzip[i - 1]);
    return size;
}

// A thousand cards are copied in less time than a worker has, but compressed or read in more.
TEST_F(Searches, WithLongAnswersAreCompressedByThePool)
{
    const auto exchange = post(R"({"skills":"echo"})");
    const auto plain = now(lists_.search(*exchange));
    ASSERT_EQ(plain.status, http::Status::ok);
    EXPECT_FALSE(plain.gzipped.is_there());
    exchange->request.fields.push_back({"accept-encoding", "gzip"});
    auto answer = lists_.search(*exchange);
    ASSERT_TRUE(waits(answer));
    auto zipped = in_the_end(std::move(answer));
    EXPECT_EQ(body_of(zipped), body_of(plain));
    const auto gzip = zipped.gzipped.ready().front().view();
    ASSERT_GT(gzip.size(), 100u);
    EXPECT_EQ(unzipped_size(gzip), body_of(plain).size());

    settings_.compresses = false;
    EXPECT_FALSE(waits(lists_.search(*exchange)));
    EXPECT_TRUE(waits(lists_.search(*post(R"({"skills":"echo","fields":"name"})"))));
    EXPECT_FALSE(waits(lists_.search(*post(R"({"skills":"echo","fields":"name","limit":100})"))));
}

TEST_F(Searches, WithVeryLongAnswersAreRenderedByThePool)
{
    auto wide = test::accepted(
        test::card("Wide").skill("wide").member("x", '"' + std::string(25'000, 'x') + '"').dump());
    std::vector<Change> changes;
    for (int i = 1; i <= 100; ++i)
        changes.push_back({.revision = catalog_.revision() + static_cast<Revision>(i),
                           .id = "wide-" + std::to_string(i),
                           .at = test::at_second(3),
                           .card = wide});
    catalog_.apply(changes);
    EXPECT_FALSE(waits(lists_.search(*post(R"({"skills":"wide","limit":60})"))));
    const auto exchange = post(R"({"skills":"wide"})");
    auto answer = lists_.search(*exchange);
    ASSERT_TRUE(waits(answer));
    EXPECT_THAT(body_of(in_the_end(std::move(answer))), HasSubstr(R"("total":100)"));
}

TEST_F(Searches, ThatAreLongCountLikeOthers)
{
    const auto exchange = post(test::kLongSearch);
    in_the_end(lists_.search(*exchange));
    EXPECT_THAT(metrics_.scrape(),
                HasSubstr(R"(registry_agent_operations_total{operation="search",status="success"} 1)"));
    EXPECT_THAT(metrics_.scrape(), HasSubstr("registry_search_duration_seconds_count 1"));
    pool_.stop();
    in_the_end(lists_.search(*exchange));
    EXPECT_THAT(metrics_.scrape(),
                HasSubstr(R"(registry_agent_operations_total{operation="search",status="error"} 1)"));
}

} // namespace
} // namespace a2a::api
