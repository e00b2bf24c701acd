// SPDX-License-Identifier: Apache-2.0
#include "api/lines_under_way.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <utility>

namespace a2a::api {

struct LinesUnderWay::State {
    std::vector<ImportLine> lines;
    std::atomic<std::size_t> unanswered{0};
    bool all_answered = false;    // on the worker only, as the next
    std::function<void()> resume; // whoever waits for that
};

LinesUnderWay::LinesUnderWay(Registry& registry, Caller caller, std::vector<ImportLine> lines,
                             http::Executor executor)
    : size_{lines.size()}, state_{std::make_shared<State>()}
{
    state_->lines = std::move(lines);
    state_->unanswered = state_->lines.size() + 1; // with this constructor, which is not done either
    const auto one_less = [state = state_, executor] {
        if (state->unanswered.fetch_sub(1) > 1) return;
        boost::asio::post(executor, [state] {
            state->all_answered = true;
            if (const auto resume = std::exchange(state->resume, nullptr)) resume();
        });
    };
    for (auto& line : state_->lines) {
        if (line.card == nullptr) {
            one_less();
            continue;
        }
        registry.put(caller, line.naming, line.id, line.card, {}, [&line, one_less](Outcome outcome) {
            line.outcome = std::move(outcome);
            one_less();
        });
    }
    one_less();
}

http::Task<std::vector<ImportLine>> LinesUnderWay::outcomes()
{
    if (!state_->all_answered) {
        auto initiate = [this](auto handler) {
            // std::function copies what it holds, a coroutine's handler does not copy.
            auto held = std::make_shared<decltype(handler)>(std::move(handler));
            state_->resume = [held] { std::move (*held)(); };
        };
        co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<http::Executor>, void()>(
            initiate, http::use_task);
    }
    co_return std::move(state_->lines);
}

} // namespace a2a::api
