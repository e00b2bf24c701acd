// SPDX-License-Identifier: Apache-2.0
// From a callback on another thread (the writer's, the search pool's) back onto the worker that
// waits for it.
#pragma once

#include "http/task.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <utility>

namespace a2a::api {

// Waits, on this coroutine's worker, for the T that `start(done)` hands to `done` on any thread.
template <class T, class Start>
http::Task<T> await_done(Start start)
{
    auto initiate = [&start](auto handler) {
        // std::function copies what it holds, a coroutine's handler does not copy.
        auto held = std::make_shared<decltype(handler)>(std::move(handler));
        start([held](T result) {
            const auto executor = boost::asio::get_associated_executor(*held);
            auto shared = std::make_shared<T>(std::move(result));
            boost::asio::post(executor, [held, shared]() mutable { std::move (*held)(std::move(shared)); });
        });
    };
    const auto result =
        co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<http::Executor>,
                                             void(std::shared_ptr<T>)>(initiate, http::use_task);
    co_return std::move(*result);
}

} // namespace a2a::api
