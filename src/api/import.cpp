// SPDX-License-Identifier: Apache-2.0
#include "api/import.hpp"

#include "api/import_line.hpp"
#include "api/problem.hpp"
#include "api/render.hpp"
#include "base/json.hpp"
#include "base/line_cutter.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace a2a::api {
namespace {

// Proxies stop sending a request once its answer has begun (nginx does), and clients that do
// not read while they send would wait for us as we for them: so results are held back until
// the body has ended, or until there are too many to hold.
constexpr std::size_t kHeldResultBytes = 8 * 1024 * 1024;

constexpr std::size_t kUnderWayMax = 2'048; // lines: a batch that is committed, and the next one

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

// {"line","id"?,"status":"created"|"replaced"|"unchanged"|"refused","revision"?,"type"?,"detail"?,"errors"?}
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

// Lines on their way through the writer. They go there at once, so that the next ones can be
// read and judged meanwhile, and whatever waits when a commit ends is one batch.
class LinesUnderWay {
public:
    // On the worker's thread, whose executor it is.
    LinesUnderWay(Registry& registry, Caller caller, std::vector<ImportLine> lines, http::Executor executor);

    std::size_t size() const { return size_; }

    // Waits, on the worker, until each has its outcome.
    http::Task<std::vector<ImportLine>> outcomes();

private:
    struct State;
    std::size_t size_;
    std::shared_ptr<State> state_; // shared with whoever answers
};

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

// What goes through the writer in the order of the lines, and the results that are there.
class Conveyor {
public:
    explicit Conveyor(observe::Metrics& metrics) : metrics_{metrics} {}

    void add(LinesUnderWay lines)
    {
        under_way_ += lines.size();
        queue_.push_back(std::move(lines));
    }

    // Until no more than so many lines are left on their way.
    http::Task<void> wait(std::size_t left_max)
    {
        while (under_way_ > left_max) {
            const auto lines = co_await queue_.front().outcomes();
            queue_.pop_front();
            under_way_ -= lines.size();
            for (const auto& line : lines) {
                metrics_.operation(observe::Operation::import, line.outcome.has_value());
                append_result(results_, line);
            }
        }
    }

    std::string& results() { return results_; }

private:
    observe::Metrics& metrics_;
    std::deque<LinesUnderWay> queue_;
    std::size_t under_way_ = 0;
    std::string results_;
};

} // namespace

Import::Import(Registry& registry, const Settings& settings, observe::Metrics& metrics)
    : registry_{registry}, settings_{settings}, metrics_{metrics}
{
}

http::Task<void> Import::run(const http::Exchange& exchange, http::Channel& channel) const
{
    const Caller caller{.may_write = exchange.may_write};
    const auto executor = co_await boost::asio::this_coro::executor;
    LineCutter cutter{settings_.card_body_bytes_max()};
    std::vector<ImportLine> lines;
    const auto take = [&](std::size_t number, std::string_view text, bool too_long) {
        lines.push_back(judge(number, text, too_long, settings_.rules));
    };
    Conveyor conveyor{metrics_};
    for (bool more = true; more;) {
        const auto piece = co_await channel.read();
        more = piece.has_value();
        if (more)
            cutter.feed(*piece, take);
        else if (!channel.failed())
            cutter.finish(take); // a last line without its end is a line; a broken one is not
        if (!lines.empty()) conveyor.add({registry_, caller, std::exchange(lines, {}), executor});
        co_await conveyor.wait(more ? kUnderWayMax : 0);
        if (more && conveyor.results().size() < kHeldResultBytes) continue;
        if (!co_await channel.write(conveyor.results())) break;
        conveyor.results().clear();
    }
    co_await conveyor.wait(0); // also when the client is gone
}

} // namespace a2a::api
