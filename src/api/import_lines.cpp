// SPDX-License-Identifier: Apache-2.0
#include "api/import_lines.hpp"

#include "api/naming.hpp"
#include "api/problem.hpp"
#include "api/render.hpp"
#include "base/json.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <utility>

namespace a2a::api {
namespace {

std::string_view name_of(Committed::Kind kind)
{
    switch (kind) {
    case Committed::Kind::created:
        return "created";
    case Committed::Kind::replaced:
        return "replaced";
    case Committed::Kind::unchanged:
        return "unchanged";
    case Committed::Kind::removed:
        return "removed";
    }
    return "";
}

} // namespace

ImportLine judge_line(std::size_t number, std::string_view text, bool too_long, const card::Rules& rules)
{
    ImportLine line{.number = number};
    if (too_long) {
        line.outcome = Error{Errc::too_large, "the line is too long"};
        return line;
    }
    auto envelope = card::examine(text, rules);
    if (!envelope) {
        line.outcome = envelope.error();
        return line;
    }
    auto& verdict = envelope->verdict;
    line.naming = envelope->id ? Registry::Naming::by_id : Registry::Naming::by_name;
    line.id = envelope->id.value_or(verdict.projection.name);
    if (!verdict.parsed) {
        line.outcome = Error{Errc::card_invalid, "the agent card is refused", std::move(verdict.errors)};
    } else if (const auto named = id_of_name(verdict.projection); !envelope->id && !named) {
        line.outcome = named.error();
    } else {
        line.card = std::move(verdict.parsed);
    }
    return line;
}

void append_result(std::string& out, const ImportLine& line)
{
    out.append(R"({"line":)").append(std::to_string(line.number));
    if (!line.id.empty()) {
        out += R"(,"id":)";
        json::quote(out, line.id);
    }
    if (line.outcome) {
        out.append(R"(,"status":")").append(name_of(line.outcome->kind));
        out.append(R"(","revision":)").append(std::to_string(line.outcome->change.revision));
    } else {
        const auto& error = line.outcome.error();
        out.append(R"(,"status":"refused","type":")").append(slug_of(error.code)).append(R"(","detail":)");
        json::quote(out, error.detail);
        out += R"(,"errors":)";
        append_issues(out, error.issues);
    }
    out += "}\n";
}

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
