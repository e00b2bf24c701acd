// SPDX-License-Identifier: Apache-2.0
// The half of a session that waits: for bodies, whole ones for most routes and piece by piece for streams,
// and for its turn.
#include "http/problem.hpp"
#include "http/session.hpp"
#include "http/session_channel.hpp"
#include "http/worker_shared.hpp"
#include "observe/log.hpp"

#include <boost/asio/async_result.hpp>

#include <algorithm>
#include <memory>

namespace a2a::http {
namespace {

constexpr std::size_t kIgnoredBodyBytesMax = 64 * 1'024;   // of a body that its route has no use for
constexpr std::uint64_t kSkippedBodyBytesMax = 16 * 1'024; // of a request that is refused for want of time

std::size_t body_bytes_max(const Route& route)
{
    return route.takes.empty() ? std::max(route.body_bytes_max, kIgnoredBodyBytesMax) : route.body_bytes_max;
}

Refusal too_large()
{
    return {Status::content_too_large, "content-too-large", "the body is too large"};
}

Refusal too_much_is_held()
{
    return {Status::service_unavailable, "overloaded", "too many bytes of bodies are held"};
}

} // namespace

// What the header section alone tells about the body. Nothing when it may be read.
std::optional<Response> Session::check_body(const Exchange& exchange) const
{
    const auto& head = exchange.head;
    const auto verb = exchange.request.verb;
    const bool wants_body = verb == Verb::post || verb == Verb::put;
    if (wants_body && exchange.request.version_minor == 0 && exchange.request["content-length"].empty())
        return http::answer(
            {Status::length_required, "length-required", "a body on HTTP/1.0 needs Content-Length"},
            exchange.request_id);
    if (std::holds_alternative<Stream>(shared_.site.handler(exchange))) return std::nullopt;
    const auto bytes_max = body_bytes_max(*exchange.route);
    if (head.framing == Framing::length && head.content_length > bytes_max)
        return http::answer({Status::content_too_large, "content-too-large",
                             "the body is larger than " + std::to_string(bytes_max) + " bytes"},
                            exchange.request_id);
    return std::nullopt;
}

// Answers before the body was read. The connection goes on when the body is here already, or is small and
// the server has no time to lose: a client that connects anew costs more than the rest of it.
Session::Next Session::answer_early(Exchange& exchange, Response response)
{
    const auto& head = exchange.head;
    const bool body_is_here =
        head.framing == Framing::none ||
        (head.framing == Framing::length && buffer_.unread().size() >= head.content_length);
    if (body_is_here) buffer_.consume(static_cast<std::size_t>(head.content_length));
    const bool is_skipped = !body_is_here && response.shed && !head.expects_continue &&
                            head.framing == Framing::length && head.content_length <= kSkippedBodyBytesMax;
    if (is_skipped) {
        skipped_ = static_cast<std::size_t>(head.content_length) - buffer_.unread().size();
        buffer_.consume(buffer_.unread().size());
    }
    return answer(exchange, std::move(response), body_is_here || is_skipped);
}

// Sets the request's body where it stands, if all of it has come with the head: the usual case.
bool Session::take_body_at_hand(Exchange& exchange)
{
    const auto length = exchange.head.content_length; // 0 without a body
    if (exchange.head.framing == Framing::chunked || buffer_.unread().size() < length) return false;
    exchange.request.body = buffer_.unread().substr(0, length);
    buffer_.consume(length);
    exchange.bytes_in += length;
    return true;
}

// Sets the request's body. Otherwise says what becomes of the connection.
Task<std::optional<Session::Next>> Session::read_body(Exchange& exchange)
{
    if (take_body_at_hand(exchange)) co_return std::nullopt;
    const auto bytes_max = body_bytes_max(*exchange.route);
    body_.clear();
    const bool is_open = exchange.route->access == Access::open;
    while (const auto piece = co_await read_piece(Phase::body)) {
        exchange.bytes_in += piece->size();
        if (!held_.grow(piece->size(), is_open)) {
            shared_.stats.request_refused(observe::Overload::bytes);
            co_return refuse(exchange, too_much_is_held());
        }
        body_.append(*piece);
        if (body_.size() > bytes_max) co_return refuse(exchange, too_large());
    }
    if (!body_reader_->done()) co_return break_off(exchange);
    exchange.request.body = body_;
    co_return std::nullopt;
}

// Reads past a body that is of no use any more. False when it does not come.
Task<bool> Session::skip_body()
{
    enter(Phase::head); // its deadline is the next request's
    while (skipped_ > 0) {
        const auto bytes = std::min(skipped_, buffer_.unread().size());
        buffer_.consume(bytes);
        skipped_ -= bytes;
        if (skipped_ == 0) break;
        if (!outbox_.empty() && !co_await flush()) co_return false;
        if (!co_await receive()) co_return false;
    }
    co_return true;
}

// The next bytes of the body; nothing at its end, or when it broke off.
Task<std::optional<std::string_view>> Session::read_piece(Phase phase)
{
    while (!body_reader_->done() && !body_reader_->refusal()) {
        if (buffer_.unread().empty()) {
            if (phase_ != phase) enter(phase);
            if (!co_await receive()) co_return std::nullopt;
        }
        const auto taken = body_reader_->take(buffer_.unread());
        buffer_.consume(taken.bytes);
        if (!taken.piece.empty() && !body_reader_->refusal()) co_return taken.piece;
    }
    co_return std::nullopt;
}

// The body ended too soon, and nothing of an answer is on its way.
Session::Next Session::break_off(Exchange& exchange)
{
    if (const auto refusal = body_reader_->refusal()) return refuse(exchange, *refusal);
    if (timed_out_)
        return refuse(exchange,
                      {Status::request_timeout, "request-timeout", "the body did not arrive in time"});
    return Next::drop;
}

// Again, now that the body has come: it may have taken a while.
std::optional<Response> Session::refuse_if_overloaded(Exchange& exchange)
{
    const auto why = shared_.line.fault(0, false);
    if (!why) return std::nullopt;
    shared_.stats.request_refused(*why);
    return overloaded(exchange.request_id, kTooMuchAsked);
}

// False when the client went before it came.
Task<bool> Session::wait_for_turn()
{
    // What waits must not keep the answers before it waiting.
    if (!outbox_.empty() && !co_await flush()) co_return false;
    auto initiate = [this](auto handler) {
        // std::function copies what it holds, a coroutine's handler does not copy.
        auto held = std::make_shared<decltype(handler)>(std::move(handler));
        shared_.line.wait([held] { std::move (*held)(); });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(initiate, use_task);
    co_return true;
}

Task<Session::Next> Session::stream(Exchange& exchange)
{
    if (!outbox_.empty() && !co_await flush()) co_return Next::drop;
    const bool keep_alive = exchange.request.version_minor == 1 && may_keep_alive(exchange);
    SessionChannel channel{*this, exchange, keep_alive};
    const auto& handler = std::get<Stream>(shared_.site.handler(exchange));
    bool has_thrown = false;
    try {
        co_await handler(exchange, channel);
    } catch (const std::exception& fault) {
        log::error("stream handler failed", {{"request_id", exchange.request_id}, {"what", fault.what()}});
        has_thrown = true;
    }
    const bool is_whole = !has_thrown && !channel.failed();
    if (!is_whole && !channel.has_begun())
        co_return has_thrown ? answer(exchange, internal_error(exchange.request_id), false)
                             : break_off(exchange);

    // A broken answer has no last chunk: that is how its reader knows.
    const bool is_sent = !is_whole || co_await channel.end();
    const Response told{.content_type = exchange.route->gives};
    exchange.answered = now_ = std::chrono::steady_clock::now();
    shared_.site.pipeline.observe(exchange, told);
    if (!is_sent || peer_is_gone_) co_return Next::drop;
    co_return is_whole&& keep_alive && body_reader_->done() ? Next::again : Next::close;
}

Task<std::optional<std::string_view>> SessionChannel::read()
{
    const auto piece = co_await session_.read_piece(Session::Phase::stream_body);
    if (piece) exchange_.bytes_in += piece->size();
    failed_ = !piece && !session_.body_reader_->done();
    co_return piece;
}

Task<bool> SessionChannel::write(std::string_view piece)
{
    if (piece.empty()) co_return true; // an empty chunk would end the body
    begin();
    exchange_.bytes_out += piece.size();
    if (is_chunked())
        session_.outbox_.add_chunk(piece);
    else
        session_.outbox_.add_raw(piece);
    co_return co_await session_.flush();
}

Task<bool> SessionChannel::end()
{
    begin();
    if (is_chunked()) session_.outbox_.add_last_chunk();
    co_return co_await session_.flush();
}

void SessionChannel::begin()
{
    if (has_begun_) return;
    has_begun_ = true;
    Response response{.content_type = exchange_.route->gives};
    session_.shared_.site.pipeline.finish(exchange_, response);
    const auto context = session_.context(exchange_, keep_alive_);
    session_.outbox_.add_stream_head(response, context);
}

} // namespace a2a::http
