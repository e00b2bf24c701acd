// SPDX-License-Identifier: Apache-2.0
#include "api/import.hpp"

#include "api/naming.hpp"
#include "api/problem.hpp"
#include "api/render.hpp"
#include "base/json.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <atomic>
#include <memory>

namespace a2a::api {
namespace {

// Proxies stop sending a request once its answer has begun (nginx does), and clients that do
// not read while they send would wait for us as we for them: so results are held back until
// the body has ended, or until there are too many to hold.
constexpr std::size_t kHeldResultBytes = 8 * 1024 * 1024;

// One line and what became of it.
struct Line {
    std::size_t number = 0;
    std::string id = {};
    Registry::Naming naming = Registry::Naming::by_name;
    card::ParsedPtr card = {}; // null: refused before it got to the writer
    Outcome outcome = Error{};
};

// Cuts a stream into lines; a line may arrive in any number of pieces.
class LineCutter {
public:
    explicit LineCutter(std::size_t bytes_max) : bytes_max_{bytes_max} {}

    template <class Take>
    void feed(std::string_view piece, Take take)
    {
        while (!piece.empty()) {
            const auto end = std::min(piece.find('\n'), piece.size());
            if (held_.size() <= bytes_max_)
                held_.append(piece, 0, std::min(end, bytes_max_ + 1 - held_.size()));
            if (end == piece.size()) return;
            finish(take);
            piece.remove_prefix(end + 1);
        }
    }
    template <class Take>
    void finish(Take take)
    {
        ++number_;
        if (held_.find_first_not_of(" \t\r") != std::string::npos)
            take(number_, std::string_view{held_}, held_.size() > bytes_max_);
        held_.clear();
    }

private:
    const std::size_t bytes_max_;
    std::size_t number_ = 0;
    std::string held_;
};

// A line with an id puts the card there; any other is what a POST of it would be.
Line judge(std::size_t number, std::string_view text, bool too_long, const card::Rules& rules)
{
    Line line{.number = number};
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
void append_result(std::string& out, const Line& line)
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

// Hands all lines that passed to the writer and waits, on this worker, until each is answered.
http::Task<void> store(Registry& registry, Caller caller, std::vector<Line>& lines)
{
    auto initiate = [&](auto handler) {
        struct Waiting {
            decltype(handler) resume;
            std::atomic<std::size_t> left;
        };
        const auto executor = boost::asio::get_associated_executor(handler);
        const auto passed = static_cast<std::size_t>(
            std::ranges::count_if(lines, [](const Line& l) { return l.card != nullptr; }));
        const std::shared_ptr<Waiting> waiting{new Waiting{std::move(handler), {passed + 1}}};
        const auto one_less = [waiting, executor] {
            if (waiting->left.fetch_sub(1) == 1)
                boost::asio::post(executor, [waiting] { std::move(waiting->resume)(); });
        };
        for (auto& line : lines) {
            if (line.card == nullptr) continue;
            registry.put(caller, line.naming, line.id, line.card, {}, [&line, one_less](Outcome outcome) {
                line.outcome = std::move(outcome);
                one_less();
            });
        }
        one_less();
    };
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<http::Executor>, void()>(
        initiate, http::use_task);
}

} // namespace

Import::Import(Registry& registry, const Settings& settings, observe::Metrics& metrics)
    : registry_{registry}, settings_{settings}, metrics_{metrics}
{
}

http::Task<void> Import::run(const http::Exchange& exchange, http::Channel& channel) const
{
    const Caller caller{.may_write = exchange.may_write};
    LineCutter cutter{settings_.card_body_bytes_max()};
    std::vector<Line> lines;
    const auto take = [&](std::size_t number, std::string_view text, bool too_long) {
        lines.push_back(judge(number, text, too_long, settings_.rules));
    };
    std::string results;
    for (bool more = true; more;) {
        const auto piece = co_await channel.read();
        more = piece.has_value();
        if (more)
            cutter.feed(*piece, take);
        else if (!channel.failed())
            cutter.finish(take); // a last line without its end is a line; a broken one is not
        if (!lines.empty()) co_await store(registry_, caller, lines);
        for (const auto& line : lines) {
            metrics_.operation(observe::Operation::import, line.outcome.has_value());
            append_result(results, line);
        }
        lines.clear();
        if (more && results.size() < kHeldResultBytes) continue;
        if (!co_await channel.write(results)) co_return;
        results.clear();
    }
}

} // namespace a2a::api
