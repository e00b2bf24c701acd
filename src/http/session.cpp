// SPDX-License-Identifier: Apache-2.0
#include "http/session.hpp"

#include "http/gates/gates.hpp"
#include "http/worker_shared.hpp"
#include "observe/log.hpp"

namespace a2a::http {
namespace {

// Counts a request as in flight while it lives.
class InFlight {
public:
    explicit InFlight(observe::WorkerStats& stats) : stats_{stats} { stats_.request_started(); }
    ~InFlight() { stats_.request_finished(); }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;

private:
    observe::WorkerStats& stats_;
};

// The answer for a handler that threw.
Response failed(const Exchange& exchange, const std::exception& fault)
{
    log::error(
        "handler failed",
        {{"request_id", exchange.request_id}, {"endpoint", exchange.route->pattern}, {"what", fault.what()}});
    return internal_error(exchange.request_id);
}

Response call(const Read& read, const Exchange& exchange)
{
    try {
        return read(exchange);
    } catch (const std::exception& fault) {
        return failed(exchange, fault);
    }
}

bool is_read(const Handler& handler)
{
    return std::holds_alternative<Read>(handler) || std::holds_alternative<LongRead>(handler);
}

} // namespace

Session::Session(Socket socket, std::string peer, WorkerShared& shared)
    : socket_{std::move(socket)}, peer_{std::move(peer)}, shared_{shared}, limits_{shared.site.limits},
      held_{shared.load}, now_{std::chrono::steady_clock::now()}, phase_since_{now_}, window_since_{now_}
{
    shared_.sessions.push_back(*this);
}

Task<void> Session::run()
{
    auto next = Next::again;
    while (next == Next::again) {
        Exchange exchange{head_reader_.head()};
        exchange.peer = exchange.client = peer_;
        exchange.stats = &shared_.stats;
        exchange.line = &shared_.line;
        next = co_await read_head(exchange);
        if (next == Next::again) {
            const InFlight counted{shared_.stats};
            if (const auto at_once = serve_at_once(exchange))
                next = *at_once;
            else
                next = co_await serve(exchange);
        }
        if (body_.capacity() > ReadBuffer::kBlockBytes) std::string{}.swap(body_); // what is held is counted
        held_.release();
    }
    if (next == Next::close && co_await flush()) co_await linger();
}

// Waits for a whole header section and reads it. `again` when there is a request to serve.
Task<Session::Next> Session::read_head(Exchange& exchange)
{
    if (is_far_ahead() && !co_await flush()) co_return Next::drop;
    if (skipped_ > 0 && !co_await skip_body()) co_return Next::drop;
    HeadScanner scanner{limits_};
    enter(buffer_.unread().empty() ? Phase::idle : Phase::head, now_);
    exchange.started = now_;
    while (!scanner.scan(buffer_.unread(), head_reader_.known())) {
        const auto begun = buffer_.unread().substr(scanner.begin());
        if (scanner.refusal()) co_return refuse_unread(exchange, begun, *scanner.refusal());
        if (!outbox_.empty() && !send_now() && !co_await flush()) co_return Next::drop;
        if (phase_ == Phase::idle) {
            if (shared_.stopping != Stopping::no && nothing_has_come()) co_return Next::drop;
            release_memory();
        }
        const auto room = this->room(); // not receive(): a frame less for each request
        if (!room) co_return Next::drop;
        if (!received(co_await socket_.async_read_some(*room, use_tuple))) {
            if (!timed_out_ || phase_ != Phase::head) co_return Next::drop;
            co_return refuse_unread(
                exchange, buffer_.unread().substr(scanner.begin()),
                {Status::request_timeout, "request-timeout", "the header section did not arrive in time"});
        }
        if (phase_ == Phase::idle) {
            enter(Phase::head, now_);
            exchange.started = now_;
        }
    }
    const auto section = buffer_.unread().substr(scanner.begin(), scanner.end() - scanner.begin());
    const auto refusal = head_reader_.read(section);
    exchange.bytes_in = section.size();
    buffer_.consume(scanner.end());
    ++served_;
    if (refusal) co_return refuse_head(exchange, section, *refusal);
    co_return Next::again;
}

// From the header section to the answer in the outbox, for most requests: those that are
// refused, and reads whose body is here. They need no coroutine, whose frame costs more than
// routing. Nothing for the others, which serve() goes on with.
std::optional<Session::Next> Session::serve_at_once(Exchange& exchange)
{
    enter(Phase::handling);
    shared_.site.router.route(exchange);
    auto early = shared_.site.pipeline.admit(exchange);
    if (!early) early = check_body(exchange);
    if (early) return answer_early(exchange, *std::move(early));

    const auto& handler = shared_.site.handler(exchange);
    if (!is_read(handler)) return std::nullopt;
    if (exchange.route->costly && !shared_.line.may_begin()) return std::nullopt;
    if (!take_body_at_hand(exchange)) return std::nullopt;
    if (const auto* read = std::get_if<Read>(&handler)) return answer(exchange, call(*read, exchange), true);
    auto begun = begin(exchange);
    if (auto* response = std::get_if<Response>(&begun)) return answer(exchange, std::move(*response), true);
    begun_ = std::get<Task<Response>>(std::move(begun));
    return std::nullopt;
}

// What may have to wait: for the body, its turn, the journal, or somebody who has the time.
Task<Session::Next> Session::serve(Exchange& exchange)
{
    if (!begun_) {
        const auto& head = exchange.head;
        body_reader_.emplace(head.framing, head.content_length, limits_);
        if (head.expects_continue && buffer_.unread().empty()) {
            outbox_.add_raw("HTTP/1.1 100 Continue\r\n\r\n");
            if (!co_await flush()) co_return Next::drop;
        }
        if (std::holds_alternative<Stream>(shared_.site.handler(exchange))) {
            const UnderWay counted{shared_.load};
            co_return co_await stream(exchange);
        }
        if (head.framing != Framing::none)
            if (const auto end = co_await read_body(exchange)) co_return *end;
        enter(Phase::handling);
    }
    const bool waits = !begun_ && exchange.route->costly;
    if (waits)
        if (auto refused = refuse_if_overloaded(exchange))
            co_return answer(exchange, *std::move(refused), true);
    const UnderWay counted{shared_.load};
    if (waits && !shared_.line.may_begin() && !co_await wait_for_turn()) co_return Next::drop;
    auto response = co_await handle(exchange);
    if (!response) co_return Next::drop;
    co_return answer(exchange, *std::move(response), true);
}

Answer Session::begin(const Exchange& exchange)
{
    const auto& handler = shared_.site.handler(exchange);
    if (const auto* read = std::get_if<Read>(&handler)) return call(*read, exchange);
    try {
        if (const auto* write = std::get_if<Write>(&handler)) return (*write)(exchange);
        return std::get<LongRead>(handler).begin(exchange);
    } catch (const std::exception& fault) {
        return failed(exchange, fault);
    }
}

// Nothing when the client went before there was an answer.
Task<std::optional<Response>> Session::handle(Exchange& exchange)
{
    if (!begun_) {
        auto begun = begin(exchange);
        if (auto* response = std::get_if<Response>(&begun)) co_return std::move(*response);
        begun_ = std::get<Task<Response>>(std::move(begun));
    }
    auto wait = *std::exchange(begun_, std::nullopt);
    // What waits must not keep the answers before it waiting.
    if (!outbox_.empty() && !co_await flush()) co_return std::nullopt;
    try {
        co_return co_await std::move(wait);
    } catch (const std::exception& fault) {
        co_return failed(exchange, fault);
    }
}

// Filters the answer and queues it.
Session::Next Session::answer(Exchange& exchange, Response response, bool may_go_on)
{
    if (response.shed) shared_.line.refused();
    try {
        shared_.site.pipeline.finish(exchange, response);
        response.body.ready();
    } catch (const std::exception& fault) {
        log::error("filter failed", {{"request_id", exchange.request_id}, {"what", fault.what()}});
        response = internal_error(exchange.request_id);
    }
    const bool keep_alive = may_go_on && !response.close && may_keep_alive(exchange);
    const auto context = this->context(exchange, keep_alive);
    exchange.bytes_out = outbox_.add(response, context);
    ++unsent_answers_;
    exchange.answered = now_ = std::chrono::steady_clock::now();
    shared_.site.pipeline.observe(exchange, response);
    return keep_alive ? Next::again : Next::close;
}

// What begins as a HEAD has an answer without a body, however it goes on.
Session::Next Session::refuse_head(Exchange& exchange, std::string_view section, const Refusal& refusal)
{
    if (section.starts_with("HEAD ")) exchange.request.verb = Verb::head;
    return refuse(exchange, refusal);
}

// Of a section that is not whole, or not clean.
Session::Next Session::refuse_unread(Exchange& exchange, std::string_view section, const Refusal& refusal)
{
    head_reader_.forget(); // the exchange shows what the request before it was
    return refuse_head(exchange, section, refusal);
}

// The request cannot be understood: one complete answer, and no following byte is a request.
Session::Next Session::refuse(Exchange& exchange, const Refusal& refusal)
{
    timed_out_ = false;                // what is late is told so, and may read it in peace
    if (exchange.request_id.empty()) { // it never got to the gates
        exchange.label = shared_.site.router.unreadable();
        draw_request_id(exchange);
    }
    auto response =
        http::answer({refusal.status, refusal.slug, std::string{refusal.detail}}, exchange.request_id);
    if (refusal.status == Status::service_unavailable || refusal.status == Status::too_many_requests)
        response.with("Retry-After", retry_after());
    return answer(exchange, std::move(response), false);
}

bool Session::may_keep_alive(const Exchange& exchange) const
{
    const bool is_last = limits_.keepalive_requests > 0 && served_ >= limits_.keepalive_requests;
    return exchange.head.keep_alive && !is_last && shared_.keeps_alive();
}

// Nothing more is read before the client has taken what is answered.
bool Session::is_far_ahead() const
{
    return unsent_answers_ >= limits_.pipeline_requests || outbox_.bytes_left() >= limits_.pipeline_bytes;
}

Outbox::Context Session::context(const Exchange& exchange, bool keep_alive)
{
    return {.opening = shared_.opening,
            .request_id = exchange.request_id,
            .head_only = exchange.request.verb == Verb::head,
            .keep_alive = keep_alive,
            .http_1_0 = exchange.request.version_minor == 0};
}

Task<void> Session::turn_away(Refusal refusal)
{
    Exchange exchange{head_reader_.head()};
    exchange.peer = exchange.client = peer_;
    exchange.stats = &shared_.stats;
    refuse(exchange, refusal);
    if (co_await flush()) co_await linger();
}

} // namespace a2a::http
