// SPDX-License-Identifier: Apache-2.0
// From a callback on another thread (the writer's, the search pool's) back onto the worker that
// waits for it.
#pragma once

#include "base/together.hpp"
#include "http/task.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace a2a::api {

// A coroutine that waits for a T. Holds it, and so the place of the result, which lies in it.
template <class T, class Handler>
class Waiting final : public Resumable {
public:
    Waiting(Handler handler, std::optional<T>& result) : handler_{std::move(handler)}, result_{result} {}

    void put(T result) { result_.emplace(std::move(result)); } // on any thread, and then post

    void resume() override { std::move(handler_)(); }
    const void* loop() const override { return &executor().context(); }
    void post(All all) const override
    {
        boost::asio::post(executor(), [all = std::move(all)] {
            for (const auto& one : all) one->resume();
        });
    }

private:
    http::Executor executor() const { return boost::asio::get_associated_executor(handler_); }

    Handler handler_;
    std::optional<T>& result_;
};

// Waits, on this coroutine's worker, for the T that `start(done)` hands to `done` on any thread.
template <class T, class Start>
http::Task<T> await_done(Start start)
{
    std::optional<T> result;
    auto initiate = [&start, &result](auto handler) {
        // std::function copies what it holds, a coroutine's handler does not copy.
        auto waiting = std::make_shared<Waiting<T, decltype(handler)>>(std::move(handler), result);
        start([waiting = std::move(waiting)](T done) {
            waiting->put(std::move(done));
            Together::post(waiting);
        });
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<http::Executor>, void()>(
        initiate, http::use_task);
    co_return *std::move(result);
}

} // namespace a2a::api
