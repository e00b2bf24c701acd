// SPDX-License-Identifier: Apache-2.0
// From the writer's callback back onto the worker that waits for it.
#pragma once

#include "http/task.hpp"
#include "registry/registry.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace a2a::api {

// Waits, on this coroutine's worker, for what `start(done)` reports from another thread.
template <class Start>
http::Task<Outcome> await_outcome(Start start)
{
    auto initiate = [&start](auto handler) {
        // std::function copies what it holds, a coroutine's handler does not copy.
        auto held = std::make_shared<decltype(handler)>(std::move(handler));
        start([held](Outcome outcome) {
            const auto executor = boost::asio::get_associated_executor(*held);
            auto shared = std::make_shared<Outcome>(std::move(outcome));
            boost::asio::post(executor, [held, shared]() mutable { std::move (*held)(std::move(shared)); });
        });
    };
    const auto outcome =
        co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<http::Executor>,
                                             void(std::shared_ptr<Outcome>)>(initiate, http::use_task);
    co_return std::move(*outcome);
}

} // namespace a2a::api
