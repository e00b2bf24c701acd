// SPDX-License-Identifier: Apache-2.0
#include "site_fixture.hpp"

#include "http/gates/gates.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <stdexcept>
#include <thread>

namespace a2a::support {
namespace {

using namespace a2a::http;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

Task<Response> wait_for(const std::atomic<bool>& released, std::atomic<int>& waiting)
{
    const auto executor = co_await asio::this_coro::executor;
    ++waiting;
    while (!released) {
        Timer timer{executor, std::chrono::milliseconds{2}};
        co_await timer.async_wait(use_tuple);
    }
    co_return Response{.body = Body{std::string{"waited"}}};
}

Task<void> echo(Channel& channel)
{
    for (;;) {
        const auto piece = co_await channel.read();
        if (!piece) co_return;
        const std::string answer{*piece};
        if (!co_await channel.write(answer)) co_return;
    }
}

} // namespace

void SiteFixture::start()
{
    const auto big = Bytes{std::string(kBigBytes, 'b')};
    std::vector<Endpoint> endpoints{
        {{.verb = Verb::get, .pattern = "/small"},
         [this](const Exchange&) {
             turns_.emplace_back("small");
             return Response{.body = Body{std::string{"small"}}};
         }},
        {{.verb = Verb::get, .pattern = "/big"},
         [big](const Exchange&) { return Response{.content_type = {}, .body = Body{big}}; }},
        {{.verb = Verb::post, .pattern = "/echo", .body_bytes_max = 100'000, .takes = "text/plain"},
         [](const Exchange& exchange) { return Response{.body = Body{std::string{exchange.request.body}}}; }},
        {{.verb = Verb::put, .pattern = "/wait", .body_bytes_max = 100, .takes = "text/plain"},
         [this](const Exchange&) { return wait_for(released_, waiting_); }},
        {{.verb = Verb::post, .pattern = "/stream", .takes = "text/plain", .gives = "text/plain"},
         [](const Exchange&, Channel& channel) { return echo(channel); }},
        {{.verb = Verb::get, .pattern = "/turn/{name}", .costly = true},
         [this](const Exchange& exchange) { return take_turn(exchange.params[0]); }},
        {{.verb = Verb::post, .pattern = "/throw"},
         [](const Exchange&) -> Response { throw std::runtime_error{"planned"}; }},
    };
    const auto labels = endpoints.size() + 3;
    stats_ = std::make_unique<observe::WorkerStats>(labels);
    Pipeline pipeline{
        .gates = {request_id(), known_route(), not_overloaded()}, .filters = {}, .observers = {}};
    auto site = make_site(std::move(endpoints), std::move(pipeline), limits_);
    server_ = std::make_unique<Server>(Server::Options{}, std::move(site), std::vector{stats_.get()});
    server_->start();
}

// Longer than a round gives to those that cost something; the first ends when it may.
http::Response SiteFixture::take_turn(const std::string& name)
{
    turns_.push_back(name);
    ++waiting_;
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds{1};
    while (!released_ || std::chrono::steady_clock::now() < until) std::this_thread::yield();
    return Response{.body = Body{name}};
}

void SiteFixture::stop(std::chrono::milliseconds patience)
{
    if (server_) server_->stop(patience);
    server_.reset();
}

} // namespace a2a::support
